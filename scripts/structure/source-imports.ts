import { readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import ts from "typescript";

/**
 * The files of a package's tests that import its source by path. A test that imports the package by its
 * name uses what a user can import.
 */
export function testsOfSource(folder: string): string[] {
  const source = path.join(folder, "src") + path.sep;
  const importsSource = (file: string) =>
    ts
      .preProcessFile(readFileSync(file, "utf8"), true, true)
      .importedFiles.map(({ fileName }) => fileName)
      .filter((name) => name.startsWith("."))
      .some((name) => path.resolve(path.dirname(file), name).startsWith(source));
  return globSync("test/**/*.ts", { cwd: folder, absolute: true })
    .filter(importsSource)
    .map((file) => path.relative(folder, file))
    .sort();
}
