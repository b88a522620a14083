import { ApiError } from "@interkit/core";
import { type LazyList, paginate, walk } from "@interkit/pagination";
import { describe, expect, test } from "vitest";
import { all, api, failureOf, script } from "./support/api.ts";

/** Three pages by cursor: `[1]`, `[2]`, `[3]`; `respond` may answer a request differently. */
function threePages(
  respond: (page: number, count: number) => Response | undefined = () => undefined,
) {
  return api(({ query }, count) => {
    const page = Number(query["starting_after"] ?? 1);
    const next = page < 3 ? { starting_after: String(page + 1) } : null;
    return respond(page, count) ?? { data: [page], total_count: 3, pages: { next } };
  });
}

const failed = () => Response.json({ type: "error.list", errors: [] }, { status: 500 });

/** Both ways to iterate a list, as the items of each step. */
const ways: [string, (list: LazyList<unknown>) => AsyncIterator<readonly unknown[], undefined>][] =
  [
    ["items", (list) => list.map((item) => [item])[Symbol.asyncIterator]()],
    [
      "pages",
      (list) => {
        const pages = list.pages()[Symbol.asyncIterator]();
        return {
          next: async () => {
            const { done, value } = await pages.next();
            return done ? { done, value: undefined } : { done: false, value: value.items };
          },
        };
      },
    ],
  ];

describe.each(ways)("iterating %s", (_, iterate) => {
  test("a failed page is thrown once, and requested again (stripe: every later call threw the same error)", async () => {
    const { client, requests } = threePages((page, count) =>
      page === 2 && count <= 3 ? failed() : undefined,
    );
    const iterator = iterate(paginate(client, "GET /contacts", {}, { prefetch: 0 }));
    expect(await iterator.next()).toEqual({ done: false, value: [1] });
    expect(await failureOf(iterator.next())).toBeInstanceOf(ApiError);
    expect(await failureOf(iterator.next())).toBeInstanceOf(ApiError);
    expect(await iterator.next()).toEqual({ done: false, value: [2] });
    expect(await iterator.next()).toEqual({ done: false, value: [3] });
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    expect(requests).toHaveLength(5);
  });

  test("calls of next() at the same time request each page once (stripe: some pages twice)", async () => {
    const { client, requests } = threePages();
    const iterator = iterate(paginate(client, "GET /contacts"));
    const results = await Promise.all([1, 2, 3, 4].map(() => iterator.next()));
    expect(results.map(({ value }) => value)).toEqual([[1], [2], [3], undefined]);
    expect(requests).toHaveLength(3);
  });

  test("a second iteration begins at the first page (Fern: where the first one ended)", async () => {
    const { client } = threePages();
    const list = paginate(client, "GET /contacts");
    for (const _ of ["first", "second"]) {
      const iterator = iterate(list);
      const seen: unknown[] = [];
      for (let step = await iterator.next(); !step.done; step = await iterator.next())
        seen.push(...step.value);
      expect(seen).toEqual([1, 2, 3]);
    }
  });
});

test("a page keeps its items while the list goes on (Fern: the page becomes the next one)", async () => {
  const { client } = threePages();
  const pages = await all(paginate(client, "GET /contacts").pages());
  expect(pages.map(({ items }) => items)).toEqual([[1], [2], [3]]);
  expect(new Set(pages).size).toBe(3);
});

test.each([
  [
    "cursor",
    "GET /x",
    (next: string | null) => ({ pages: { next: next && { starting_after: next } } }),
  ],
  [
    "body-cursor",
    "POST /x",
    (next: string | null) => ({ pages: { next: next && { starting_after: next } } }),
  ],
  ["url", "GET /x", (next: string | null) => ({ pages: { next: next && `/x?before=${next}` } })],
  [
    "next-cursor",
    "GET /x",
    (next: string | null) => ({ next_cursor: next, has_more: next !== null }),
  ],
] as const)(
  "an empty page with a next one does not end a list with the style %s (stripe, Stainless: it ended)",
  async (style, route, rest) => {
    const { client, requests } = script(
      { data: [1], ...rest("a") },
      { data: [], ...rest("b") },
      { data: [2], ...rest(null) },
    );
    const list = walk(client, route, {
      facts: { pagination: { style, items: "data" } },
      body: route.startsWith("POST") ? {} : undefined,
    });
    expect(await all(list)).toEqual([1, 2]);
    expect(requests).toHaveLength(3);
  },
);

test("a page that is refused with 409 is an error (octokit: an empty page, which ends the list)", async () => {
  const { client } = threePages((page) =>
    page === 2 ? Response.json({ errors: [{ code: "conflict" }] }, { status: 409 }) : undefined,
  );
  const error = await failureOf(all(paginate(client, "GET /contacts")));
  expect(error).toMatchObject({ status: 409, checkpoint: { pages: 1, items: 1 } });
});

test("the items are those of the operation's key (octokit: those of the first key of the response)", async () => {
  const { client } = script({ errors: [], type: "list", segments: ["other"], data: [1] });
  expect(await all(paginate(client, "GET /contacts"))).toEqual([1]);
});

test("the body of a page is the response as it was sent (octokit: total_count moves to the array)", async () => {
  const body = { data: [1], total_count: 1, incomplete_results: false, pages: { next: null } };
  const { client } = script(body);
  const [page] = await all(paginate(client, "GET /contacts").pages());
  expect(page?.body).toStrictEqual(body);
  expect(Object.keys(page?.items ?? [])).toEqual(["0"]);
});

test("a cursor that a list with page numbers ignores is not used (Intercom's command line: no end)", async () => {
  const { client, requests } = api(({ query }) => {
    // A request without a page number is answered with the first page, whatever its cursor is.
    const page = Number(query["page"] ?? 1);
    const next = { per_page: 1, starting_after: "ignored" };
    return { data: [page], pages: { next, page, per_page: 1, total_pages: 3 } };
  });
  expect(await all(paginate(client, "GET /articles"))).toEqual([1, 2, 3]);
  expect(requests).toHaveLength(3);
});

test("no page after the last is requested (intercom-client: one that is refused beyond 10,000 companies)", async () => {
  const { client } = api(({ query }) => {
    const page = Number(query["page"] ?? 1);
    if (page * 50 > 10_000) return Response.json({ errors: [] }, { status: 400 });
    const data = Array.from({ length: 50 }, (_, index) => (page - 1) * 50 + index);
    return { data, total_count: 10_000, pages: { page, per_page: 50, total_pages: 200 } };
  });
  const companies = await all(paginate(client, "GET /companies", { query: { per_page: 50 } }));
  expect(companies).toHaveLength(10_000);
});

test("the companies of a contact are found in data (intercom-client: none, since it reads companies)", async () => {
  const { client } = script({ type: "list", data: [{ id: "1" }], total_count: 1, pages: {} });
  const list = paginate(client, "GET /contacts/{contact_id}/companies", {
    path: { contact_id: "1" },
  });
  expect(await all(list)).toEqual([{ id: "1" }]);
});
