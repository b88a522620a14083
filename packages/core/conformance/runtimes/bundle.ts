import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/**
 * The cases and our client in one ES module that exports `runCases`. Programs that resolve packages as
 * Node does get the modules for Node; browsers and workers get the others.
 */
export async function bundle(
  platform: "node" | "browser",
  file: "run-cases.ts" | "run-cases-in-pool.ts" = "run-cases.ts",
): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    platform,
    target: "es2022",
    external: ["undici"],
    conditions: ["@interkit/source"],
  });
  return outputFiles[0]?.text ?? "";
}
