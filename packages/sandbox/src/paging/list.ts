import type { JsonObject } from "../description/openapi.ts";
import { constant } from "../description/project.ts";
import type { Call } from "../engine/call.ts";
import type { ApiError } from "../engine/errors.ts";
import type { Listing, Position } from "../store/position.ts";
import { writeCursor } from "./cursor.ts";
import { type Order, type Page, pageAfter, pageNumber, unsorted } from "./page.ts";

/** How a handler wants its list answered. The style of paging is the description's to say. */
export interface ListOptions<T> {
  readonly view: (item: T) => unknown;
  /** Items per page where neither the caller nor the description says. 50 when left out. */
  readonly perPage?: number;
  /** How many items numbered pages reach, whatever there is, and what is said to who goes on. */
  readonly reach?: Reach;
  /** What lower page numbers count as. 0 when left out. */
  readonly firstPage?: number;
  /** Where something stands that is taken for a cursor as well. */
  readonly positionOf?: (cursor: string) => Position | undefined;
}

/** The end of numbered pages: page x per_page may be so much. */
export interface Reach {
  readonly items: number;
  readonly refusal: () => ApiError;
}

/** The styles in which pages have numbers. */
const numbered: readonly unknown[] = ["page", "body-page", "url"];

/** Newest first, by `created_at`. */
export const newestFirst: Order<{ readonly created_at: number }> = {
  by: ({ created_at }) => created_at,
  descending: true,
};

/** Oldest first, by `created_at`. */
export const oldestFirst: Order<{ readonly created_at: number }> = {
  by: ({ created_at }) => created_at,
  descending: false,
};

/** Answers a list in the operation's own style of paging. */
export function list<T extends { readonly id: string }>(
  call: Call,
  items: readonly T[],
  options: ListOptions<T> & { readonly order: Order<T> },
): JsonObject {
  return listSorted(call, unsorted(items, options.order), options);
}

/** Answers a list that is in its order already, of which only the page is read. */
export function listSorted<T>(call: Call, all: Listing<T>, options: ListOptions<T>): JsonObject {
  const style = call.operation.pagination?.style ?? "none";
  const { view, reach } = options;
  if (style === "none") {
    const items = all.from(0, all.size);
    return { ...place(call, items.map(view)), type: listType(call), total_count: all.size };
  }
  const wishes = style.startsWith("body-") ? bodyWishes(call) : call.query;
  const perPage = Number(wishes["per_page"] ?? options.perPage ?? 50);
  const cursor = wishes[style === "next-cursor" ? "cursor" : "starting_after"] ?? undefined;
  if (numbered.includes(style) || (cursor === undefined && wishes["page"] !== undefined)) {
    const number = Math.max(options.firstPage ?? 0, Number(wishes["page"] ?? 1));
    if (reach && number * perPage > reach.items) throw reach.refusal();
    return envelope(call, pageNumber(all, perPage, number), view);
  }
  const known = typeof cursor === "string" ? options.positionOf?.(cursor) : undefined;
  const start = known && writeCursor({ ...known, page: 1 });
  const page = pageAfter(all, perPage, start ?? (cursor as string | undefined));
  if (style === "next-cursor") {
    const next_cursor = page.next ?? null;
    return { ...place(call, page.items.map(view)), next_cursor, has_more: next_cursor !== null };
  }
  return envelope(call, page, view);
}

function envelope<T>(call: Call, page: Page<T>, view: (item: T) => unknown): JsonObject {
  return {
    ...place(call, page.items.map(view)),
    type: listType(call),
    total_count: page.total,
    page: page.page,
    per_page: page.perPage,
    total_pages: page.totalPages,
    pages: {
      type: "pages",
      next: next(call, page),
      page: page.page,
      per_page: page.perPage,
      total_pages: page.totalPages,
    },
  };
}

/** What the description calls a list of this kind: `admin.list`, or `list` alone. */
function listType({ description, operation }: Call): string {
  const schema = description.responseSchema(operation);
  const type = schema && description.property(schema, "type");
  const only = type && constant(description.flatten(type));
  return typeof only === "string" ? only : "list";
}

/** Puts the items where the description has them: `data`, `conversations`, `data.articles`. */
function place(call: Call, items: readonly unknown[]): JsonObject {
  const names = (call.operation.pagination?.items ?? "data").split(".");
  return names.reduceRight<unknown>((inner, name) => ({ [name]: inner }), items) as JsonObject;
}

/** The paging wishes of a search: with a default from the description, as those of a query have. */
function bodyWishes(call: Call): JsonObject {
  const body = call.body();
  if (call.operation.pagination?.style === "body-page") return body;
  const given = (body["pagination"] ?? {}) as JsonObject;
  const schema = call.operation.body?.schema;
  const pagination = schema && call.description.property(schema, "pagination");
  const perPage = pagination && call.description.property(pagination, "per_page");
  return { ...given, per_page: given["per_page"] ?? perPage?.default };
}

/**
 * What leads to the next page: its address where pages are numbered, a cursor elsewhere. Numbers in
 * a body have no address, and such a list no `next`.
 */
function next<T>(call: Call, page: Page<T>): unknown {
  const { style, end } = call.operation.pagination ?? {};
  const none = (end === undefined ? numbered.includes(style) : end === null) ? null : undefined;
  if (!numbered.includes(style)) {
    return page.next ? { per_page: page.perPage, starting_after: page.next } : none;
  }
  if (page.page >= page.totalPages || style === "body-page") return none;
  const url = new URL(call.url);
  url.searchParams.set("page", String(page.page + 1));
  url.searchParams.set("per_page", String(page.perPage));
  return url.href;
}
