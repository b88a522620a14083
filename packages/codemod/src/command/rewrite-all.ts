import { readFileSync } from "node:fs";
import path from "node:path";
import { readProgram } from "../program/program.ts";
import { vendorPackage } from "../program/vendor.ts";
import { rewriteFile } from "../rewrite/rewrite-file.ts";
import { checkVersion, chooseVersion } from "./api-version.ts";
import { earlierNotes } from "./earlier-notes.ts";
import { programsBelow } from "./files.ts";
import { type Manifest, manifestOf, updated } from "./manifest.ts";
import type { ReportedFile } from "./report.ts";
import { majorOf, readMajor, type Source, vendorOf } from "./vendor-version.ts";

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
  const sources = files.map((file) => ({ file, text: readFileSync(file, "utf8") }));
  const givenMajor = from === undefined ? undefined : readMajor(from);
  const given = apiVersion === undefined ? undefined : checkVersion(apiVersion);
  if (!sources.some(({ text }) => text.includes(vendorPackage))) {
    print(`No program imports ${vendorPackage}.`);
    return sources.map(unchanged);
  }
  const vendor = vendorOf(givenMajor ?? majorOf(sources));
  const { version, reason } = given ?? chooseVersion(sources);
  print(`${vendorPackage} ${vendor.major} to @interkit/client/${version}, ${reason}`);
  const program = readProgram(files, vendor);
  const checker = program.getTypeChecker();
  return sources.map((source) => {
    const parsed = program.getSourceFile(source.file);
    if (parsed === undefined) return unchanged(source);
    const rewritten = rewriteFile(parsed, { checker, vendor, version });
    const earlier = earlierNotes(source.text, rewritten.notes);
    return { ...source, ...rewritten, notes: [...rewritten.notes, ...earlier] };
  });
}

function unchanged({ file, text }: Source): ReportedFile {
  const counts = { clients: 0, calls: 0, others: 0 };
  return { file, before: text, after: text, counts, notes: earlierNotes(text, []) };
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
    const isUsed = programsBelow(path.dirname(manifest.file)).some((file) =>
      /["'`]intercom-client["'`/]/.test(texts.get(file) ?? readFileSync(file, "utf8")),
    );
    return { file: manifest.file, before: manifest.text, after: updated(manifest, isUsed) };
  });
}
