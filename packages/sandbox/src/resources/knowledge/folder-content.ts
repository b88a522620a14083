import type { RequestContext } from "../../engine/request-context.ts";
import { articles } from "./article-model.ts";
import { snippets } from "./content-snippets.ts";
import { internalArticles } from "./internal-articles.ts";
import type { Knowledge } from "./knowledge.ts";

/** All content that can be in folders. */
export function contentInFolders(context: RequestContext): Knowledge[] {
  return [
    ...context.collection(articles).all(),
    ...context.collection(internalArticles).all(),
    ...context.collection(snippets).all(),
  ];
}
