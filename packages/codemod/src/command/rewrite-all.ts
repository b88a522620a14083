import { readFileSync } from "node:fs";
import path from "node:path";
import type ts from "typescript";
import { follow } from "../program/follow.ts";
import { readProgram } from "../program/program.ts";
import { vendorPackage } from "../program/vendor.ts";
import type { Note } from "../rewrite/file-rewrite.ts";
import { rewriteFile } from "../rewrite/rewrite-file.ts";
import { checkVersion, chooseVersion } from "./api-version.ts";
import { earlierNotes } from "./earlier-notes.ts";
import { sourcesBelow } from "./files.ts";
import { type Manifest, manifestOf, updated } from "./manifest.ts";
import type { ReportedFile } from "./report.ts";
import { byteOrderMark, problemOf, readSource } from "./sources.ts";
import { byMajor, readMajor, type Source, vendorOf } from "./vendor-version.ts";

/** The versions of the command line. */
export interface Versions {
  readonly from?: string;
  readonly apiVersion?: string;
}

/** Rewrites files, without writing them; `print` gets which versions they are rewritten from and to. */
export function rewriteAll(
  files: readonly string[],
  { from, apiVersion }: Versions,
  print: (line: string) => void,
): ReportedFile[] {
  const sources = files.map((file) => ({ file, text: readSource(file) }));
  const givenMajor = from === undefined ? undefined : readMajor(from);
  const given = apiVersion === undefined ? undefined : checkVersion(apiVersion);
  if (!sources.some(({ text }) => text.includes(vendorPackage))) {
    print(`No program imports ${vendorPackage}.`);
    return sources.map((source) => unchanged(source));
  }
  const isMoved = sources.some(({ text }) => text.includes("@interkit/client"));
  const groups = givenMajor === undefined ? byMajor(sources) : new Map([[givenMajor, sources]]);
  return Array.from(groups, ([major, group]) => {
    const vendor = vendorOf(major);
    const { version, reason } = given ?? chooseVersion(group, vendor);
    print(`${vendorPackage} ${major} to @interkit/client/${version}, ${reason}`);
    // All files are read, so that clients are followed from those of another version too.
    const program = readProgram(files, vendor);
    const checker = program.getTypeChecker();
    const followed = follow(parsedFiles(program, files), checker, vendor);
    const isVersionGiven = given !== undefined;
    const settings = { checker, followed, vendor, version, isVersionGiven, isMoved };
    return group.map((source) => {
      const parsed = program.getSourceFile(source.file);
      if (parsed === undefined) return unchanged(source);
      const rewritten = rewriteFile(parsed, settings);
      const isTouched = rewritten.before !== rewritten.after || source.text.includes(vendorPackage);
      const problem = isTouched ? problemOf(program, parsed, source) : undefined;
      if (problem !== undefined) return unchanged(source, [problem]);
      const earlier = earlierNotes(source.text, rewritten.notes);
      const mark = source.text.startsWith(byteOrderMark) ? byteOrderMark : "";
      return {
        ...source,
        ...rewritten,
        before: source.text,
        after: mark + rewritten.after,
        notes: [...rewritten.notes, ...earlier],
      };
    });
  })
    .flat()
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}

function parsedFiles(program: ts.Program, files: readonly string[]): ts.SourceFile[] {
  return files.flatMap((file) => program.getSourceFile(file) ?? []);
}

function unchanged({ file, text }: Source, notes: readonly Note[] = []): ReportedFile {
  const counts = { clients: 0, calls: 0, others: 0 };
  const all = [...notes, ...earlierNotes(text, notes)];
  return { file, before: text, after: text, counts, notes: all, unfollowed: [] };
}

/** The package.json of files that changed, before and after. */
export function rewriteManifests(
  reported: readonly ReportedFile[],
): Pick<ReportedFile, "file" | "before" | "after">[] {
  const manifests = new Map<string, Manifest>();
  for (const { file, before, after } of reported) {
    const manifest = before === after ? undefined : manifestOf(file);
    if (manifest) manifests.set(manifest.file, manifest);
  }
  const texts = new Map(reported.map(({ file, after }) => [file, after]));
  return Array.from(manifests.values(), (manifest) => {
    const isUsed = sourcesBelow(path.dirname(manifest.file)).some((file) =>
      /["'`]intercom-client["'`/]|TODO\(interkit\)/.test(
        texts.get(file) ?? readFileSync(file, "utf8"),
      ),
    );
    return { file: manifest.file, before: manifest.text, after: updated(manifest, isUsed) };
  });
}
