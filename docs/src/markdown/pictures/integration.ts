import { rmSync } from "node:fs";
import type { AstroIntegration } from "astro";
import type { Root } from "mdast";
import type { VFile } from "vfile";
import { type Drawings, drawPictures } from "./draw.ts";
import { remarkPictures } from "./remark-pictures.ts";

/**
 * Draws the pictures of a folder into the pages that show them. A page with a mistake in a picture fails the
 * build: Astro itself would only log it, and publish the page empty.
 */
export function pictures(folder: string): AstroIntegration {
  const failures: string[] = [];
  const plugin = (drawings: Drawings) => {
    const draw = remarkPictures(drawings);
    return (tree: Root, file: VFile): void => {
      try {
        draw(tree);
      } catch (error) {
        failures.push(`${file.path}: ${error instanceof Error ? error.message : String(error)}`);
        throw error;
      }
    };
  };
  let cache: URL;
  return {
    name: "pictures",
    hooks: {
      "astro:config:setup": async ({ updateConfig }) => {
        // Astro renders its pages again when an option has changed, here a picture.
        const drawings = await drawPictures(folder);
        updateConfig({ markdown: { remarkPlugins: [[plugin, drawings]] } });
      },
      "astro:config:done": ({ config }) => {
        cache = config.cacheDir;
      },
      "astro:build:start": () => {
        if (failures.length === 0) return;
        // Another build would take the empty page from it.
        rmSync(new URL("data-store.json", cache), { force: true });
        throw new Error(failures.join("\n"));
      },
    },
  };
}
