import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

const fixtures = path.resolve(import.meta.dirname, "../fixtures");

/** The programs; each name ends with the major version of `intercom-client` that they are written for. */
export const fixtureNames: readonly string[] = readdirSync(fixtures).sort();

/** A new folder, which is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "interkit-codemod-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A new folder with these files. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return folder;
}

/** A copy of a program before it is rewritten. */
export function copyOf(name: string): string {
  const folder = temporaryFolder();
  cpSync(path.join(fixtures, name, "before"), folder, { recursive: true });
  return folder;
}

export const majorOf = (name: string): string => name.slice(name.lastIndexOf("-") + 1);

export const afterPath = (name: string, file: string): string =>
  path.join(fixtures, name, "after", file);

/** The texts of the files below a folder, by their paths in it. */
export function textsIn(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      return [path.relative(folder, file), readFileSync(file, "utf8")];
    }),
  );
}

/** The rewritten programs of all fixtures, by their paths. */
export function afterFiles(): string[] {
  return fixtureNames.flatMap((name) => {
    const folder = path.join(fixtures, name, "after");
    return Object.keys(textsIn(folder)).map((file) => path.join(folder, file));
  });
}
