import { type ListNotice, type ListOptions, walk } from "@interkit/pagination";
import { describe, expect, test } from "vitest";
import { all, api, failureOf, script } from "./support/api.ts";

/** The notices of a walk to the end. */
async function noticesOf(
  { client }: ReturnType<typeof api>,
  route: string,
  options: ListOptions = {},
): Promise<ListNotice[]> {
  const notices: ListNotice[] = [];
  const onNotice = (notice: ListNotice) => void notices.push(notice);
  await all(walk(client, route, {}, { ...options, onNotice }));
  return notices;
}

const cursor = (starting_after: string) => ({ pages: { next: { starting_after } } });
const end = { pages: { next: null } };

describe("the end of a list that counts other items than it returned", () => {
  test.each([
    [3, "counts 3 items and returned 2"],
    [1, "counts 1 items and returned 2"],
  ])("is reported: %d counted", async (total_count, message) => {
    const walked = script(
      { data: [1], total_count, ...cursor("a") },
      { data: [2], total_count, ...end },
    );
    const [notice, ...others] = await noticesOf(walked, "GET /contacts");
    expect(others).toEqual([]);
    expect(notice).toMatchObject({
      kind: "count",
      route: "GET /contacts",
      checkpoint: { pages: 2, items: 2, complete: true },
    });
    expect(notice?.message).toContain(message);
  });

  test("is reported when a contact moves to the front while the newest are read first", async () => {
    const contacts = ["a", "b", "c", "d"];
    const walked = api((_, count) => {
      // The contact that was about to be returned is updated.
      if (count === 2) contacts.unshift(...contacts.splice(2, 1));
      const data = contacts.slice(count * 2 - 2, count * 2);
      return {
        data: count === 2 ? ["d"] : data,
        total_count: 4,
        ...(count === 1 ? cursor("b") : end),
      };
    });
    expect(await noticesOf(walked, "POST /contacts/search")).toMatchObject([{ kind: "count" }]);
  });

  test.each([
    ["as many items", { total_count: 2 }],
    ["no count", {}],
  ])("is not reported for %s", async (_, rest) => {
    const walked = script({ data: [1, 2], ...rest, ...end });
    expect(await noticesOf(walked, "GET /contacts")).toEqual([]);
  });

  test("is not reported for a list that is left before, starts in the middle, or does not page", async () => {
    const notices: ListNotice[] = [];
    const onNotice = (notice: ListNotice) => void notices.push(notice);
    const { client } = api(() => ({ data: [1, 2], total_count: 9, ...end }));
    await walk(client, "GET /contacts", {}, { onNotice }).collect({ limit: 2 });
    await all(walk(client, "GET /contacts", { query: { starting_after: "x" } }, { onNotice }));
    await all(walk(client, "GET /tags", {}, { onNotice }));
    expect(notices).toEqual([]);
  });
});

test("a shift of a list with page numbers is reported where its count changes", async () => {
  const totals = [3, 3, 2, 2];
  const walked = api(({ query }) => {
    const page = Number(query["page"] ?? 1);
    const next = page < 4 ? `/companies?page=${page + 1}` : null;
    return { data: [page], total_count: totals[page - 1], pages: { page, total_pages: 4, next } };
  });
  const notices = await noticesOf(walked, "GET /companies", { concurrency: 1 });
  expect(notices).toMatchObject([
    { kind: "shift", checkpoint: { pages: 3 } },
    { kind: "count", checkpoint: { pages: 4 } },
  ]);
});

test("what onNotice throws is dropped, and no item is lost", async () => {
  const { client } = script({ data: [1, 2], total_count: 3, ...end });
  const onNotice = () => {
    throw new Error("no");
  };
  expect(await all(walk(client, "GET /contacts", {}, { onNotice }))).toEqual([1, 2]);
});

describe("a next page on another host", () => {
  test.each(["https://example.com/contacts?starting_after=b", "http://intercom.io.test/?page=2"])(
    "is an error after the items, with a checkpoint, and is not requested: %s",
    async (next) => {
      const { client, requests } = script({ data: [1, 2], pages: { next } });
      const items: unknown[] = [];
      const error = await failureOf(
        (async () => {
          for await (const item of walk(client, "GET /contacts")) items.push(item);
        })(),
      );
      expect(items).toEqual([1, 2]);
      expect(error).toMatchObject({ problem: "list", checkpoint: { pages: 1, items: 2 } });
      expect((error as Error).message).toContain("has its next page on another host");
      expect(requests).toHaveLength(1);
    },
  );
});

test.each([
  [{ onNotice: "log" }, '"onNotice" must be a function'],
  [{ onScrollBusy: true }, '"onScrollBusy" can only be "wait" or "throw"'],
  [{ onScrollExpired: "wait" }, '"onScrollExpired" can only be "restart" or "throw"'],
])("refuses %o", (options, message) => {
  const { client } = script();
  expect(() => walk(client, "GET /contacts", {}, options as object)).toThrow(message);
});
