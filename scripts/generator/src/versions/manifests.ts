import { readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import type { GeneratorConfig } from "../config.ts";
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

function sectionsOf(config: GeneratorConfig): readonly Section[] {
  const { alias, folders, scope } = config;
  const unnumbered = ["preview", ...(alias ? [moduleName(alias.name)] : [])].join("|");
  return [
    {
      file: `${folders.description}/package.json`,
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
    ...[folders.core, folders.client].map(
      (folder): Section => ({
        file: `${folder}/package.json`,
        section: "exports",
        isGenerated: new RegExp(`^\\./((\\d+\\.\\d+|${unnumbered}|latest)(/\\*)?|helpers/.*)$`),
        entries: (list, root) => ({
          ...entriesOf(moduleNames(config, list), (module) => [
            `./${module}`,
            source(scope, `generated/${module}`),
          ]),
          ...(folder === folders.client ? resourceEntries(config, list) : {}),
          ...entriesOf(helperNames(path.join(root, folder)), (module) => [
            `./${module}`,
            source(scope, module),
          ]),
        }),
      }),
    ),
    {
      file: `${folders.sandbox}/package.json`,
      section: "imports",
      isGenerated: /^#bundle\//,
      entries: ({ versions }) =>
        entriesOf(versions.map(moduleName), (module) => [
          `#bundle/${module}`,
          {
            types: "./src/description/bundle-module.ts",
            default: `${scope}/openapi/${module}.json`,
          },
        ]),
    },
  ];
}

/** The resources of each version, by a pattern, since each version has some thirty. */
function resourceEntries(config: GeneratorConfig, list: ApiVersions): Entries {
  return entriesOf(moduleNames(config, list), (module) => {
    const folder = module === "latest" ? moduleName(list.latest) : module;
    return [`./${module}/*`, source(config.scope, `generated/${folder}/*`)];
  });
}

/** The helpers of a package can be imported one by one, each from the file that it has in `helpers`. */
function helperNames(folder: string): string[] {
  const files = globSync("helpers/*.ts", { cwd: path.join(folder, "src") });
  return files.map((file) => file.replace(/\.ts$/, "")).sort();
}

function source(scope: string, module: string): Entries {
  return {
    [`${scope}/source`]: `./src/${module}.ts`,
    types: `./dist/${module}.d.ts`,
    default: `./dist/${module}.js`,
  };
}

/** The manifests that name every API version, with their correct content. */
export function manifestsFor(
  config: GeneratorConfig,
  root: string,
  list: ApiVersions,
): GeneratedFile[] {
  return sectionsOf(config).map(({ file, section, isGenerated, entries }) => {
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
