import type { PaginationStyle } from "@interkit/core";
import { countersOf, nextOf } from "./next.ts";
import { isValues, type Values, wholeNumber } from "./values.ts";

/** What is asked for a page. */
export interface Ask {
  readonly query: Values;
  readonly body: unknown;
}

/** An answer, as far as paging is concerned. */
export interface Answer {
  readonly body: unknown;
  readonly items: readonly unknown[];
}

/** One way of paging: what to ask after an answer; `undefined` at the end of the list. */
export interface Style {
  next(answer: Answer, asked: Ask): Ask | undefined;
  /** The same ask again is how this style goes on, not a list that goes in circles. */
  readonly repeats?: true;
  /** Whether an answer says that it is the page whose number was asked for, if one was. */
  heeded?(answer: Answer, asked: Ask): boolean;
}

/** Reads and writes the parameters of an ask, which are in the query or in the body. */
interface Place {
  read(ask: Ask): Values;
  write(ask: Ask, values: Values): Ask;
}

const inQuery: Place = {
  read: (ask) => ask.query,
  write: (ask, values) => ({ ...ask, query: { ...ask.query, ...values } }),
};

const inBody: Place = {
  read: (ask) => valuesOf(ask.body),
  write: (ask, values) => ({ ...ask, body: { ...valuesOf(ask.body), ...values } }),
};

/** Search: the cursor goes into `pagination`, and `query` and `sort` are sent again with it. */
const inPagination: Place = {
  read: (ask) => valuesOf(valuesOf(ask.body)["pagination"]),
  write: (ask, values) =>
    inBody.write(ask, { pagination: { ...inPagination.read(ask), ...values } }),
};

/** Every way in which Intercom pages. */
export const styles: Readonly<Record<PaginationStyle, Style>> = {
  cursor: cursor(inQuery),
  "body-cursor": cursor(inPagination),
  page: numbered(inQuery),
  "body-page": numbered(inBody),
  url: {
    next({ body }, asked) {
      const query = nextOf(body);
      if (!isValues(query) || Object.keys(query).length === 0) return undefined;
      return { ...asked, query: { ...flat(asked.query), ...query } };
    },
  },
  scroll: {
    repeats: true,
    next({ body, items }, asked) {
      const param = valuesOf(body)["scroll_param"];
      if (items.length === 0 || typeof param !== "string" || param === "") return undefined;
      return inQuery.write(asked, { scroll_param: param });
    },
  },
  "next-cursor": {
    next({ body }, asked) {
      const { next_cursor: next, has_more: more } = valuesOf(body);
      if (more === false || typeof next !== "string" || next === "") return undefined;
      return inQuery.write(asked, { cursor: next });
    },
  },
  none: { next: () => undefined },
};

/**
 * The cursor is the truth: a page may be empty, or shorter than asked, with more behind it. Only an
 * operation that counts pages and hands out no cursor at all is walked by number.
 */
function cursor(place: Place): Style {
  const byNumber = numbered(place);
  return {
    ...byNumber,
    next(answer, asked) {
      const next = nextOf(answer.body);
      const step = cursorIn(next) ?? pageIn(next);
      if (step) return place.write(asked, step);
      const startedByCursor = place.read(asked)["starting_after"] !== undefined;
      const countsPages = countersOf(answer.body).totalPages !== undefined;
      if (startedByCursor || !countsPages) return undefined;
      return byNumber.next(answer, asked);
    },
  };
}

/**
 * The counters are the truth, also where an answer hands out a cursor beside them: an operation that
 * asks for page numbers may not heed it. Without counters it is all there is to go by.
 */
function numbered(place: Place): Style {
  return {
    heeded({ body }, asked) {
      const page = wholeNumber(place.read(asked)["page"]);
      return page === undefined || page === countersOf(body).page;
    },
    next({ body, items }, asked) {
      const next = nextOf(body);
      if (items.length === 0 || next === null) return undefined;
      const counters = countersOf(body);
      const page = wholeNumber(place.read(asked)["page"]) ?? counters.page ?? 1;
      const step = pageIn(next) ?? { page: page + 1 };
      if (counters.totalPages !== undefined) {
        return page < counters.totalPages ? place.write(asked, step) : undefined;
      }
      const said = pageIn(next) ?? cursorIn(next);
      if (said) return place.write(asked, said);
      const { totalCount = 0 } = counters;
      const perPage =
        wholeNumber(place.read(asked)["per_page"]) ?? counters.perPage ?? items.length;
      return page * perPage < totalCount ? place.write(asked, step) : undefined;
    },
  };
}

function cursorIn(next: Values | null | undefined): Values | undefined {
  const value = next?.["starting_after"];
  return typeof value === "string" && value !== "" ? { starting_after: value } : undefined;
}

function pageIn(next: Values | null | undefined): Values | undefined {
  const page = wholeNumber(next?.["page"]);
  return page === undefined ? undefined : { page };
}

function valuesOf(value: unknown): Values {
  return isValues(value) ? value : {};
}

/** Objects in a query are sent spread out, and come back in a URL that way. */
function flat(query: Values): Values {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    isValues(value) ? Object.entries(value) : [[name, value] as const],
  );
  return Object.fromEntries(pairs);
}
