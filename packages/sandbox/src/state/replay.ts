import type { Snapshot } from "../store/store.ts";
import { checkSnapshot, isJournalEntry } from "./check.ts";
import { Stores } from "./stores.ts";

/** Checks and removes the checksum of a line. Returns `undefined` when it is wrong. */
export type VerifyChecksum = (
  line: string,
  before?: string,
) => { readonly json: string; readonly sum: string } | undefined;

/**
 * Reads the state from a file of JSON lines: a snapshot, then one journal entry per line.
 *
 * A kill during a write leaves an incomplete last line. It is ignored, since no response was sent
 * for it.
 *
 * @throws {Error} when a line is invalid or its checksum is wrong, with its number.
 */
export function replay(text: string, verifyChecksum: VerifyChecksum): Snapshot | undefined {
  if (text === "") return undefined;
  const [head = "", ...rest] = text.split("\n");
  const first = verifyChecksum(head);
  if (first === undefined) throw new Error("Line 1 is not what was written there.");
  const snapshot = parse(first.json);
  checkSnapshot(snapshot);
  const stores = Stores.from(snapshot);
  const last = rest.pop() ?? "";
  let { sum } = first;
  for (const [index, line] of rest.entries()) {
    const read = verifyChecksum(line, sum);
    const step = parse(read?.json);
    if (read === undefined || !isJournalEntry(step) || !stores.apply(step)) {
      throw brokenLine(index + 2);
    }
    sum = read.sum;
  }
  const step = parse(verifyChecksum(last, sum)?.json);
  if (isJournalEntry(step)) stores.apply(step);
  return stores.snapshot();
}

function parse(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? "") as unknown;
  } catch {
    return undefined;
  }
}

function brokenLine(number: number): Error {
  return new Error(`Line ${number} is broken; what comes before it is whole.`);
}
