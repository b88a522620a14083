import { ConfigError } from "@interkit/core";
import type { List } from "./list.ts";
import { checkCheckpoint, listKey } from "./pages/checkpoint.ts";
import { isValues } from "./pages/values.ts";
import { walkOf } from "./pages/walks.ts";
import { checkMs, checkNames, checkState } from "./sync/check-options.ts";
import { isFeed, type PolledPage, type PollState, readFeed } from "./sync/read-feed.ts";

/** Options of `poll`. */
export interface PollOptions {
  /** The state of the last page that was stored; none for the first time. */
  readonly state: PollState | null | undefined;
  /**
   * How long before the newest event of the last time events are requested again, in milliseconds, in a feed
   * that comes newest first; ten minutes by default. An event may be in its feed with a delay.
   */
  readonly overlapMs?: number | undefined;
}

/** An event of `contacts.activities.list`, or one of `conversations.deleted.list`. */
export type FeedEvent =
  | { readonly id: string; readonly event_type: string; readonly contact_id: string }
  | { readonly id: string; readonly deleted_at: number };

/**
 * Returns the events of a feed since the last time, page by page: `contacts.activities.list` (creations,
 * merges and permanent deletions of contacts, oldest first) and `conversations.deleted.list` (newest first).
 *
 * **An empty feed proves nothing.** Intercom returns no events also when it cannot read them, and a feed may
 * not go back to the first event. What has to be certain is compared from time to time: see `compare`.
 *
 * `contacts.activities.list` is continued after the last page that was stored. Of
 * `conversations.deleted.list`, the state of the last page is the one to go on with; if that was not stored,
 * its events come again.
 *
 * `contacts.deleted.list` (archived, blocked, merged and deleted contacts) is no feed: it has neither times
 * nor a documented order. Use `compare` for it: new items became inactive, and removed ones are active again.
 *
 * @throws {ConfigError} for another list, for invalid options, and for the state of another list.
 *
 * @example
 * ```ts
 * import { readFile, writeFile } from "node:fs/promises";
 * import { poll } from "@interkit/client";
 * import { createIntercom } from "@interkit/client/2.17";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const state = JSON.parse(await readFile("feed.json", "utf8").catch(() => "null"));
 * for await (const page of poll(intercom.contacts.activities.list(), { state })) {
 *   const merges = page.items.filter(({ event_type }) => event_type === "contact.merged");
 *   for (const merge of merges) console.log(merge.merge_source_id, "is", merge.merge_target_id);
 *   await writeFile("feed.json", JSON.stringify(page.state));
 * }
 * ```
 */
export function poll<Event extends FeedEvent, Body>(
  list: List<Event, Body>,
  options: PollOptions,
): AsyncIterable<PolledPage<Event>> {
  checkNames("poll", options, ["state", "overlapMs"]);
  const { overlapMs = 600_000 } = options;
  checkMs("poll", "overlapMs", overlapMs, 0);
  const walk = walkOf(list);
  if (walk === undefined || !isFeed(walk.route)) {
    throw new ConfigError(
      "poll reads contacts.activities.list and conversations.deleted.list, as these methods return them; compare reads any list",
    );
  }
  if (walk.request.query["order"] === "asc") {
    throw new ConfigError(`${walk.route}: poll reads the newest event first; leave out "order"`);
  }
  const key = listKey(walk, walk.route);
  const state = options.state ?? { ...key, pages: 0, items: 0, seen: {} };
  checkState("poll", state, isValues(state.seen));
  // The events of another version are the same.
  const start = { ...state, ...key };
  checkCheckpoint({ ...state, version: key.version }, key);
  const overlap = Math.ceil(overlapMs / 1000);
  return {
    // The types follow the description; the events are not validated at run time.
    [Symbol.asyncIterator]: () =>
      readFeed(walk, start, overlap) as AsyncGenerator<PolledPage<Event>>,
  };
}
