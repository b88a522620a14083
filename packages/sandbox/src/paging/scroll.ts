import { apiError, notFound } from "../engine/errors.ts";
import { type CollectionKey, collection, type Entity } from "../store/collection.ts";
import type { Store } from "../store/store.ts";

/** A scroll over the ids that existed when it began. */
interface Scroll extends Entity {
  readonly ids: readonly string[];
  readonly position: number;
  readonly usedAt: number;
}

/** The ids of one request of a scroll. An empty list ends the scroll. */
export interface ScrollPosition {
  readonly scrollParam: string;
  readonly ids: readonly string[];
}

const scrolls: CollectionKey<Scroll> = collection<Scroll>("scrolls", "number");

const lifetimeSeconds = 60;
const pageSize = 100;

/**
 * Begins a scroll.
 *
 * @throws {ApiError} 400 `scroll_exists` while the workspace has an open scroll, of any token.
 */
export function beginScroll(store: Store, ids: readonly string[], now: number): ScrollPosition {
  const all = store.collection(scrolls);
  for (const scroll of [...all.all()]) {
    if (isAlive(scroll, now)) {
      throw apiError(400, "scroll_exists", "scroll already exists for this workspace");
    }
    all.delete(scroll.id);
  }
  return readNext(store, { id: store.ids.uuid(), ids, position: 0, usedAt: now });
}

/** Continues a scroll. @throws {ApiError} 404 when it is over or expired. */
export function continueScroll(store: Store, id: string, now: number): ScrollPosition {
  const scroll = store.collection(scrolls).get(id);
  if (!scroll || !isAlive(scroll, now)) {
    throw notFound("scroll parameter not found");
  }
  return readNext(store, { ...scroll, usedAt: now });
}

function isAlive({ usedAt }: Scroll, now: number): boolean {
  return now - usedAt <= lifetimeSeconds;
}

function readNext(store: Store, scroll: Scroll): ScrollPosition {
  const ids = scroll.ids.slice(scroll.position, scroll.position + pageSize);
  const all = store.collection(scrolls);
  all.delete(scroll.id);
  // The empty list ends the scroll, and another scroll can begin.
  if (ids.length > 0) all.insert({ ...scroll, position: scroll.position + ids.length });
  return { scrollParam: scroll.id, ids };
}
