import { type Snapshot, Store } from "../store/store.ts";
import { checkSnapshot, isStep } from "./check.ts";

/**
 * What a file of JSON lines holds: a snapshot, and in each line after it what one request changed.
 *
 * A kill in the middle of writing leaves a last line without its end. It counts for nothing: no
 * answer had gone out.
 *
 * @throws {Error} when a line is no such thing, with its number.
 */
export function replay(text: string): Snapshot | undefined {
  if (text === "") return undefined;
  const [first = "", ...rest] = text.split("\n");
  const snapshot = parse(first);
  checkSnapshot(snapshot);
  const store = new Store(snapshot.seed, snapshot);
  const last = rest.pop() ?? "";
  for (const [index, line] of rest.entries()) {
    const step = parse(line);
    if (!isStep(step)) throw brokenLine(index + 2);
    store.redo(step);
  }
  const step = parse(last);
  if (isStep(step)) store.redo(step);
  return store.snapshot();
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}

function brokenLine(number: number): Error {
  return new Error(`Line ${number} is broken; what comes before it is whole.`);
}
