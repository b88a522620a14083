import path from "node:path";
import { build, type Platform } from "esbuild";

/** The names of the modules that a bundle of a program has, without their extension. */
export async function modulesOf(
  program: string,
  platform: Platform = "browser",
): Promise<string[]> {
  const { metafile } = await build({
    stdin: { contents: program, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: "esm",
    platform,
    write: false,
    metafile: true,
    outfile: "bundle.js",
    conditions: ["@interkit/source"],
  });
  const { inputs = {} } = Object.values(metafile.outputs)[0] ?? {};
  return Object.entries(inputs).flatMap(([file, { bytesInOutput }]) =>
    bytesInOutput > 0 ? [path.basename(file, ".ts")] : [],
  );
}
