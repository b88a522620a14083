import { readFileSync } from "node:fs";
import path from "node:path";
import { defineConfig, type ViteUserConfig } from "vitest/config";

type Conditions = Record<string, string>;
interface Manifest {
  readonly name: string;
  readonly exports: Record<string, Conditions | string>;
  readonly imports?: Record<string, Conditions>;
}

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;

/**
 * The package in the current folder is read as source, which holds the mutants; its neighbours as they
 * are built, so that a mutant costs no second transform of their source.
 */
const source = [...Object.entries(manifest.exports), ...Object.entries(manifest.imports ?? {})]
  .flatMap(([entry, target]) => {
    const file = typeof target === "object" && (target["@interkit/source"] ?? target["node"]);
    return file ? [[entry.replace(/^\./, manifest.name), path.resolve(file)] as const] : [];
  })
  .map(([find, replacement]) => ({ find: new RegExp(`^${find}$`), replacement }));

const fastCheck = path.join(import.meta.dirname, "fast-check.ts");

/** How the tests of the package in the current folder run against a mutant. */
const config: ViteUserConfig = defineConfig({
  resolve: { alias: [...source, { find: /^fast-check$/, replacement: fastCheck }] },
  test: {
    include: process.env["MUTATION_TESTS"]?.split(";") ?? ["test/**/*.test.ts"],
    isolate: false,
    fileParallelism: false,
    // A test detects a call that never ends sooner than Stryker does.
    testTimeout: 20_000,
    hookTimeout: 20_000,
    server: { deps: { external: [/\/dist\//] } },
  },
});

export default config;
