import { readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { type ApiVersions, moduleName } from "../description/api-versions.ts";
import type { GeneratedFile } from "../generated-file.ts";
import { moduleNames } from "./modules.ts";

type Entries = Record<string, unknown>;

/** One `exports` or `imports`: which of its keys follow from files, and what they have to be. */
interface Section {
  readonly file: string;
  readonly section: "exports" | "imports";
  readonly isGenerated: RegExp;
  readonly entries: (list: ApiVersions, root: string) => Entries;
}

const SECTIONS: readonly Section[] = [
  {
    file: "openapi/package.json",
    section: "exports",
    isGenerated: /^\.\/(\d+\.\d+|preview|latest)\.json$/,
    entries: ({ versions, latest }) => ({
      ...entriesOf(versions, (version) => [
        `./${moduleName(version)}.json`,
        `./dist/${version}.json`,
      ]),
      "./latest.json": `./dist/${latest}.json`,
    }),
  },
  ...["core", "client"].map(
    (name): Section => ({
      file: `packages/${name}/package.json`,
      section: "exports",
      isGenerated: /^\.\/((\d+\.\d+|preview|unstable|latest)(\/\*)?|helpers\/.*)$/,
      entries: (list, root) => ({
        ...entriesOf(moduleNames(list), (module) => [`./${module}`, source(`generated/${module}`)]),
        ...(name === "client" ? resourceEntries(list) : {}),
        ...entriesOf(helperNames(root, name), (module) => [`./${module}`, source(module)]),
      }),
    }),
  ),
  {
    file: "packages/sandbox/package.json",
    section: "imports",
    isGenerated: /^#bundle\//,
    entries: ({ versions }) =>
      entriesOf(versions.map(moduleName), (module) => [
        `#bundle/${module}`,
        {
          types: "./src/description/bundle-module.ts",
          default: `@interkit/openapi/${module}.json`,
        },
      ]),
  },
];

/** The resources of each version, by a pattern, since each version has some thirty. */
function resourceEntries(list: ApiVersions): Entries {
  return entriesOf(moduleNames(list), (module) => {
    const folder = module === "latest" ? moduleName(list.latest) : module;
    return [`./${module}/*`, source(`generated/${folder}/*`)];
  });
}

/** The helpers of a package can be imported one by one, each from the file that it has in `helpers`. */
function helperNames(root: string, packageName: string): string[] {
  const files = globSync("helpers/*.ts", { cwd: path.join(root, "packages", packageName, "src") });
  return files.map((file) => file.replace(/\.ts$/, "")).sort();
}

function source(module: string): Entries {
  return {
    "@interkit/source": `./src/${module}.ts`,
    types: `./dist/${module}.d.ts`,
    default: `./dist/${module}.js`,
  };
}

/** The manifests that name every API version, with their correct content. */
export function manifestsFor(root: string, list: ApiVersions): GeneratedFile[] {
  return SECTIONS.map(({ file, section, isGenerated, entries }) => {
    const manifest = JSON.parse(readFileSync(path.join(root, file), "utf8")) as Entries;
    const rows = Object.entries(manifest[section] as Entries);
    const first = rows.findIndex(([key]) => isGenerated.test(key));
    const others = rows.filter(([key]) => !isGenerated.test(key));
    others.splice(first < 0 ? others.length : first, 0, ...Object.entries(entries(list, root)));
    manifest[section] = Object.fromEntries(others);
    return { path: file, text: `${JSON.stringify(manifest, null, 2)}\n` };
  });
}

function entriesOf(names: readonly string[], row: (name: string) => [string, unknown]): Entries {
  return Object.fromEntries(names.map(row));
}
