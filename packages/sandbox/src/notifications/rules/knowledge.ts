import type { JsonObject } from "../../description/openapi.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { sources } from "../../resources/knowledge/ai-content.ts";
import { type Article, articles } from "../../resources/knowledge/article-model.ts";
import { articleView } from "../../resources/knowledge/article-view.ts";
import { snippets, snippetView } from "../../resources/knowledge/content-snippets.ts";
import { audiences } from "../../resources/workspace/audiences.ts";
import type { CollectionKey, Entity } from "../../store/collection.ts";
import { type Changes, differs, without } from "../changes.ts";
import type { Occurrence, Topic } from "../occurrence.ts";

/** A kind of record that is created, updated and deleted, and its topics. */
interface Lifecycle<T extends Entity> {
  readonly collection: CollectionKey<T>;
  readonly topics: readonly [created: Topic, updated: Topic, deleted: Topic];
  readonly type: string;
  readonly item: (context: RequestContext, record: T) => JsonObject;
  /** Whether a change is an update. When left out, each change is. */
  readonly isUpdate?: (before: T, after: T) => boolean;
}

function* lifecycle<T extends Entity>(
  changes: Changes,
  { collection, topics, type, item, isUpdate = () => true }: Lifecycle<T>,
): Generator<Occurrence> {
  const [created, updated, deleted] = topics;
  for (const { before, after } of changes.of(collection)) {
    if (after) {
      const topic = before ? updated : created;
      if (!before || isUpdate(before, after)) {
        yield { topic, item: (context) => item(context, after) };
      }
    } else if (before) {
      yield { topic: deleted, item: () => ({ type, id: before.id, deleted: true }) };
    }
  }
}

const contentState = ({ contents, default_locale }: Article) => contents[default_locale]?.state;

/** Whether an article changed in more than its state. */
function isArticleUpdate(before: Article, after: Article): boolean {
  if (contentState(before) === contentState(after)) return true;
  const texts = ({ contents, default_locale: locale }: Article) => {
    const { state, updated_at, ...others } = contents[locale] ?? ({} as Partial<JsonObject>);
    return { ...contents, [locale]: others };
  };
  const names: (keyof Article)[] = ["parent_ids", "folder_id", "audience_ids", "tags"];
  return (
    differs(before, after, names) ||
    differs({ texts: texts(before) }, { texts: texts(after) }, ["texts"])
  );
}

/** What happened to articles, snippets, sources of pages and audiences. */
export function* knowledgeRule(changes: Changes): Generator<Occurrence> {
  const articleItem = (context: RequestContext, article: Article) => articleView(context, article);
  yield* lifecycle(changes, {
    collection: articles,
    topics: ["article.created", "article.updated", "article.deleted"],
    type: "article",
    item: articleItem,
    isUpdate: isArticleUpdate,
  });
  for (const { before, after } of changes.of(articles)) {
    if (!after) continue;
    const [was, is] = [before && contentState(before), contentState(after)];
    const item = (context: RequestContext) => articleItem(context, after);
    if (is === "published" && was !== is) yield { topic: "article.published", item };
    if (was === "published" && was !== is) yield { topic: "article.unpublished", item };
  }
  yield* lifecycle(changes, {
    collection: snippets,
    topics: ["content_snippet.created", "content_snippet.updated", "content_snippet.deleted"],
    type: "content_snippet",
    item: (_context, snippet) => snippetView(snippet),
  });
  yield* lifecycle(changes, {
    collection: sources,
    topics: [
      "content_import_source.created",
      "content_import_source.updated",
      "content_import_source.deleted",
    ],
    type: "content_import_source",
    item: (_context, source) => ({ ...source }),
  });
  yield* lifecycle(changes, {
    collection: audiences,
    topics: ["audience.created", "audience.updated", "audience.deleted"],
    type: "audience",
    item: (_context, audience) => ({ ...audience }),
  });
  yield* members(changes, articles, "article_content");
  yield* members(changes, snippets, "content_snippet");
}

/** Content that audiences got, or no longer have. */
function* members<T extends Entity & { readonly audience_ids: readonly number[] }>(
  changes: Changes,
  collection: CollectionKey<T>,
  type: string,
): Generator<Occurrence> {
  for (const { before, after } of changes.of(collection)) {
    const { id } = (after ?? before) as T;
    const [had, has] = [before?.audience_ids ?? [], after?.audience_ids ?? []];
    const about = (topic: Topic) => (audience: number) => ({
      topic,
      item: () => ({
        type: "audience_membership",
        audience_id: String(audience),
        content: { type, id },
      }),
    });
    yield* without(has, had).map(about("audience.member_added"));
    yield* without(had, has).map(about("audience.member_removed"));
  }
}
