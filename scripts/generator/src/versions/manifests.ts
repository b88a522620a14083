import { readFileSync } from "node:fs";
import path from "node:path";
import { type ApiVersions, moduleName } from "../description/api-versions.ts";
import type { GeneratedFile } from "../generated-file.ts";
import { moduleNames } from "./modules.ts";

type Entries = Record<string, unknown>;

/** One `exports` or `imports`: which of its keys are of versions, and what they have to be. */
interface Section {
  readonly file: string;
  readonly section: "exports" | "imports";
  readonly isOfVersion: RegExp;
  readonly entries: (list: ApiVersions) => Entries;
}

const SECTIONS: readonly Section[] = [
  {
    file: "openapi/package.json",
    section: "exports",
    isOfVersion: /^\.\/(\d+\.\d+|preview|latest)\.json$/,
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
      isOfVersion: /^\.\/(\d+\.\d+|preview|unstable|latest)$/,
      entries: (list) =>
        entriesOf(moduleNames(list), (module) => [
          `./${module}`,
          {
            "@interkit/source": `./src/generated/${module}.ts`,
            types: `./dist/generated/${module}.d.ts`,
            default: `./dist/generated/${module}.js`,
          },
        ]),
    }),
  ),
  {
    file: "packages/sandbox/package.json",
    section: "imports",
    isOfVersion: /^#bundle\//,
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

/** The manifests that name every API version, as they have to be. */
export function manifestsFor(root: string, list: ApiVersions): GeneratedFile[] {
  return SECTIONS.map(({ file, section, isOfVersion, entries }) => {
    const manifest = JSON.parse(readFileSync(path.join(root, file), "utf8")) as Entries;
    const rows = Object.entries(manifest[section] as Entries);
    const first = rows.findIndex(([key]) => isOfVersion.test(key));
    const others = rows.filter(([key]) => !isOfVersion.test(key));
    others.splice(first < 0 ? others.length : first, 0, ...Object.entries(entries(list)));
    manifest[section] = Object.fromEntries(others);
    return { path: file, text: `${JSON.stringify(manifest, null, 2)}\n` };
  });
}

function entriesOf(names: readonly string[], row: (name: string) => [string, unknown]): Entries {
  return Object.fromEntries(names.map(row));
}
