import { defineRouteMiddleware } from "@astrojs/starlight/route-data";

/** Names the Markdown of each page in its head. */
export const onRequest = defineRouteMiddleware(({ locals }) => {
  const { id, head } = locals.starlightRoute;
  if (id === "404") return;
  const href = `/${id || "index"}.md`;
  head.push({ tag: "link", attrs: { rel: "alternate", type: "text/markdown", href } });
});
