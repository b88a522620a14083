import { createHash } from "node:crypto";

/** A line, and the sum that the next one goes on from. */
export interface Line {
  readonly text: string;
  readonly sum: string;
}

/** `{"sum":"0123456789abcdef","is":…}`: JSON in JSON, so that any tool reads the file. */
const form = /^\{"sum":"([0-9a-f]{16})","is":(.*)\}$/s;

/**
 * Writes JSON as a line with a checksum of it and of all lines before it, which tells a line that was
 * changed, and one that is missing.
 *
 * @param before The sum of the line before; nothing for the first one.
 */
export function withChecksum(json: string, before = ""): Line {
  const sum = checksumOf(json, before);
  return { text: `{"sum":"${sum}","is":${json}}\n`, sum };
}

/**
 * The JSON of a line; `undefined` when its sum is wrong or missing.
 *
 * @param before The sum of the line before; nothing for the first one, which may have no sum at all: a
 * snapshot as JSON is a file to begin with.
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
