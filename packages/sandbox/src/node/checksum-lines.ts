import { createHash } from "node:crypto";

/** A line, and its checksum, which the checksum of the next line includes. */
export interface Line {
  readonly text: string;
  readonly sum: string;
}

/** `{"sum":"0123456789abcdef","is":…}`: a line is JSON, so that any tool can read the file. */
const form = /^\{"sum":"([0-9a-f]{16})","is":(.*)\}$/s;

/**
 * Writes JSON as a line with a checksum of it and of all lines before it, which detects changed and
 * missing lines.
 *
 * @param before The checksum of the line before; empty for the first line.
 */
export function withChecksum(json: string, before = ""): Line {
  const sum = checksumOf(json, before);
  return { text: `{"sum":"${sum}","is":${json}}\n`, sum };
}

/**
 * Returns the JSON of a line; `undefined` when its checksum is wrong or missing.
 *
 * @param before The checksum of the line before; empty for the first line, which may have no
 * checksum: a snapshot as plain JSON is a valid file.
 */
export function verifyChecksum(
  line: string,
  before = "",
): { json: string; sum: string } | undefined {
  const [, sum, json] = form.exec(line) ?? [];
  if (json === undefined || sum === undefined) {
    return before === "" ? { json: line, sum: checksumOf(line, before) } : undefined;
  }
  return checksumOf(json, before) === sum ? { json, sum } : undefined;
}

function checksumOf(json: string, before: string): string {
  return createHash("sha256").update(before).update("\n").update(json).digest("hex").slice(0, 16);
}
