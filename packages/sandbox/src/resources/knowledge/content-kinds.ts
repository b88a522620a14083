import type { Call } from "../../engine/call.ts";
import { articles } from "./article-model.ts";
import { snippets } from "./content-snippets.ts";
import { internalArticles } from "./internal-articles.ts";
import type { Knowledge } from "./knowledge.ts";

/** Everything that can lie in a folder. */
export function contentOf(call: Call): Knowledge[] {
  return [
    ...call.in(articles).all(),
    ...call.in(internalArticles).all(),
    ...call.in(snippets).all(),
  ];
}
