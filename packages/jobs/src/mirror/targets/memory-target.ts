import { isOlder, type MirrorRecord, type MirrorStream, type MirrorTarget } from "./target.ts";

/** A copy in memory, with what it contains. */
export interface MemoryTarget extends MirrorTarget {
  /** The records of a stream by id. */
  records(stream: MirrorStream): ReadonlyMap<string, MirrorRecord>;
  /** The ids of merged objects of a stream, with the ids of those that they were merged into. */
  aliases(stream: MirrorStream): ReadonlyMap<string, string>;
}

/**
 * Keeps a copy in memory: for tests, and for programs that read everything at each start.
 *
 * @example
 * ```ts
 * import { memoryTarget } from "@interkit/jobs/sync";
 *
 * const target = memoryTarget();
 * await target.put("contacts", [{ id: "1", updatedAt: 1, readAt: 1, data: { id: "1", name: "Ada" } }]);
 * console.log(target.records("contacts").get("1")?.data["name"]);
 * ```
 */
export function memoryTarget(): MemoryTarget {
  const records = new Map<MirrorStream, Map<string, MirrorRecord>>();
  const aliases = new Map<MirrorStream, Map<string, string>>();
  const recordsOf = (stream: MirrorStream) => inside(records, stream);
  return {
    async put(stream, added) {
      const known = recordsOf(stream);
      for (const record of added) {
        const before = known.get(record.id);
        if (before === undefined || !isOlder(record, before)) known.set(record.id, record);
      }
    },
    async remove(stream, ids) {
      for (const id of ids) recordsOf(stream).delete(id);
    },
    async alias(stream, from, to) {
      inside(aliases, stream).set(from, to);
    },
    async get(stream, ids) {
      return ids.flatMap((id) => recordsOf(stream).get(id) ?? []);
    },
    async ids(stream, { after, limit }) {
      const sorted = [...recordsOf(stream).keys()].sort();
      return sorted.filter((id) => after === undefined || id > after).slice(0, limit);
    },
    records: recordsOf,
    aliases: (stream) => inside(aliases, stream),
  };
}

function inside<Value>(
  maps: Map<MirrorStream, Map<string, Value>>,
  stream: MirrorStream,
): Map<string, Value> {
  const known = maps.get(stream) ?? new Map<string, Value>();
  maps.set(stream, known);
  return known;
}
