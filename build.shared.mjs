// The `build` of a package: `node ../../build.shared.mjs [OUT]`, from its folder. Each file that package.json
// leads to becomes one module, and all that several of them import becomes one more: Node needs about as long
// to find and link a file as to run it. The declarations stay one file for each source.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { rolldown } from "rolldown";
import { globSync } from "tinyglobby";

const out = process.argv[2] ?? "dist";
const entries = entriesIn(readFileSync("package.json", "utf8"));

/** The import of a dependency that is neither Node's nor a package of this repository. */
const dependency = /^import (?!type ).*from "(?![./#]|node:|@interkit\/)/m;

// A module that was renamed would stay in `dist`, and be published.
rmSync(out, { recursive: true, force: true });
const declared = existsSync("tsconfig.build.json") ? writeDeclarations() : [0];
await writeModules();
const [status] = await declared;
process.exitCode = status ?? 1;

/** The modules in the output folder that package.json names, without their extension. */
function entriesIn(manifest) {
  const modules = manifest.matchAll(/"\.\/(dist\/[^"]+)\.js"/g);
  const named = Array.from(modules, ([, module]) => path.posix.relative(out, module));
  return new Set(named.flatMap((module) => (module.includes("*") ? modulesLike(module) : module)));
}

/** A pattern such as `generated/2.16/*` stands for each module in that folder. */
function modulesLike(pattern) {
  return globSync(`${pattern}.ts`, { cwd: "src" }).map((file) => file.replace(/\.ts$/, ""));
}

function writeDeclarations() {
  const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  // With isolated declarations, a file's are made of the file alone; `typecheck` checks the same source.
  const args = [tsc, "-p", "tsconfig.build.json", "--emitDeclarationOnly", "--noCheck"];
  return once(spawn(process.execPath, args, { stdio: "inherit" }), "close");
}

async function writeModules() {
  const sources = new Map([...entries].map((entry) => [path.resolve(`src/${entry}.ts`), entry]));
  // A module that imports a dependency stays apart: a program that does not need it would load it otherwise.
  const isApart = (source) => sources.has(source) || dependency.test(readFileSync(source, "utf8"));
  const bundle = await rolldown({
    input: Object.fromEntries(Array.from(sources, ([source, entry]) => [entry, source])),
    // Other packages, Node's modules, and what package.json chooses by platform.
    external: /^(?![./]|[A-Z]:)/,
    platform: "neutral",
    tsconfig: false,
    transform: { target: "es2023" },
  });
  await bundle.write({
    dir: out,
    format: "es",
    sourcemap: true,
    // The declarations and the source maps have them.
    comments: { jsdoc: false },
    // As deep as `node/`, so that both find the files of the package in the same way.
    chunkFileNames: "shared/[name].js",
    codeSplitting: {
      groups: [
        {
          name: sharedName,
          debugName: "shared",
          minShareCount: 2,
          test: (source) => !isApart(source),
        },
      ],
    },
  });
  await bundle.close();
  for (const entry of entries) if (entry.startsWith("generated/")) removeMap(entry);
}

/**
 * The name of the module of what several entries import. What helpers alone import is in modules of its own, as few
 * helpers as possible for each: a bundler would resolve the optional peer of one helper for all programs.
 */
function sharedName(module, context) {
  const helpers = path.resolve("src/helpers");
  const seen = new Set();
  const isForHelpers = (file) => {
    if (seen.has(file) || file.startsWith(helpers)) return true;
    seen.add(file);
    const { isEntry, importers, dynamicImporters } = context.getModuleInfo(file);
    return !isEntry && [...importers, ...dynamicImporters].every(isForHelpers);
  };
  return isForHelpers(module) ? null : "shared";
}

/** Source maps contain the source. That of generated modules is types alone, which would double a package. */
function removeMap(module) {
  const file = path.join(out, `${module}.js`);
  rmSync(`${file}.map`, { force: true });
  writeFileSync(file, readFileSync(file, "utf8").replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"));
}
