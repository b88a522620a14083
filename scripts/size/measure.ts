import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { BuildOptions, Metafile } from "esbuild";
import sizeLimit from "size-limit";
import type { Program } from "./programs.ts";

/** Bytes of each module in a bundle, before compression. */
export type Modules = Readonly<Record<string, number>>;

/** How much of the packages a program takes into its bundle. */
export interface Size {
  /** Of the published code, minified and compressed by gzip. */
  readonly bytes: number;
  /** Of the sources, since a published module has many of them. */
  readonly modules: Modules;
}

/** What the plugin for esbuild adds to a check of size-limit. */
interface Check {
  readonly files: readonly string[];
  readonly gzip: true;
  readonly modifyEsbuildConfig: (options: BuildOptions) => BuildOptions;
  readonly esbuildMetafile?: Metafile;
}

/** Bundles the programs with esbuild as an application for browsers would, in a folder that has the packages. */
export async function measure(programs: readonly Program[], root: string): Promise<Size[]> {
  const plugins = await Promise.all(
    ["@size-limit/esbuild", "@size-limit/file"].map(async (name) => (await import(name)).default),
  );
  const folder = path.join(root, "node_modules/.cache/interkit-size");
  mkdirSync(folder, { recursive: true });
  try {
    const files = programs.map(({ text }, index) => {
      const file = path.join(folder, `program-${index}.js`);
      writeFileSync(file, text);
      return file;
    });
    const published = files.map((file) => checkOf(file, root, []));
    const sources = files.map((file) => checkOf(file, root, ["@interkit/source"]));
    const checks = [...published, ...sources];
    const results = (await sizeLimit(plugins, { checks })) as readonly { readonly size: number }[];
    return programs.map((_, index) => ({
      bytes: results[index]?.size ?? Number.NaN,
      modules: modulesOf(sources[index]?.esbuildMetafile),
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function checkOf(file: string, root: string, conditions: string[]): Check {
  return {
    files: [file],
    gzip: true,
    modifyEsbuildConfig: (options) => ({
      ...options,
      absWorkingDir: root,
      conditions,
      platform: "browser",
      format: "esm",
      target: "es2022",
    }),
  };
}

function modulesOf(metafile: Metafile | undefined): Modules {
  const [output] = Object.values(metafile?.outputs ?? {});
  return Object.fromEntries(
    Object.entries(output?.inputs ?? {})
      .filter(([file, { bytesInOutput }]) => bytesInOutput > 0 && !file.includes(".cache"))
      .map(([file, { bytesInOutput }]): [string, number] => [file, bytesInOutput])
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}
