import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { crud } from "../../handlers/crud.ts";
import { deletedView } from "../../handlers/response-values.ts";
import { list, newestFirst } from "../../paging/list.ts";
import { type CollectionKey, collection } from "../../store/collection.ts";
import { tagList } from "../tags/tags.ts";
import { findAuthor } from "../workspace/admins.ts";
import { checkTeammate, readTexts } from "./article-model.ts";
import { contentTagHandlers } from "./content-tags.ts";
import { defaultLocale } from "./help-center-model.ts";
import { blankKnowledge, type Knowledge, readCommonFields } from "./knowledge.ts";
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

function readInput(context: RequestContext): Partial<InternalArticle> {
  const input = context.body<Input>();
  checkTeammate(context, input.author_id, "author_id");
  checkTeammate(context, input.owner_id, "owner_id");
  const { title, body } = readTexts(input);
  return {
    ...(title === undefined ? {} : { title }),
    ...(body === undefined ? {} : { body }),
    ...readCommonFields(context),
    updated_by_id: Number(findAuthor(context, undefined).id),
    updated_at: context.now,
  };
}

function view(context: RequestContext, article: InternalArticle): object {
  const { body } = article;
  return {
    ...article,
    body_markdown: body === null ? null : toMarkdown(body),
    tags: tagList(context, article),
  };
}

export const internalArticleHandlers: Handlers = {
  ...crud("internalArticles", {
    collection: internalArticles,
    order: newestFirst,
    created: (context) => ({
      id: "",
      ...blankKnowledge(context.now, false, Number(findAuthor(context, undefined).id)),
      body: null,
      locale: defaultLocale(context),
      ...readInput(context),
    }),
    changed: readInput,
    deleted: (_call, { id }) => deletedView("internal_article", id),
    view,
  }),
  ...contentTagHandlers("internalArticles", "internal_article", internalArticles),
  "internalArticles.search": (context) => {
    const { folder_id } = context.query;
    const found = context
      .collection(internalArticles)
      .all()
      .filter((article) => folder_id === undefined || article.folder_id === folder_id);
    return list(context, found, { order: newestFirst, view: (one) => view(context, one) });
  },
};
