import type { PaginationStyle } from "@interkit/core";
import { walk } from "@interkit/pagination";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { all, api, type ReceivedRequest } from "./support/api.ts";

/** A server of one style: which page a request is for, and how the response states the next page. */
interface Server {
  readonly page: (request: ReceivedRequest) => number;
  readonly rest: (page: number, pages: readonly unknown[]) => object;
  /** In this style, a page without items ends the list. */
  readonly emptyEnds?: true;
}

const next = (page: number, pages: readonly unknown[], format: (next: number) => unknown) => ({
  pages: { next: page + 1 < pages.length ? format(page + 1) : null },
});

const servers: Record<Exclude<PaginationStyle, "none">, Server> = {
  cursor: {
    page: ({ query }) => Number(query["starting_after"] ?? 0),
    rest: (page, pages) => next(page, pages, (n) => ({ starting_after: String(n) })),
  },
  "body-cursor": {
    page: ({ body }) => {
      const pagination = body?.["pagination"] as { starting_after?: string } | undefined;
      return Number(pagination?.starting_after ?? 0);
    },
    rest: (page, pages) => next(page, pages, (n) => ({ starting_after: String(n) })),
  },
  page: {
    page: ({ query }) => Number(query["page"] ?? 1) - 1,
    rest: (page, pages) => ({ pages: { page: page + 1, total_pages: pages.length } }),
    emptyEnds: true,
  },
  "body-page": {
    page: ({ body }) => Number(body?.["page"] ?? 1) - 1,
    rest: (page, pages) => ({ page: page + 1, total_pages: pages.length }),
    emptyEnds: true,
  },
  url: {
    page: ({ query }) => Number(query["before"] ?? 0),
    rest: (page, pages) => next(page, pages, (n) => `https://api.intercom.io/x?before=${n}`),
  },
  scroll: {
    page: ({ query }) => Number(query["scroll_param"] ?? 0),
    rest: (page) => ({ scroll_param: String(page + 1) }),
    emptyEnds: true,
  },
  "next-cursor": {
    page: ({ query }) => Number(query["cursor"] ?? 0),
    rest: (page, pages) => ({ has_more: page + 1 < pages.length, next_cursor: String(page + 1) }),
  },
};

/** The items that a walk should return. */
function expected(pages: readonly number[][], emptyEnds: boolean): number[] {
  const end = emptyEnds ? pages.findIndex((page) => page.length === 0) : -1;
  return pages.slice(0, end === -1 ? undefined : end).flat();
}

describe("a walk returns the items of all pages in order, for any split into pages", () => {
  for (const [style, server] of Object.entries(servers)) {
    test(style, async () => {
      const splits = fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 7 }).map((lengths) => {
        let item = 0;
        return lengths.map((length) => Array.from({ length }, () => item++));
      });
      await fc.assert(
        fc.asyncProperty(splits, fc.integer({ min: 1, max: 30 }), async (pages, limit) => {
          const open = () => {
            const { client, requests } = api((request) => {
              const page = server.page(request);
              return { data: pages[page] ?? [], ...server.rest(page, pages) };
            });
            const list = walk(client, style.startsWith("body") ? "POST /x" : "GET /x", {
              facts: { pagination: { style: style as PaginationStyle, items: "data" } },
              body: style.startsWith("body") ? {} : undefined,
            });
            return { list, requests };
          };
          const items = expected(pages, server.emptyEnds === true);
          const whole = open();
          expect(await all(whole.list)).toEqual(items);
          const most = pages.length + (style === "scroll" ? 1 : 0);
          expect(whole.requests.length).toBeLessThanOrEqual(most);

          const first = open();
          expect(await first.list.collect({ limit })).toEqual(items.slice(0, limit));
          if (limit <= items.length) expect(first.requests.length).toBe(pagesFor(pages, limit));
        }),
        { numRuns: 50 },
      );
    });
  }
});

/** How many pages the first `limit` items are on. */
function pagesFor(pages: readonly number[][], limit: number): number {
  let items = 0;
  return (
    pages.findIndex((page) => {
      items += page.length;
      return items >= limit;
    }) + 1
  );
}
