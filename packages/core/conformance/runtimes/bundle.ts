import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** The cases and our client in one ES module that exports `runCases` and runs in every runtime. */
export async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("./run-cases.ts", import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    conditions: ["@interkit/source"],
  });
  return outputFiles[0]?.text ?? "";
}
