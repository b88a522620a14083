import { ConfigError } from "@interkit/client";
import type { Collection, DesiredObject, OpenCollection } from "../collections/collection.ts";
import { EventLoop } from "../run/event-loop.ts";
import type { Source } from "../sources/source.ts";
import { type FieldPath, fingerprint, pathsOf } from "./fingerprint.ts";
import { isObjectRecord, type SyncRecord } from "./sync-state.ts";
import { visible } from "./visible.ts";

/** An object of the source. */
export interface Declared {
  readonly key: string;
  readonly title: string;
  /** Which item of the source it is, from 1 on. */
  readonly place: number;
  readonly paths: readonly FieldPath[];
  /** The fingerprint of what is declared. */
  readonly sent: string;
  /** Not kept where it is as it was sent: most of a source is, and all of it may be large. */
  readonly object: DesiredObject | undefined;
}

/** How a source is read. */
export interface SourceReading<Wanted> {
  readonly source: Source<Wanted>;
  readonly collection: Collection<Wanted>;
  readonly open: OpenCollection;
  readonly records: ReadonlyMap<string, SyncRecord>;
  readonly signal: AbortSignal;
  notice(message: string, effect?: "incomplete"): void;
}

/**
 * Reads the whole source.
 *
 * @throws {ConfigError} for two items with one key, and for one that cannot be sent.
 * @throws what the source throws.
 */
export async function readSource<Wanted>(
  reading: SourceReading<Wanted>,
): Promise<ReadonlyMap<string, Declared>> {
  const { collection, records } = reading;
  const declared = new Map<string, Declared>();
  /** One list of paths for all objects that declare the same names. */
  const shapes = new Map<string, readonly FieldPath[]>();
  for await (const { desired, place } of objectsOf(reading)) {
    const { key, title = key, fields } = desired;
    const own = pathsOf(fields);
    const shape = own.map(({ name }) => name).join("\n");
    const paths = shapes.get(shape) ?? own;
    shapes.set(shape, paths);
    const sent = fingerprint(fields, paths);
    const record = records.get(key);
    const isAsSent = isObjectRecord(record) && record.sent === sent;
    const before = declared.get(key);
    const one = { key, title, place, paths, sent, object: isAsSent ? undefined : desired };
    if (before !== undefined) throw duplicate(collection.nouns[1], before, one);
    declared.set(key, one);
  }
  return declared;
}

/**
 * Reads the objects with some keys again, which were left out of memory.
 *
 * @throws {ConfigError} when the source returns something else than before.
 */
export async function readAgain<Wanted>(
  reading: SourceReading<Wanted>,
  wanted: ReadonlyMap<string, Declared>,
): Promise<ReadonlyMap<string, DesiredObject>> {
  const found = new Map<string, DesiredObject>();
  if (wanted.size === 0) return found;
  for await (const { desired } of objectsOf({ ...reading, notice: () => undefined })) {
    const { sent, paths } = wanted.get(desired.key) ?? {};
    if (paths === undefined || fingerprint(desired.fields, paths) !== sent) continue;
    found.set(desired.key, desired);
    if (found.size === wanted.size) return found;
  }
  throw new ConfigError(
    `The source ${reading.source.name} returned other items when it was read a second time; plan again, and let it return the same items each time`,
  );
}

async function* objectsOf<Wanted>({
  source,
  collection,
  open,
  signal,
  notice,
}: SourceReading<Wanted>): AsyncGenerator<{ desired: DesiredObject; place: number }> {
  const eventLoop = new EventLoop();
  let place = 0;
  for await (const { items } of source.read({ mark: undefined, signal, notice })) {
    for (const item of items) {
      place += 1;
      await eventLoop.yield();
      signal.throwIfAborted();
      const object = objectOf(item, { collection, source, place });
      const desired = open.convert?.(object) ?? object;
      checkKey(source.name, place, desired.key);
      yield { desired, place };
    }
  }
  signal.throwIfAborted();
}

/** @throws {ConfigError} with the place of an item that cannot be sent, by which it is found in a file. */
function objectOf<Wanted>(
  item: Wanted,
  {
    collection,
    source,
    place,
  }: Pick<SourceReading<Wanted>, "collection" | "source"> & { readonly place: number },
): DesiredObject {
  try {
    return collection.toObject(item);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    // A list of mistakes keeps its lines.
    const lines = error.message.split("\n- ").map((line) => visible(line, 1_000));
    throw new ConfigError(`Item ${place} of ${source.name}: ${lines.join("\n- ")}`, {
      cause: error,
    });
  }
}

function checkKey(source: string, place: number, key: unknown): void {
  if (typeof key === "string" && key !== "") return;
  throw new ConfigError(
    `Item ${place} of ${source} has no key; let "toObject" of the collection return a text that is not empty`,
  );
}

function duplicate(many: string, one: Declared, other: Declared): ConfigError {
  const both = [one, other]
    .map(({ title, place }) => `"${visible(title)}" (item ${place})`)
    .join(" and ");
  return new ConfigError(
    `Two ${many} of the source have the key "${visible(one.key)}": ${both}. Give each a key of its own, or leave one out`,
  );
}
