import {
  ApiError,
  type CallOptions,
  type List,
  type ListNotice,
  type ListOptions,
  ResponseError,
  TimeoutError,
} from "@interkit/client";
import type { MirroredItem } from "./client.ts";
import type { Copy } from "./copy.ts";
import type { Report } from "./report.ts";
import type { Stream } from "./streams.ts";
import type { MirrorStream } from "./targets/target.ts";

/** What the readings of a workspace that follow one call have in common. */
export interface Reading {
  readonly copy: Copy;
  readonly report: Report;
  readonly call: CallOptions;
  /** How many objects are read by their ids at once. */
  readonly concurrency: number;
}

/** Objects of a list that were not read before a time. */
export interface WalkedPage {
  readonly items: readonly MirroredItem[];
  readonly readAt: number;
}

/**
 * Reads all objects of a stream. Where its list has a record that cannot be read, the objects come from a search that
 * leaves that record out; some of them come twice then.
 *
 * @throws what ends the list before all of it was read.
 */
export async function* walkAll(
  { name, walks }: Stream,
  { report, call }: Reading,
): AsyncGenerator<WalkedPage> {
  const onNotice = (notice: ListNotice) => report.notice(name, noticeText(notice));
  for (const [index, open] of walks.entries()) {
    try {
      yield* pagesOf(open({ ...call, onNotice } satisfies ListOptions));
      return;
    } catch (error) {
      if (index === walks.length - 1 || !isUnreadable(error)) throw error;
      report.notice(name, `the list cannot be read, and a search is read instead: ${error}`);
    }
  }
}

async function* pagesOf(list: List<MirroredItem>): AsyncGenerator<WalkedPage> {
  // Pages are requested ahead, so that no later time is certain.
  const readAt = Date.now();
  for await (const { items } of list.pages()) yield { items, readAt };
}

/** A notice of a list in words, with its place. */
function noticeText({ message, place }: ListNotice): string {
  return place === undefined ? message : `${message}, at ${JSON.stringify(place)}`;
}

/** Whether a list failed in a way that one of its records may cause. */
function isUnreadable(error: unknown): boolean {
  if (error instanceof ApiError) return error.status >= 500 || error.status === 404;
  return error instanceof ResponseError || error instanceof TimeoutError;
}

/** So many ids of the copy are read at once. */
const idsAtOnce = 1_000;

/** The ids that a copy has, in chunks. */
export async function* idsIn({ target }: Copy, stream: MirrorStream): AsyncGenerator<string[]> {
  let after: string | undefined;
  for (;;) {
    const ids = await target.ids(stream, { after, limit: idsAtOnce });
    yield ids;
    if (ids.length < idsAtOnce) return;
    after = ids.at(-1);
  }
}
