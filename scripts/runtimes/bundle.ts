import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/**
 * A module and all that it imports of the packages, in one ES module. Programs that resolve packages as
 * Node does get the modules for Node; browsers and workers get the others.
 */
export async function bundle(platform: "node" | "browser", module: URL): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(module)],
    bundle: true,
    write: false,
    format: "esm",
    platform,
    target: "es2022",
    external: ["undici", "libsql"],
    conditions: ["@interkit/source"],
  });
  return outputFiles[0]?.text ?? "";
}
