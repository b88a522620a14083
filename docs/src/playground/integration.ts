import type { AstroIntegration } from "astro";
import { entryPoints } from "./entry-points.ts";

type VitePlugin = ReturnType<typeof packagesPlugin>;

/**
 * Makes the programs of pages run in the page. What a page loads for it decides only whether there is one; the
 * rest is loaded when the reader runs or edits it.
 */
export function playground(): AstroIntegration {
  return {
    name: "playground",
    hooks: {
      "astro:config:setup": ({ updateConfig, injectScript }) => {
        injectScript("page", 'import "/src/playground/page.ts";');
        updateConfig({
          vite: {
            worker: { format: "es", plugins: (): VitePlugin[] => [packagesPlugin()] },
            // An error is printed with the name of its class.
            esbuild: { keepNames: true },
            // Exports are read with it where it is installed, and its main entry is for Node.
            resolve: { alias: [{ find: /^csv-parse$/, replacement: "csv-parse/browser/esm" }] },
          },
        });
      },
    },
  };
}

/** The module `virtual:packages`: a function that imports each entry point, by its name. */
function packagesPlugin() {
  const id = "virtual:packages";
  return {
    name: "interkit-packages",
    resolveId: (source: string): string | undefined => (source === id ? `\0${id}` : undefined),
    load: (resolved: string): string | undefined => {
      if (resolved !== `\0${id}`) return undefined;
      const rows = entryPoints().map((entry) => `"${entry}": () => import("${entry}"),`);
      return `export const packages = {\n${rows.join("\n")}\n};`;
    },
  };
}
