import type { Note } from "../rewrite/file-rewrite.ts";

/** What an earlier run left in a file, by its comments. */
export function earlierNotes(text: string, notes: readonly Note[]): Note[] {
  const known = new Set(notes.map(({ reason, page }) => `${reason} ${page}`));
  return text.split("\n").flatMap((line, index): Note[] => {
    const [, comment] = /TODO\(interkit\): (.*?)(?: \*\/.*)?$/.exec(line) ?? [];
    if (comment === undefined || known.has(comment)) return [];
    return [{ line: index + 1, reason: comment, page: "" }];
  });
}
