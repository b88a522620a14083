import { type LazyList, type ListOptions, walk } from "@interkit/pagination";
import { api, type ReceivedRequest } from "./api.ts";

export interface Item {
  readonly id: number;
}

/** A list that fails in the same way each time. */
export interface World {
  readonly count: number;
  /** The size of a page, as it is requested. */
  readonly size: number;
  /** Larger pages fail. */
  readonly largest: number;
  /** A page with one of them fails. */
  readonly unreadable: ReadonlySet<number>;
  /** The server's own limit, and what it does with smaller sizes. */
  readonly limit?: number;
  readonly ignoresSize?: true;
}

const values = ({ query, body }: ReceivedRequest): Record<string, unknown> =>
  (body?.["pagination"] as Record<string, unknown>) ?? query;

export const routes = [
  "GET /contacts",
  "POST /contacts/search",
  "GET /companies",
  "GET /events",
] as const;
type Route = (typeof routes)[number];

/** A list, and the requests that it received. A failed page is requested twice. */
export function serve(route: Route, world: World, status = 500) {
  const served = api(
    (request) => {
      const { count, size: usual, largest, unreadable, limit = 150, ignoresSize } = world;
      const { per_page, page, starting_after, before } = values(request);
      const wanted = ignoresSize ? usual : Number(per_page ?? usual);
      const size = Math.min(wanted, limit);
      const isNumbered = route === "GET /companies";
      const start = isNumbered
        ? (Number(page ?? 1) - 1) * size
        : Number(starting_after ?? before ?? 0);
      const ids = Array.from(
        { length: Math.max(0, Math.min(size, count - start)) },
        (_, n) => start + n,
      );
      if (size > largest || ids.some((id) => unreadable.has(id))) {
        return Response.json({ type: "error.list", errors: [] }, { status });
      }
      const end = start + size;
      const next = {
        "GET /companies": `/companies?page=${Number(page ?? 1) + 1}`,
        "GET /events": `/events?before=${end}`,
        "GET /contacts": { starting_after: String(end) },
        "POST /contacts/search": { starting_after: String(end) },
      }[route];
      const data = ids.map((id) => ({ id }));
      const total = Math.ceil(count / size);
      const counters = { page: Number(page ?? 1), per_page: size, total_pages: total };
      const pages = { next: end < count ? next : null, ...(isNumbered && counters) };
      return { data, events: data, total_count: count, pages };
    },
    { attempts: 2, maxDelayMs: 1 },
  );
  const open = (options: ListOptions = {}) => {
    const parameters = { per_page: world.size };
    const init = route.startsWith("POST")
      ? { body: { query: {}, pagination: parameters } }
      : { query: parameters };
    return walk(served.client, route, init, options) as LazyList<Item>;
  };
  return { open, requests: served.requests };
}

/** A list of 60 items in pages of twelve, without a fault. */
export const base: World = { count: 60, size: 12, largest: 150, unreadable: new Set() };
export const numbers = (count: number): number[] =>
  Array.from({ length: count }, (_, index) => index);
export const ids = (items: readonly Item[]): number[] => items.map(({ id }) => id);
