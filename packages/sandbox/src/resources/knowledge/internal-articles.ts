import type { Call, Handlers } from "../../engine/call.ts";
import { deletedView } from "../../handlers/answer-values.ts";
import { crud } from "../../handlers/crud.ts";
import { list, newestFirst } from "../../paging/list.ts";
import { type CollectionKey, collection } from "../../store/collection.ts";
import { tagList } from "../tags/tags.ts";
import { findAuthor } from "../workspace/admins.ts";
import { checkTeammate, wordsOf } from "./article-model.ts";
import { contentTagHandlers } from "./content-tags.ts";
import { defaultLocale } from "./help-center-model.ts";
import { blankKnowledge, type Knowledge, shelved } from "./knowledge.ts";
import { toMarkdown } from "./markdown.ts";

/** An article for the team and its AI agents. */
export interface InternalArticle extends Knowledge {
  readonly title: string;
  readonly body: string | null;
  readonly author_id: number;
  readonly owner_id: number;
  readonly locale: string;
}

export const internalArticles: CollectionKey<InternalArticle> = collection<InternalArticle>(
  "internalArticles",
  "number",
);

interface Input {
  readonly title?: string;
  readonly body?: string;
  readonly body_markdown?: string;
  readonly author_id?: number;
  readonly owner_id?: number;
}

function written(call: Call): Partial<InternalArticle> {
  const input = call.body<Input>();
  checkTeammate(call, input.author_id, "author_id");
  checkTeammate(call, input.owner_id, "owner_id");
  const { title, body } = wordsOf(input);
  return {
    ...(title === undefined ? {} : { title }),
    ...(body === undefined ? {} : { body }),
    ...shelved(call),
    updated_by_id: Number(findAuthor(call, undefined).id),
    updated_at: call.now,
  };
}

function view(call: Call, article: InternalArticle): object {
  const { body } = article;
  return {
    ...article,
    body_markdown: body === null ? null : toMarkdown(body),
    tags: tagList(call, article),
  };
}

export const internalArticleHandlers: Handlers = {
  ...crud("internalArticles", {
    collection: internalArticles,
    order: newestFirst,
    created: (call) => ({
      ...blankKnowledge(call, false, Number(findAuthor(call, undefined).id)),
      body: null,
      locale: defaultLocale(call),
      ...written(call),
    }),
    changed: written,
    deleted: (_call, { id }) => deletedView("internal_article", id),
    view,
  }),
  ...contentTagHandlers("internalArticles", "internal_article", internalArticles),
  "internalArticles.search": (call) => {
    const { folder_id } = call.query;
    const found = call
      .in(internalArticles)
      .all()
      .filter((article) => folder_id === undefined || article.folder_id === folder_id);
    return list(call, found, { order: newestFirst, view: (one) => view(call, one) });
  },
};
