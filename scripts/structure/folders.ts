import { readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import ts from "typescript";

/** An import from one folder into another. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** The files, from the source folder on. */
  readonly importer: string;
  readonly imported: string;
}

const options: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  customConditions: ["@interkit/source"],
};

/**
 * The imports between the folders of a package's source, imports of types included.
 *
 * An import belongs to the two folders in which the paths of its files part: from `a/b/c.ts` to
 * `a/d/e/f.ts` it is from `a/b` to `a/d`, so that a folder stands for all that is below it. Files
 * beside those folders, such as `a/g.ts`, count together as one more folder, `a/*`: either they
 * use the folders beside them, or they are used by them.
 *
 * Generated files are left out: tables that everything uses and entry points that use everything
 * are in one folder.
 */
export function arrowsIn(source: string): Arrow[] {
  const files = globSync("**/*.ts", { cwd: source, ignore: "generated/**", absolute: true });
  return files.flatMap((file) =>
    importsOf(file)
      .filter((target) => files.includes(target))
      .map((target) => arrow(path.relative(source, file), path.relative(source, target)))
      .filter(({ from, to }) => from !== to),
  );
}

/** The files that a file imports. */
function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, "utf8"), true, true);
  return importedFiles.flatMap(({ fileName }) => {
    const mode = ts.ModuleKind.ESNext;
    const found = ts.resolveModuleName(fileName, file, options, ts.sys, undefined, undefined, mode);
    return found.resolvedModule ? [path.resolve(found.resolvedModule.resolvedFileName)] : [];
  });
}

function arrow(importer: string, imported: string): Arrow {
  const [one, other] = [importer.split(path.sep), imported.split(path.sep)];
  let shared = 0;
  while (one[shared] === other[shared] && shared < one.length - 1) shared++;
  const folder = (parts: string[]) =>
    [...parts.slice(0, shared), parts.length - 1 === shared ? "*" : parts[shared]].join("/");
  return { from: folder(one), to: folder(other), importer, imported };
}

/** The arrows that lead from a folder back to itself, by way of others. */
export function circular(arrows: readonly Arrow[]): Arrow[] {
  const rest = arrows.filter(
    ({ from, to }) =>
      arrows.some((other) => other.from === to) && arrows.some((other) => other.to === from),
  );
  return rest.length < arrows.length ? circular(rest) : rest;
}

/** Arrows in words, a line for each two folders: those of the fewest imports, to be fixed, first. */
export function described(arrows: readonly Arrow[]): string[] {
  const pairs = new Map<string, Arrow[]>();
  for (const one of arrows) {
    const name = `${one.from} -> ${one.to}`;
    pairs.set(name, [...(pairs.get(name) ?? []), one]);
  }
  return [...pairs]
    .sort(([, one], [, other]) => one.length - other.length)
    .map(([name, [first, ...more]]) => {
      const others = more.length > 0 ? `, and ${more.length} more` : "";
      return `${name}: ${first?.importer} imports ${first?.imported}${others}`;
    });
}
