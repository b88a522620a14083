import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import type { GeneratorConfig } from "./config.ts";

/** A generated file, its path from the repository's root. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** Writes only what differs, so that watchers and caches see no change where there is none. */
export function write(root: string, file: GeneratedFile): boolean {
  const target = path.join(root, file.path);
  try {
    if (readFileSync(target, "utf8") === file.text) return false;
  } catch {
    mkdirSync(path.dirname(target), { recursive: true });
  }
  writeFileSync(target, file.text);
  return true;
}

/**
 * Deletes files that are no longer generated, such as the modules of a removed version, with their
 * compiled files.
 */
export function removeStale(
  root: string,
  { folders }: GeneratorConfig,
  files: readonly GeneratedFile[],
): string[] {
  const current = new Set(files.map((file) => file.path));
  const { description, ...packages } = folders;
  const each = (pattern: string) => Object.values(packages).map((folder) => `${folder}/${pattern}`);
  const sources = globSync([`${description}/dist/*.json`, ...each("{src,test}/generated/**")], {
    cwd: root,
  });
  const compiled = globSync(each("dist/generated/**"), { cwd: root });
  const stale = [
    ...sources.filter((file) => !current.has(file)),
    ...compiled.filter((file) => !current.has(sourceOf(file))),
  ];
  for (const file of stale) rmSync(path.join(root, file));
  return stale;
}

/** `packages/core/dist/generated/2.16.d.ts` is made of `packages/core/src/generated/2.16.ts`. */
function sourceOf(compiled: string): string {
  return compiled.replace("/dist/", "/src/").replace(/(\.d)?\.[jt]s(\.map)?$/, ".ts");
}
