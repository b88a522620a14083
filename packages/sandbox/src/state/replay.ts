import { type Snapshot, Store } from "../store/store.ts";
import { checkSnapshot, isJournalEntry } from "./check.ts";

/** Takes the checksum off a line: what is left, and the sum to go on from; nothing when it is wrong. */
export type VerifyChecksum = (
  line: string,
  before?: string,
) => { readonly json: string; readonly sum: string } | undefined;

/**
 * What a file of JSON lines holds: a snapshot, and in each line after it what one request changed.
 *
 * A kill in the middle of writing leaves a last line without its end. It counts for nothing: no
 * answer had gone out.
 *
 * @throws {Error} when a line is no such thing, or not what was written, with its number.
 */
export function replay(text: string, verifyChecksum: VerifyChecksum): Snapshot | undefined {
  if (text === "") return undefined;
  const [head = "", ...rest] = text.split("\n");
  const first = verifyChecksum(head);
  if (first === undefined) throw new Error("Line 1 is not what was written there.");
  const snapshot = parse(first.json);
  checkSnapshot(snapshot);
  const store = new Store(snapshot.seed, snapshot);
  const last = rest.pop() ?? "";
  let { sum } = first;
  for (const [index, line] of rest.entries()) {
    const read = verifyChecksum(line, sum);
    const step = parse(read?.json);
    if (read === undefined || !isJournalEntry(step)) throw brokenLine(index + 2);
    sum = read.sum;
    store.apply(step);
  }
  const step = parse(verifyChecksum(last, sum)?.json);
  if (isJournalEntry(step)) store.apply(step);
  return store.snapshot();
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
