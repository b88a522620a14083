import { isDeepStrictEqual } from "node:util";
import { checkFunction, checkNames } from "../../options/check.ts";
import { checkTarget } from "./check-target.ts";
import { isOlder, type MirrorRecord, type MirrorStream, type MirrorTarget } from "./target.ts";

/** What is called with the changes of a copy. What a function throws ends the write, which is tried again later. */
export interface MirrorCallbacks {
  /** Is called with the records that are new, or whose data differ from the copy, with those before. */
  put?(stream: MirrorStream, records: readonly MirrorChange[]): unknown;
  /** Is called with the ids of records that the copy has and that no longer exist. */
  remove?(stream: MirrorStream, ids: readonly string[]): unknown;
  /** Is called when an object was merged into another one. */
  alias?(stream: MirrorStream, from: string, to: string): unknown;
}

/** A record that changed, and the one that the copy had before it. */
export interface MirrorChange extends MirrorRecord {
  /** The record of the copy; undefined for a new object. */
  readonly before: MirrorRecord | undefined;
}

const callbackNames = ["put", "remove", "alias"] as const;

/**
 * A target that calls functions with each change, such as to send it on, before another target writes it. Each
 * change arrives at least once: after a kill between the call and the write, it arrives again.
 *
 * @throws {ConfigError} for what is no target, and for a callback that does not exist.
 *
 * @example
 * ```ts
 * import { callbackTarget, fileTarget } from "@interkit/jobs/sync";
 *
 * const target = callbackTarget(fileTarget("intercom"), {
 *   put: (stream, records) => console.log(stream, records.map(({ id }) => id)),
 *   remove: (stream, ids) => console.log(stream, ids, "no longer exist"),
 * });
 * ```
 */
export function callbackTarget(target: MirrorTarget, callbacks: MirrorCallbacks): MirrorTarget {
  checkTarget("callbackTarget", target);
  checkNames("callbackTarget", callbacks, callbackNames);
  for (const name of callbackNames)
    checkFunction("callbackTarget", name, callbacks[name], "optional");
  const known = async (stream: MirrorStream, ids: readonly string[]) =>
    new Map((await target.get(stream, ids)).map((record) => [record.id, record]));
  return {
    async put(stream, records) {
      const before = await known(
        stream,
        records.map(({ id }) => id),
      );
      const changes = records
        .map((record): MirrorChange => ({ ...record, before: before.get(record.id) }))
        .filter(({ before: last, ...record }) => {
          if (last === undefined) return true;
          return !isOlder(record, last) && !isDeepStrictEqual(record.data, last.data);
        });
      if (changes.length > 0) await callbacks.put?.(stream, changes);
      await target.put(stream, records);
    },
    async remove(stream, ids) {
      const present = [...(await known(stream, ids)).keys()];
      if (present.length > 0) await callbacks.remove?.(stream, present);
      await target.remove(stream, ids);
    },
    async alias(stream, from, to) {
      await callbacks.alias?.(stream, from, to);
      await target.alias(stream, from, to);
    },
    get: (stream, ids) => target.get(stream, ids),
    ids: (stream, page) => target.ids(stream, page),
  };
}
