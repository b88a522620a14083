import { type Checkpoint, ResponseError } from "@interkit/core";
import { PageWalk } from "../pages/page-walk.ts";
import { isValues } from "../pages/values.ts";
import type { Page, Walk } from "../pages/walk.ts";
import { SeenItems } from "./seen-items.ts";

/** How far a feed was read, as plain JSON. */
export interface PollState extends Checkpoint {
  /** In a feed that comes newest first: events before this time, in Unix seconds, were returned. */
  readonly mark?: number;
  /** The ids of the events that were returned and will be requested again, by their second. */
  readonly seen: Readonly<Record<string, readonly string[]>>;
}

/** A page of events, and the state to store once they are stored. */
export interface PolledPage<Event> {
  /** The events that were not returned before. May be empty, which does not prove that there are none. */
  readonly items: readonly Event[];
  /** The state with this page. */
  readonly state: PollState;
}

type Read = (walk: Walk, state: PollState, overlap: number) => AsyncGenerator<PolledPage<unknown>>;

const readers: Readonly<Record<string, Read>> = {
  "GET /contacts/activities": readOldestFirst,
  "GET /conversations/deleted": readNewestFirst,
};

export function isFeed(route: string): boolean {
  return Object.hasOwn(readers, route);
}

/** Reads the events of a feed since a state, with an overlap in seconds. */
export function readFeed(
  walk: Walk,
  state: PollState,
  overlap: number,
): AsyncGenerator<PolledPage<unknown>> {
  return (readers[walk.route] as Read)(walk, state, overlap);
}

/** Reads page by page: most often, the first one has all that is new. */
async function* readPages(walk: Walk, from: Checkpoint | undefined): AsyncGenerator<Page<unknown>> {
  const pages = new PageWalk(walk, Number.POSITIVE_INFINITY, from);
  try {
    for (let page = await pages.read(); page !== undefined; page = await pages.read()) yield page;
  } finally {
    pages.stop();
  }
}

/** The id of an event is the cursor of those after it. */
async function* readOldestFirst(walk: Walk, state: PollState): AsyncGenerator<PolledPage<unknown>> {
  let { position } = state;
  const { complete: _complete, last: _last, ...start } = state;
  for await (const { items } of readPages(walk, { ...start, pages: 0, items: 0 })) {
    const id = idOf(items.at(-1));
    if (id !== undefined) position = { starting_after: id };
    yield { items, state: { ...start, ...(position === undefined ? undefined : { position }) } };
  }
}

/** Page numbers shift with each event, so that each reading begins with the newest one. */
async function* readNewestFirst(
  walk: Walk,
  state: PollState,
  overlap: number,
): AsyncGenerator<PolledPage<unknown>> {
  const seen = new SeenItems(state.seen);
  const before = state.mark ?? Number.NEGATIVE_INFINITY;
  let newest: number | undefined;
  for await (const page of readPages(walk, undefined)) {
    const times = page.items.map((event) => timeOf(event, page));
    newest = times.reduce((latest, time) => Math.max(latest, time), newest ?? before);
    const items = page.items.filter((event, index) => {
      const time = times[index] as number;
      return time >= before && seen.add(time, String(idOf(event)));
    });
    const isLast = page.checkpoint.complete === true || times.some((time) => time < before);
    if (!isLast) {
      // The pages after it are older: a state in between would leave them out.
      yield { items, state };
      continue;
    }
    const mark = Math.max(before, newest - overlap);
    seen.removeBefore(mark);
    const isKnown = Number.isFinite(mark);
    yield { items, state: { ...state, ...(isKnown ? { mark } : {}), seen: seen.toJSON() } };
    return;
  }
}

function idOf(event: unknown): string | undefined {
  const id = isValues(event) ? event["id"] : undefined;
  return typeof id === "string" ? id : undefined;
}

function timeOf(event: unknown, { response }: Page<unknown>): number {
  const time = isValues(event) ? event["deleted_at"] : undefined;
  if (typeof time === "number") return time;
  throw new ResponseError("The feed has an event without deleted_at", {
    response,
    problem: "list",
  });
}
