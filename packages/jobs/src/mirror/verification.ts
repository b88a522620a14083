import { isGone } from "@interkit/client";
import { inParallel } from "../run/in-parallel.ts";
import type { MirroredItem } from "./client.ts";
import { differingFields } from "./differences.ts";
import { idOf, recordOf, type Stream } from "./streams.ts";
import { isOlder, type MirrorRecord, type MirrorStream } from "./targets/target.ts";
import { idsIn, type Reading, walkAll } from "./walk.ts";

/** A difference between the workspace and its copy. */
export interface MirrorDifference {
  /** The stream of the object. */
  readonly stream: MirrorStream;
  /** Intercom's id. */
  readonly id: string;
  /**
   * - `"missing"`: the copy does not have the object.
   * - `"extra"`: the copy has the object, and the workspace does not list it.
   * - `"differs"`: both have it, and `fields` are not the same.
   * - `"unreadable"`: the object could not be read.
   */
  readonly kind: "missing" | "extra" | "differs" | "unreadable";
  /** The names of the fields that differ; empty for the other kinds. */
  readonly fields: readonly string[];
}

/**
 * Returns what differs between the workspace and the copy of a stream, and changes neither. A deep verification reads
 * each object by its id where lists do not return objects as a whole.
 */
export async function differencesOf(
  stream: Stream,
  reading: Reading,
  isDeep: boolean,
): Promise<MirrorDifference[]> {
  const { copy, call, concurrency } = reading;
  const found = new Map<string, MirrorDifference>();
  const listed = new Set<string>();
  const add = (id: string, kind: MirrorDifference["kind"], fields: readonly string[] = []) =>
    found.set(id, { stream: stream.name, id, kind, fields });
  const compare = (from: Stream, item: MirroredItem, known: MirrorRecord, readAt: number) => {
    if (isOlder(recordOf(item, readAt), known)) return;
    const fields = differingFields(from, item, known);
    if (fields.length > 0) add(known.id, "differs", fields);
  };
  const read = async (known: MirrorRecord) => {
    const readAt = Date.now();
    try {
      const item = await stream.get(known.id, call);
      compare({ ...stream, isListedWhole: true }, item, known, readAt);
    } catch (error) {
      // Many that are gone are no outage.
      if (!isGone(error)) throw error;
      add(known.id, "extra");
    }
  };

  for await (const { items, readAt } of walkAll(stream, reading)) {
    const known = await copy.known(stream.name, items.map(idOf));
    for (const item of items) {
      const record = known.get(idOf(item));
      listed.add(idOf(item));
      if (record === undefined) add(idOf(item), "missing");
      else compare(stream, item, record, readAt);
    }
    if (!isDeep || stream.isListedWhole) continue;
    const onFailure = ({ id }: MirrorRecord) => add(id, "unreadable");
    await inParallel(known.values(), read, { concurrency, signal: call.signal, onFailure });
  }
  for await (const ids of idsIn(copy, stream.name)) {
    for (const id of ids) if (!listed.has(id)) add(id, "extra");
  }
  return [...found.values()];
}
