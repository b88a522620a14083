import type { Handlers } from "../../engine/request-context.ts";
import { aiContentHandlers } from "./ai-content.ts";
import { articleDraftHandlers } from "./article-drafts.ts";
import { articleSearchHandlers } from "./article-search.ts";
import { articleVersionHandlers } from "./article-versions.ts";
import { articleHandlers } from "./articles.ts";
import { collectionHandlers } from "./collections.ts";
import { contentHandlers } from "./content.ts";
import { contentSnippetHandlers } from "./content-snippets.ts";
import { folderHandlers } from "./folders.ts";
import { helpCenterHandlers } from "./help-centers.ts";
import { internalArticleHandlers } from "./internal-articles.ts";
import { newsHandlers } from "./news.ts";

/** The operations of the knowledge base. */
export const handlers: Handlers = {
  ...aiContentHandlers,
  ...articleDraftHandlers,
  ...articleHandlers,
  ...articleSearchHandlers,
  ...articleVersionHandlers,
  ...collectionHandlers,
  ...contentHandlers,
  ...contentSnippetHandlers,
  ...folderHandlers,
  ...helpCenterHandlers,
  ...internalArticleHandlers,
  ...newsHandlers,
};
