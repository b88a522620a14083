import { type FeedEvent, type ListOptions, poll } from "@interkit/client";
import type { Json } from "../common/json.ts";
import { defineJob } from "../job/define-job.ts";
import type { JobDefinition } from "../job/job.ts";
import { fromChanges } from "../sources/from-changes.ts";
import { openList, untilAborted } from "../sources/list-source.ts";
import type { Batch, Source, SourceContext } from "../sources/source.ts";
import type { StateStore } from "../state/state-store.ts";
import type { MirroredItem } from "./client.ts";
import type { Copy } from "./copy.ts";
import type { Report } from "./report.ts";
import { idOf, type Stream } from "./streams.ts";
import type { MirrorStream } from "./targets/target.ts";

/** Objects to write that were not read before a time, or the id of one to read. */
export type Change =
  | { items: readonly MirroredItem[]; readonly readAt: number }
  | { readonly id: string };

/** What the jobs of a mirror work with. */
export interface JobContext {
  /** What the names of the jobs begin with. */
  readonly name: string;
  readonly copy: Copy;
  readonly report: Report;
  readonly concurrency: number;
}

/** A job of a mirror. */
export interface MirrorJob<Item extends Change> {
  readonly definition: JobDefinition<Item>;
  /** Works at the failed items. */
  readonly again: JobDefinition<Item>;
}

/** The job that copies what changed in a stream; none where the version has no search for it. */
export function changesJob(stream: Stream, context: JobContext): MirrorJob<Change> | undefined {
  const { search } = stream;
  if (search === undefined) return undefined;
  const changes = fromChanges((options) => search({ ...options, onUnreadable: "skip" }));
  return copyJob(stream, `${context.name} ${stream.name}`, context, {
    ...changes,
    read: (source) => timed(changes.read(source), stream.isListedWhole),
  });
}

/** The job that copies all of a stream. */
export function listJob(stream: Stream, context: JobContext): MirrorJob<Change> {
  return copyJob(stream, `${context.name} list of ${stream.name}`, context, {
    name: `all ${stream.name}`,
    afterwards: "restart",
    read: (source) => wholeList(stream, source),
  });
}

function copyJob(
  stream: Stream,
  name: string,
  { copy, report, concurrency }: JobContext,
  source: Source<Change>,
): MirrorJob<Change> {
  const definition = defineJob<Change>({
    name,
    source,
    concurrency,
    step: async (change, { call }) => {
      if ("id" in change) await copy.look(stream, change.id, call, report);
      else await copy.write(stream, change.items, change.readAt, report);
    },
  });
  const again: JobDefinition<Change> = {
    ...definition,
    // Objects of a page that failed may be gone since.
    step: async (change, { call }) => {
      const looks = idsOf(change).map((id) => copy.look(stream, id, call, report));
      const failures = (await Promise.allSettled(looks)).map(failureOf);
      // The failed item, as it is stored, has only what failed again.
      if ("items" in change) change.items = change.items.filter((_, index) => failures[index]);
      const [first] = failures.flatMap((failure) => failure ?? []);
      if (first !== undefined) throw first.reason;
    },
  };
  return { definition, again };
}

const failureOf = (result: PromiseSettledResult<unknown>): PromiseRejectedResult | undefined =>
  result.status === "rejected" ? result : undefined;

/** Adds the objects that failed to a report, also those of earlier runs. */
export async function reportFailed(
  state: StateStore,
  job: string,
  stream: MirrorStream,
  report: Report,
): Promise<void> {
  for (let after: string | undefined; ; ) {
    const failed = await state.failed(job, { limit: 20, after });
    for (const { item, reason } of failed) {
      const ids = idsOf(item as unknown as Change);
      const rest = ids.length > 1 ? ` and ${ids.length - 1} more` : "";
      report.add(stream, { failed: ids.length });
      report.notice(stream, `${ids[0]}${rest} failed: ${reason}`);
    }
    after = failed.at(-1)?.key;
    if (after === undefined) return;
  }
}

const idsOf = (change: Change): string[] => ("id" in change ? [change.id] : change.items.map(idOf));

/** A page of whole objects is one item, which is written at once; of other objects, each is read. */
function toChanges(
  items: readonly MirroredItem[],
  readAt: number,
  isListedWhole: boolean,
): readonly Change[] {
  if (!isListedWhole) return items.map((item) => ({ id: idOf(item) }));
  return items.length === 0 ? [] : [{ items, readAt }];
}

/** Adds to batches the time before which their items were not read: a page is requested when the one before is taken. */
async function* timed(
  batches: AsyncIterable<Batch<MirroredItem>>,
  isListedWhole: boolean,
): AsyncGenerator<Batch<Change>> {
  let readAt = Date.now();
  let takenAt = readAt;
  for await (const batch of batches) {
    yield { ...batch, items: toChanges(batch.items, readAt, isListedWhole) };
    readAt = takenAt;
    takenAt = Date.now();
  }
}

async function* wholeList(
  { walks, isListedWhole }: Stream,
  source: SourceContext,
): AsyncGenerator<Batch<Change>> {
  const [open] = walks;
  if (open === undefined) return;
  const readAt = Date.now();
  const list = openList((options: ListOptions) => open(options), source);
  for await (const { items } of untilAborted(list.pages(), source.signal)) {
    yield { items: toChanges(items, readAt, isListedWhole), mark: null };
  }
}

/** The job that removes what was deleted or merged; none where the version has no feed of that. */
export function deletionsJob(
  stream: Stream,
  { name, copy, report, concurrency }: JobContext,
): MirrorJob<Removal> | undefined {
  const { feed } = stream;
  if (feed === undefined) return undefined;
  const definition = defineJob<Removal>({
    name: `${name} deletions of ${stream.name}`,
    source: {
      name: `deletions of ${stream.name}`,
      afterwards: "continue",
      read: (source) => deletions(feed, source),
    },
    concurrency,
    step: ({ id, into }) => copy.remove(stream.name, id, Date.now(), report, into),
  });
  return { definition, again: definition };
}

async function* deletions(
  feed: NonNullable<Stream["feed"]>,
  source: SourceContext,
): AsyncGenerator<Batch<Removal>> {
  const state = source.mark ?? null;
  const pages = poll(openList(feed, source), { state: state as never });
  for await (const page of untilAborted(pages, source.signal)) {
    const items = page.items.flatMap((event) => removalOf(event) ?? []);
    yield { items, mark: page.state as unknown as Json };
  }
}

/** An object that is gone, and the one that it was merged into. */
interface Removal {
  readonly id: string;
  readonly into?: string | undefined;
}

/** What an event removes: creations and changes of roles come with the changes. */
function removalOf(event: FeedEvent): Removal | undefined {
  if ("deleted_at" in event) return { id: event.id };
  if (event.event_type === "contact.deleted") return { id: event.contact_id };
  if (event.event_type !== "contact.merged") return undefined;
  const { merge_source_id, merge_target_id } = event as Merge;
  return merge_source_id ? { id: merge_source_id, into: merge_target_id ?? undefined } : undefined;
}

interface Merge {
  readonly merge_source_id?: string | null;
  readonly merge_target_id?: string | null;
}
