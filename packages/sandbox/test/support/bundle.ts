import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const folder = fileURLToPath(new URL(".", import.meta.url));

/**
 * Bundles a program for platforms other than Node. Returns its files by name; `index.js` is the entry
 * point.
 */
export async function bundle(program: string): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: folder, sourcefile: "index.ts", loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    splitting: true,
    platform: "browser",
    target: "es2022",
    conditions: ["@interkit/source"],
    entryNames: "index",
    outdir: folder,
  });
  return new Map(outputFiles.map((file) => [path.basename(file.path), file.text]));
}
