import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { CodemodError } from "./codemod-error.ts";

const extensions = "{ts,tsx,mts,cts,js,mjs,cjs,jsx}";

const ignore = ["**/node_modules/**", "**/.*/**", "**/*.d.{ts,mts,cts}"];

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

/** All programs below a folder. */
export function programsBelow(folder: string): string[] {
  return search(`**/*.${extensions}`, folder);
}

function filesIn(place: string, cwd: string): string[] {
  const whole = path.resolve(cwd, place);
  if (!existsSync(whole)) return search(place.replaceAll("\\", "/"), cwd).filter(isProgram);
  if (statSync(whole).isDirectory()) return programsBelow(whole);
  return isProgram(whole) ? [whole] : [];
}

function search(pattern: string, cwd: string): string[] {
  return globSync(pattern, { cwd, absolute: true, ignore }).map(path.normalize);
}

const isProgram = (file: string): boolean => /\.([cm]?[jt]s|[jt]sx)$/.test(file);
