import type { Description } from "../description/description.ts";
import type { JsonObject, Schema } from "../description/openapi.ts";
import { constant } from "../description/project.ts";
import type { Call } from "../engine/call.ts";
import type { Listing } from "../store/position.ts";
import { type Order, type Page, pageAfter, pageNumber, unsorted } from "./page.ts";

/** How a handler wants its list answered. The style of paging is the description's to say. */
export interface ListOptions<T> {
  readonly view: (item: T) => unknown;
  /** Items per page where neither the caller nor the description says. 50 when left out. */
  readonly perPage?: number;
}

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
  const { view } = options;
  if (style === "none") {
    const items = all.from(0, all.size);
    return { ...place(call, items.map(view)), type: listType(call), total_count: all.size };
  }
  const wishes = style.startsWith("body-") ? bodyWishes(call) : call.query;
  const perPage = Number(wishes["per_page"] ?? options.perPage ?? 50);
  if (style === "page" || style === "body-page" || style === "url") {
    const page = pageNumber(all, perPage, Number(wishes["page"] ?? 1));
    return envelope(call, page, view, nextByNumber(call, page));
  }
  const cursor = wishes[style === "next-cursor" ? "cursor" : "starting_after"];
  const page = pageAfter(all, perPage, (cursor as string | null) ?? undefined);
  if (style === "next-cursor") {
    const next_cursor = page.next ?? null;
    return { ...place(call, page.items.map(view)), next_cursor, has_more: next_cursor !== null };
  }
  const next = page.next && { per_page: perPage, starting_after: page.next };
  return envelope(call, page, view, next);
}

function envelope<T>(
  call: Call,
  page: Page<T>,
  view: (item: T) => unknown,
  next: unknown,
): JsonObject {
  return {
    ...place(call, page.items.map(view)),
    type: listType(call),
    total_count: page.total,
    page: page.page,
    per_page: page.perPage,
    total_pages: page.totalPages,
    pages: {
      type: "pages",
      next,
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
 * `pages.next` of a list with numbered pages: the address of the next page, or what the
 * description declares there instead. Null on the last page.
 */
function nextByNumber<T>(call: Call, page: Page<T>): unknown {
  if (page.page >= page.totalPages) return null;
  const { description, operation } = call;
  const schema = description.responseSchema(operation);
  const pages = schema && description.property(schema, "pages");
  const next = pages && description.property(pages, "next");
  if (next && acceptsText(description, next)) {
    const url = new URL(call.url);
    url.searchParams.set("page", String(page.page + 1));
    url.searchParams.set("per_page", String(page.perPage));
    return url.href;
  }
  return { page: page.page + 1, per_page: page.perPage, starting_after: page.next };
}

function acceptsText(description: Description, schema: Schema): boolean {
  const { type, anyOf, oneOf } = description.flatten(schema);
  if ([type].flat().includes("string")) return true;
  return (anyOf ?? oneOf ?? []).some((branch) => acceptsText(description, branch));
}
