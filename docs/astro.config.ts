import path from "node:path";
import starlight from "@astrojs/starlight";
import { defineConfig, passthroughImageService } from "astro/config";
import { site } from "./published.ts";
import { redirects } from "./redirects.ts";
import { pagesIn } from "./sidebar.ts";
import { compactCode } from "./src/markdown/code/compact.ts";
import { pictures } from "./src/markdown/pictures/integration.ts";
import { runnablePrograms } from "./src/playground/expressive-code.ts";
import { playground } from "./src/playground/integration.ts";

export default defineConfig({
  site,
  trailingSlash: "always",
  redirects: { ...redirects },
  image: { service: passthroughImageService() },
  integrations: [
    pictures(path.join(import.meta.dirname, "pictures")),
    playground(),
    starlight({
      title: "Interkit",
      description: "TypeScript packages for the Intercom REST API, typed for every API version.",
      social: [{ icon: "github", label: "GitHub", href: "https://github.com/interkit/interkit" }],
      customCss: [
        "./src/styles/site.css",
        "./src/styles/code.css",
        "./src/styles/pictures.css",
        "./src/styles/playground.css",
      ],
      routeMiddleware: "./src/machines/alternate.ts",
      expressiveCode: { plugins: [compactCode(), runnablePrograms()] },
      // src/pages/404.astro is the page for addresses that do not exist.
      disable404Route: true,
      components: {
        MarkdownContent: "./src/components/MarkdownContent.astro",
        PageTitle: "./src/components/PageTitle.astro",
      },
      // Long pages of the reference are as good a result as short ones, frequent words are worth more, and so are
      // whole words: else names such as "attachContactToACompany" in the tables of moving over come first.
      pagefind: {
        ranking: { pageLength: 0, termFrequency: 1, termSaturation: 2, termSimilarity: 10 },
      },
      sidebar: [
        { label: "Start", items: pagesIn("start") },
        { label: "Guides", items: pagesIn("guides") },
        { label: "Moving over", items: pagesIn("moving") },
        { label: "API versions", items: pagesIn("versions"), collapsed: true },
        { label: "Reference", items: pagesIn("reference"), collapsed: true },
        { label: "Background", items: pagesIn("background") },
        { slug: "your-own-api" },
      ],
    }),
  ],
});
