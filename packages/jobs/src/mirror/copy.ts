import { isDeepStrictEqual } from "node:util";
import { type CallOptions, isGone, mergedInto } from "@interkit/client";
import type { MirroredItem } from "./client.ts";
import type { Report } from "./report.ts";
import { idOf, missingParts, recordOf, type Stream } from "./streams.ts";
import {
  isOlder,
  type MirrorRecord,
  type MirrorStream,
  type MirrorTarget,
} from "./targets/target.ts";

/** So many removals are remembered, so that pages which were read before them are not written after them. */
const mostRemovals = 10_000;

/** The clocks of the machines that read objects differ by less; a search finds a new contact within this time, too. */
export const lagMs = 3_600_000;

/** For records that were read in the future: the clock was wrong, and they are taken for old ones. */
const wrongTime = 0;

/** The copy of a workspace in a target: the one place that writes to it. */
export class Copy {
  readonly target: MirrorTarget;
  /** The reads of objects that began last, by stream and id. */
  readonly #reads = new Map<string, Promise<unknown>>();
  /** Reads that have not begun, which others may share. */
  readonly #queued = new Map<string, Promise<Found>>();
  /** When objects were found to be gone. */
  readonly #removals = new Map<string, number>();

  constructor(target: MirrorTarget) {
    this.target = target;
  }

  /** What the target has of objects. */
  async known(
    stream: MirrorStream,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, MirrorRecord>> {
    const records = await this.target.get(stream, ids);
    const latest = Date.now() + lagMs;
    return new Map(
      records.map((record) => {
        const { id, readAt } = record;
        return [id, readAt > latest ? { ...record, readAt: wrongTime } : record];
      }),
    );
  }

  /** Writes those objects of a list that differ from the copy. The list was not read before a time. */
  async write(
    { name }: Stream,
    items: readonly MirroredItem[],
    readAt: number,
    report: Report,
  ): Promise<void> {
    if (items.length === 0) return;
    const known = await this.known(name, items.map(idOf));
    const changed = items
      .map((item) => recordOf(item, readAt))
      .filter((record) => {
        const removedAt = this.#removals.get(keyOf(name, record.id));
        if (removedAt !== undefined && removedAt >= readAt) return false;
        const before = known.get(record.id);
        if (before === undefined) return true;
        return !isOlder(record, before) && !isDeepStrictEqual(record.data, before.data);
      });
    // A target keeps what was read later.
    const wrong = changed.filter(({ id }) => known.get(id)?.readAt === wrongTime);
    if (wrong.length > 0)
      await this.target.remove(
        name,
        wrong.map(({ id }) => id),
      );
    if (changed.length > 0) await this.target.put(name, changed);
    report.add(name, { written: changed.length });
    for (const item of items) {
      const reason = missingParts(item);
      if (reason !== undefined) report.incomplete(name, idOf(item), reason);
    }
  }

  /**
   * Reads an object by its id, and writes or removes it. Reads of one object follow each other, so that an older
   * response is never written after a newer one. A read that waits for another one is shared by those who ask for
   * it without a signal.
   */
  look(stream: Stream, id: string, call: CallOptions, report: Report): Promise<Found> {
    const key = keyOf(stream.name, id);
    const isShared = call.signal === undefined;
    const queued = this.#queued.get(key);
    if (isShared && queued !== undefined) return queued;
    const before = this.#reads.get(key) ?? Promise.resolve();
    const run = before.then(() => {
      if (this.#queued.get(key) === run) this.#queued.delete(key);
      return this.#look(stream, id, call, report);
    });
    if (isShared) this.#queued.set(key, run);
    const settled = run
      .catch(() => undefined)
      .then(() => {
        if (this.#reads.get(key) === settled) this.#reads.delete(key);
      });
    this.#reads.set(key, settled);
    return run;
  }

  async #look(
    stream: Stream,
    id: string,
    call: CallOptions,
    report: Report,
    isRepeated = false,
  ): Promise<Found> {
    const readAt = Date.now();
    let item: MirroredItem;
    try {
      item = await stream.get(id, call);
    } catch (error) {
      if (!isGone(error)) throw error;
      const known = (await this.known(stream.name, [id])).get(id);
      if (!isRepeated && known !== undefined && known.readAt > readAt) {
        // It was archived, and was restored since.
        return this.#look(stream, id, call, report, true);
      }
      await this.remove(stream.name, id, readAt, report, mergedInto(error));
      return undefined;
    }
    await this.write(stream, [item], readAt, report);
    return item;
  }

  /** Removes an object that did not exist any more at a time, or was merged into another one. */
  async remove(
    stream: MirrorStream,
    id: string,
    at: number,
    report: Report,
    into?: string,
  ): Promise<void> {
    if (into !== undefined) await this.target.alias(stream, id, into);
    this.#remember(keyOf(stream, id), at);
    const known = await this.target.get(stream, [id]);
    if (known.length === 0) return;
    await this.target.remove(stream, [id]);
    report.add(stream, { removed: 1 });
  }

  #remember(key: string, at: number): void {
    this.#removals.delete(key);
    this.#removals.set(key, at);
    if (this.#removals.size <= mostRemovals) return;
    for (const oldest of this.#removals.keys()) {
      this.#removals.delete(oldest);
      return;
    }
  }
}

/** An object that was read, or nothing where it is gone. */
export type Found = MirroredItem | undefined;

const keyOf = (stream: MirrorStream, id: string) => `${stream} ${id}`;
