import type { MiddlewareHandler } from "astro";

/**
 * Removes styles from the table of contents that each entry inherits from its list. A long page of the reference has
 * more than a hundred entries, with three elements each, in a list for wide screens and in one for phones.
 */
export const onRequest: MiddlewareHandler = async (_, next) => {
  const response = await next();
  if (!response.headers.get("content-type")?.startsWith("text/html")) return response;
  const html = await response.text();
  const inherited = /(<(?:li|a|span)\b[^>]*) style="--depth: \d+;"/g;
  return new Response(html.replace(inherited, "$1"), response);
};
