import { readFileSync } from "node:fs";
import ts from "typescript";
import type { Note } from "../rewrite/file-rewrite.ts";
import type { Source } from "./vendor-version.ts";

export const byteOrderMark = "\uFEFF";

/** What a decoder writes for bytes that are no UTF-8. */
const replacement = "\uFFFD";

/** The text of a file, with its byte order mark if it has one. */
export const readSource = (file: string): string => readFileSync(file, "utf8");

/** Why a file cannot be rewritten: it is no UTF-8, or no program. */
export function problemOf(
  program: ts.Program,
  parsed: ts.SourceFile,
  { text }: Source,
): Note | undefined {
  if (text.includes(replacement)) {
    return {
      line: 1,
      reason: "The file is not UTF-8: convert it, and run the codemod again.",
      page: "",
    };
  }
  const [error] = program.getSyntacticDiagnostics(parsed);
  if (error === undefined) return undefined;
  const line = parsed.getLineAndCharacterOfPosition(error.start).line + 1;
  const message = ts.flattenDiagnosticMessageText(error.messageText, " ");
  return { line, reason: `The file has a syntax error, and stays as it is: ${message}`, page: "" };
}
