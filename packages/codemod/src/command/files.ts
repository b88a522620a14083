import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { CodemodError } from "./codemod-error.ts";

const extensions = "{ts,tsx,mts,cts,js,mjs,cjs,jsx}";

const ignore = ["**/node_modules/**", "**/.*/**"];

const declarations = "**/*.d.{ts,mts,cts}";

/**
 * The programs in files, folders and patterns, by absolute paths.
 *
 * @throws {CodemodError} for one that has none.
 */
export function findFiles(places: readonly string[], cwd: string): string[] {
  const files = new Set<string>();
  for (const place of places) {
    const found = filesIn(place, cwd);
    if (found.length === 0) {
      throw new CodemodError(
        `${place} has no programs: pass a folder, a file or a pattern of .ts, .tsx, .mts, .cts, .js, .mjs, .cjs or .jsx`,
      );
    }
    for (const file of found) files.add(file);
  }
  return [...files].sort();
}

/** All files below a folder that may import a package, those that are not rewritten included. */
export function sourcesBelow(folder: string): string[] {
  const pattern = "**/*.{ts,tsx,mts,cts,js,mjs,cjs,jsx,vue,svelte,astro,mdx}";
  return globSync(pattern, { cwd: folder, absolute: true, ignore }).map(path.normalize);
}

function filesIn(place: string, cwd: string): string[] {
  const whole = path.resolve(cwd, place);
  if (!existsSync(whole)) return search(place.replaceAll("\\", "/"), cwd).filter(isProgram);
  if (statSync(whole).isDirectory()) return search(`**/*.${extensions}`, whole);
  return isProgram(whole) ? [whole] : [];
}

function search(pattern: string, cwd: string): string[] {
  return globSync(pattern, { cwd, absolute: true, ignore: [...ignore, declarations] }).map(
    path.normalize,
  );
}

const isProgram = (file: string): boolean => /\.([cm]?[jt]s|[jt]sx)$/.test(file);
