import { type LazyList, type ListNotice, type SearchList, walk } from "@interkit/pagination";
import { api } from "./api.ts";

const start = Math.floor(Date.now() / 1000) - 400 * 86_400;

export interface Item {
  readonly id: number;
  readonly created_at: number;
  readonly updated_at: number;
}

interface Filter {
  readonly operator: string;
  readonly value: number;
}

export interface World {
  /** When items were created, in seconds from the first one on. */
  readonly times: readonly number[];
  /** The places in it of those with which a page fails. */
  readonly unreadable: ReadonlySet<number>;
  readonly status?: number;
  readonly unit?: "second" | "day";
}

/** How the server changes during a walk. */
export interface Faults {
  fails?: boolean;
}

const date = () => ({ date: new Date().toUTCString() });
const day = (time: number) => Math.floor(time / 86_400);

/** A search that fails where a page has an unreadable record, whatever its query and its size are. */
export function serve(
  { times, unreadable, status = 404, unit = "second" }: World,
  faults: Faults = {},
) {
  const items = times
    .map((time, id): Item => ({ id, created_at: start + time, updated_at: start + time }))
    .sort((one, other) => one.created_at - other.created_at || one.id - other.id);
  const unitOf = (time: number) => (unit === "day" ? day(time) : time);
  const passes = (item: Item, { operator, value }: Filter) => {
    const [own, limit] = [unitOf(item.created_at), unitOf(value)];
    return operator === ">" ? own > limit : own < limit;
  };
  const served = api(
    ({ body }) => {
      const { query, sort, pagination } = body as {
        query?: { value?: Filter[] };
        sort: { order: string };
        pagination: { per_page: number; starting_after?: string };
      };
      const filters = query?.value ?? [];
      const found = items.filter((item) => filters.every((filter) => passes(item, filter)));
      if (sort.order === "descending") found.reverse();
      const from = Number(pagination.starting_after ?? 0);
      const end = from + pagination.per_page;
      const data = found.slice(from, end);
      if (faults.fails || data.some(({ id }) => unreadable.has(id))) {
        return Response.json({ type: "error.list", errors: [] }, { status, headers: date() });
      }
      const next = end < found.length ? { starting_after: String(end) } : null;
      const page = { conversations: data, total_count: found.length, pages: { next } };
      return Response.json(page, { headers: date() });
    },
    { attempts: 2, maxDelayMs: 1 },
  );
  const notices: ListNotice[] = [];
  const search = (perPage = 12, onUnreadable: "skip" | "throw" = "skip") => {
    const onNotice = (notice: ListNotice) => void notices.push(notice);
    const body = { query: { operator: "AND", value: [] }, pagination: { per_page: perPage } };
    const options = { onUnreadable, onNotice };
    const list = walk(served.client, "POST /conversations/search", { body }, options);
    return list as unknown as SearchList<Item>;
  };
  const open = (
    concurrency = 3,
    perPage = 12,
    onUnreadable: "skip" | "throw" = "skip",
  ): LazyList<Item> => {
    return search(perPage, onUnreadable).inRanges({ by: "created_at", concurrency });
  };
  const skipped = () =>
    notices
      .filter(({ kind }) => kind === "skipped")
      .map(({ place, error }) => {
        const { from, to } = place as { from: number; to: number };
        return { from: from - start, to: to - start, error };
      });
  return { open, search, skipped, requests: served.requests };
}
