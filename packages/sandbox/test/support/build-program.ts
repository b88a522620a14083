import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the command line program. */
    programFolder: string;
  }
}

const folder = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Bundles the command line program from its source, before all tests. With tsx, each test would wait
 * three times as long until it has started.
 */
export default async function buildProgram({ provide }: TestProject): Promise<() => void> {
  // From here, Node finds the packages that the program depends on.
  const cache = path.join(folder, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const outdir = mkdtempSync(path.join(cache, "program-"));
  // Only the module with the files of the page reads it.
  const page = pathToFileURL(path.join(folder, "src/node/page.ts")).href;
  await build({
    absWorkingDir: folder,
    entryPoints: ["src/cli.ts"],
    outdir,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    conditions: ["@interkit/source"],
    packages: "external",
    define: { "import.meta.url": JSON.stringify(page) },
    logLevel: "warning",
  });
  provide("programFolder", outdir);
  return () => rmSync(outdir, { recursive: true, force: true });
}
