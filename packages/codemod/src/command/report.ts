import path from "node:path";
import { createTwoFilesPatch } from "diff";
import type { Counts, Note } from "../rewrite/file-rewrite.ts";

/** A file before and after, and what was left in it. */
export interface ReportedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly counts: Counts;
  readonly notes: readonly Note[];
  /** Calls that may be those of a client, which get no comment. */
  readonly unfollowed: readonly Note[];
}

/** Writes the difference of a file, in the form of `diff -u`. */
export function differenceOf(
  cwd: string,
  { file, before, after }: Pick<ReportedFile, "file" | "before" | "after">,
): string {
  const name = nameOf(cwd, file);
  const patch = createTwoFilesPatch(name, name, before, after, undefined, undefined, {
    context: 3,
  });
  // A rule of "=" comes before the names.
  return patch.slice(patch.indexOf("---"));
}

/** Writes how much changed, and what is left for a person. */
export function summaryOf(cwd: string, files: readonly ReportedFile[]): string[] {
  const changed = files.filter(({ before, after }) => before !== after);
  const total = { clients: 0, calls: 0, others: 0 };
  for (const { counts } of files) {
    total.clients += counts.clients;
    total.calls += counts.calls;
    total.others += counts.others;
  }
  const rewritten = [
    count(total.clients, "client"),
    count(total.calls, "call"),
    count(total.others, "other place"),
  ];
  const left = files.flatMap(({ file, notes }) => linesOf(cwd, file, notes));
  const unfollowed = files.flatMap((one) => linesOf(cwd, one.file, one.unfollowed));
  return [
    `${changed.length} of ${count(files.length, "file")}: ${rewritten.join(", ")} rewritten, ${left.length} left`,
    ...left,
    ...(unfollowed.length > 0 ? [introductionOf(unfollowed.length), ...unfollowed] : []),
  ];
}

const introductionOf = (number: number): string =>
  `${count(number, "place")} may use a client that could not be followed, and ${number === 1 ? "has" : "have"} no comment:`;

const linesOf = (cwd: string, file: string, notes: readonly Note[]): string[] =>
  notes.map(
    ({ line, reason, page }) => `  ${nameOf(cwd, file)}:${line}  ${`${reason} ${page}`.trim()}`,
  );

/** A path as people read it, from the current folder on. */
export const nameOf = (cwd: string, file: string): string =>
  path.relative(cwd, file).replaceAll(path.sep, "/");

const count = (number: number, name: string): string =>
  `${number} ${name}${number === 1 ? "" : "s"}`;
