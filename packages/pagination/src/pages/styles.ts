import type { PaginationStyle } from "@interkit/core";
import { readCounters, readNext } from "./next.ts";
import { isValues, type Values, wholeNumber } from "./values.ts";

/** The parameters of the request for one page. */
export interface PageRequest {
  readonly query: Values;
  readonly body: unknown;
}

/** The parts of a response that paging needs. */
export interface PageResponse {
  readonly body: unknown;
  readonly items: readonly unknown[];
}

/** One way of paging. */
export interface Style {
  /** Where the parameters of a request that select a page are. */
  readonly location: ParameterLocation;
  /** Returns the request for the next page; `undefined` at the end of the list. */
  next(response: PageResponse, request: PageRequest): PageRequest | undefined;
  /**
   * The requests for the pages that follow, if this response states their number, without a response
   * between them.
   */
  following?(response: PageResponse, request: PageRequest, most: number): PageRequest[];
  /** How many items a whole page has, if the request or the response states it. */
  perPage?(response: PageResponse, request: PageRequest): number | undefined;
  /** This style continues by sending the same request again, which is an error in other styles. */
  readonly repeatsRequest?: true;
  /** Whether the response has the page number that the request has; true for a request without one. */
  isRequestedPage?(response: PageResponse, request: PageRequest): boolean;
}

/** Reads and writes the paging parameters of a request, which are in the query or in the body. */
export interface ParameterLocation {
  read(request: PageRequest): Values;
  write(request: PageRequest, values: Values): PageRequest;
}

const inQuery: ParameterLocation = {
  read: (request) => request.query,
  write: (request, values) => ({ ...request, query: { ...request.query, ...values } }),
};

const inBody: ParameterLocation = {
  read: (request) => asValues(request.body),
  write: (request, values) => ({ ...request, body: { ...asValues(request.body), ...values } }),
};

/** Search: `pagination` contains the cursor, and `query` and `sort` are sent again with it. */
const inPagination: ParameterLocation = {
  read: (request) => asValues(asValues(request.body)["pagination"]),
  write: (request, values) =>
    inBody.write(request, { pagination: { ...inPagination.read(request), ...values } }),
};

/** The implementation of each pagination style. */
export const styles: Readonly<Record<PaginationStyle, Style>> = {
  cursor: /* @__PURE__ */ cursorStyle(inQuery),
  "body-cursor": /* @__PURE__ */ cursorStyle(inPagination),
  page: /* @__PURE__ */ numberedStyle(inQuery),
  "body-page": /* @__PURE__ */ numberedStyle(inBody),
  url: {
    location: inQuery,
    next({ body }, request) {
      const query = readNext(body);
      if (!isValues(query) || Object.keys(query).length === 0) return undefined;
      return { ...request, query: { ...flattenQuery(request.query), ...query } };
    },
  },
  scroll: {
    location: inQuery,
    repeatsRequest: true,
    next({ body, items }, request) {
      const param = asValues(body)["scroll_param"];
      if (items.length === 0 || typeof param !== "string" || param === "") return undefined;
      return inQuery.write(request, { scroll_param: param });
    },
  },
  "next-cursor": {
    location: inQuery,
    next({ body }, request) {
      const { next_cursor: next, has_more: more } = asValues(body);
      if (more === false || typeof next !== "string" || next === "") return undefined;
      return inQuery.write(request, { cursor: next });
    },
  },
  none: { location: inQuery, next: () => undefined },
};

/**
 * The cursor decides whether the list continues: a page may be empty or short and have a next page. An
 * operation that counts pages and returns no cursor at all is read by page number.
 */
function cursorStyle(location: ParameterLocation): Style {
  const numbered = numberedStyle(location);
  return {
    location,
    isRequestedPage: numbered.isRequestedPage,
    next(response, request) {
      const next = readNext(response.body);
      const nextPage = readCursor(next) ?? readPageNumber(next);
      if (nextPage) return location.write(request, nextPage);
      const startedByCursor = location.read(request)["starting_after"] !== undefined;
      const countsPages = readCounters(response.body).totalPages !== undefined;
      if (startedByCursor || !countsPages) return undefined;
      return numbered.next(response, request);
    },
  };
}

/**
 * The counters decide whether the list continues, even where a response also has a cursor: an
 * operation with page numbers may ignore a cursor. The cursor is used where there are no counters.
 */
function numberedStyle(location: ParameterLocation) {
  const numberOf = (body: unknown, request: PageRequest) =>
    wholeNumber(location.read(request)["page"]) ?? readCounters(body).page ?? 1;
  const perPageOf = (body: unknown, request: PageRequest) =>
    wholeNumber(location.read(request)["per_page"]) ?? readCounters(body).perPage;
  return {
    location,
    perPage({ body }: PageResponse, request: PageRequest): number | undefined {
      return perPageOf(body, request) || undefined;
    },
    following({ body }: PageResponse, request: PageRequest, most: number): PageRequest[] {
      const page = numberOf(body, request);
      const { totalPages = page } = readCounters(body);
      const count = Math.max(0, Math.min(most, totalPages - page));
      return Array.from({ length: count }, (_, index) =>
        location.write(request, { page: page + 1 + index }),
      );
    },
    isRequestedPage({ body }: PageResponse, request: PageRequest): boolean {
      const page = wholeNumber(location.read(request)["page"]);
      return page === undefined || page === readCounters(body).page;
    },
    next({ body, items }: PageResponse, request: PageRequest): PageRequest | undefined {
      // Where the number is in the body, no page has a URL of the next one: `next` is always null.
      const next = location === inBody ? undefined : readNext(body);
      if (items.length === 0 || next === null) return undefined;
      const counters = readCounters(body);
      const page = numberOf(body, request);
      const nextPage = readPageNumber(next) ?? { page: page + 1 };
      if (counters.totalPages !== undefined) {
        return page < counters.totalPages ? location.write(request, nextPage) : undefined;
      }
      const stated = readPageNumber(next) ?? readCursor(next);
      if (stated) return location.write(request, stated);
      const { totalCount = 0 } = counters;
      const perPage = perPageOf(body, request) ?? items.length;
      return page * perPage < totalCount ? location.write(request, nextPage) : undefined;
    },
  };
}

function readCursor(next: Values | null | undefined): Values | undefined {
  const value = next?.["starting_after"];
  return typeof value === "string" && value !== "" ? { starting_after: value } : undefined;
}

function readPageNumber(next: Values | null | undefined): Values | undefined {
  const page = wholeNumber(next?.["page"]);
  return page === undefined ? undefined : { page };
}

function asValues(value: unknown): Values {
  return isValues(value) ? value : {};
}

/** An object in a query is sent as separate parameters, and a URL in a response has it in that form. */
function flattenQuery(query: Values): Values {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    isValues(value) ? Object.entries(value) : [[name, value] as const],
  );
  return Object.fromEntries(pairs);
}
