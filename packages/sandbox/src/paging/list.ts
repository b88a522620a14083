import type { JsonObject } from "../description/openapi.ts";
import { constant } from "../description/schema.ts";
import type { ApiError } from "../engine/errors.ts";
import type { RequestContext } from "../engine/request-context.ts";
import type { OrderedList, Position } from "../store/position.ts";
import { writeCursor } from "./cursor.ts";
import { type Order, type PageSlice, pageAfter, pageNumber, sortLazily } from "./page-slice.ts";

/** Options of a list. The description defines its style of paging. */
export interface ListOptions<T> {
  readonly view: (item: T) => unknown;
  /** Items per page where neither the request nor the description has a value. 50 when left out. */
  readonly perPage?: number;
  /** The limit of numbered pages. */
  readonly pageLimit?: PageLimit;
  /** The lowest page number; lower ones are read as this one. 0 when left out. */
  readonly firstPage?: number;
  /** The position of a value that is accepted as a cursor too, such as an id. */
  readonly positionOf?: (cursor: string) => Position | undefined;
}

/** The limit of numbered pages: the highest page × per_page, and the error beyond it. */
export interface PageLimit {
  readonly items: number;
  readonly error: () => ApiError;
}

/** The styles with page numbers. */
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
  context: RequestContext,
  items: readonly T[],
  options: ListOptions<T> & { readonly order: Order<T> },
): JsonObject {
  return listSorted(context, sortLazily(items, options.order), options);
}

/** Answers a list that is already sorted, of which only the page is read. */
export function listSorted<T>(
  context: RequestContext,
  all: OrderedList<T>,
  options: ListOptions<T>,
): JsonObject {
  const style = context.operation.pagination?.style ?? "none";
  const { view, pageLimit } = options;
  if (style === "none") {
    const items = all.from(0, all.size);
    return {
      ...nestItems(context, items.map(view)),
      type: listType(context),
      total_count: all.size,
    };
  }
  const paging = style.startsWith("body-") ? bodyPaging(context) : context.query;
  const perPage = Number(paging["per_page"] ?? options.perPage ?? 50);
  const cursor = paging[style === "next-cursor" ? "cursor" : "starting_after"] ?? undefined;
  if (numbered.includes(style) || (cursor === undefined && paging["page"] !== undefined)) {
    const number = Math.max(options.firstPage ?? 0, Number(paging["page"] ?? 1));
    if (pageLimit && number * perPage > pageLimit.items) throw pageLimit.error();
    return envelope(context, pageNumber(all, perPage, number), view);
  }
  const known = typeof cursor === "string" ? options.positionOf?.(cursor) : undefined;
  const start = known && writeCursor({ ...known, page: 1 });
  const page = pageAfter(all, perPage, start ?? (cursor as string | undefined));
  if (style === "next-cursor") {
    const next_cursor = page.next ?? null;
    return {
      ...nestItems(context, page.items.map(view)),
      next_cursor,
      has_more: next_cursor !== null,
    };
  }
  return envelope(context, page, view);
}

function envelope<T>(
  context: RequestContext,
  page: PageSlice<T>,
  view: (item: T) => unknown,
): JsonObject {
  return {
    ...nestItems(context, page.items.map(view)),
    type: listType(context),
    total_count: page.total,
    page: page.page,
    per_page: page.perPage,
    total_pages: page.totalPages,
    pages: {
      type: "pages",
      next: nextLink(context, page),
      page: page.page,
      per_page: page.perPage,
      total_pages: page.totalPages,
    },
  };
}

/** The `type` that the description declares for the list: `admin.list`, or `list`. */
function listType({ description, operation }: RequestContext): string {
  const schema = description.responseSchema(operation);
  const type = schema && description.property(schema, "type");
  const only = type && constant(description.flatten(type));
  return typeof only === "string" ? only : "list";
}

/** Nests the items as the description declares them: `data`, `conversations`, `data.articles`. */
function nestItems(context: RequestContext, items: readonly unknown[]): JsonObject {
  const names = (context.operation.pagination?.items ?? "data").split(".");
  return names.reduceRight<unknown>((inner, name) => ({ [name]: inner }), items) as JsonObject;
}

/** The paging parameters in the body of a search, with the defaults of the description. */
function bodyPaging(context: RequestContext): JsonObject {
  const body = context.body();
  if (context.operation.pagination?.style === "body-page") return body;
  const given = (body["pagination"] ?? {}) as JsonObject;
  const schema = context.operation.body?.schema;
  const pagination = schema && context.description.property(schema, "pagination");
  const perPage = pagination && context.description.property(pagination, "per_page");
  return { ...given, per_page: given["per_page"] ?? perPage?.default };
}

/**
 * The link to the next page: a URL where pages are numbered in the query, a cursor elsewhere. Lists
 * whose page number is in the body have no `next`.
 */
function nextLink<T>(context: RequestContext, page: PageSlice<T>): unknown {
  const { style, end } = context.operation.pagination ?? {};
  const none = (end === undefined ? numbered.includes(style) : end === null) ? null : undefined;
  if (!numbered.includes(style)) {
    return page.next ? { per_page: page.perPage, starting_after: page.next } : none;
  }
  if (page.page >= page.totalPages || style === "body-page") return none;
  const url = new URL(context.url);
  url.searchParams.set("page", String(page.page + 1));
  url.searchParams.set("per_page", String(page.perPage));
  return url.href;
}
