import { defineCollection, z } from "astro:content";
import { docsSchema } from "@astrojs/starlight/schema";
import { glob, type Loader } from "astro/loaders";
import { storedAtOnce } from "./content-cache.ts";

/** The version of a page of the reference, and where the other versions have it. */
const reference = z.object({
  version: z.string(),
  versions: z.array(z.object({ version: z.string(), href: z.string() })),
});

const files: Loader = glob({
  base: "./src/content",
  pattern: ["{pages,generated}/**/*.{md,mdx}"],
  // The address of a page is its path below the folder, wherever the page comes from.
  generateId: ({ entry }) =>
    entry
      .replace(/^(pages|generated)\//, "")
      .replace(/\.mdx?$/, "")
      .replace(/(^|\/)index$/, "") || "index",
});

export const collections = {
  docs: defineCollection({
    loader: storedAtOnce(files),
    schema: docsSchema({ extend: z.object({ reference: reference.optional() }) }),
  }),
};
