import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { rolldown } from "rolldown";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the bundled programs: `NAME.mjs` for `NAME.ts`. */
    programs: string;
  }
}

/**
 * Bundles the programs that the tests of a package start, from the source, before all tests. With tsx, each start
 * would load hundreds of files, and take three times as long.
 */
export function bundlePrograms(folder: string, programs: readonly string[]) {
  return async ({ provide }: TestProject): Promise<() => void> => {
    // From here, Node finds the packages that the programs depend on.
    const cache = path.join(folder, "node_modules/.cache");
    mkdirSync(cache, { recursive: true });
    const out = mkdtempSync(path.join(cache, "programs-"));
    // Some tests start a program as another user.
    chmodSync(out, 0o755);
    const bundle = await rolldown({
      input: programs.map((program) => path.join(folder, program)),
      external: /^(?![./#]|[A-Z]:|@interkit\/|interkit-generator\/)/,
      platform: "node",
      tsconfig: false,
      resolve: { conditionNames: ["@interkit/source", "node", "import", "default"] },
    });
    await bundle.write({
      dir: out,
      format: "es",
      entryFileNames: "[name].mjs",
      chunkFileNames: "[name].mjs",
    });
    await bundle.close();
    provide("programs", out);
    return () => rmSync(out, { recursive: true, force: true });
  };
}
