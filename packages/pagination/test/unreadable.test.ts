import { type ListNotice, walk } from "@interkit/pagination";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { all, api, failureOf } from "./support/api.ts";
import { base, type Item, ids, numbers, routes, serve } from "./support/failing-list.ts";
import { stored } from "./support/stored.ts";

const sizes = fc.constantFrom(1, 2, 7, 12, 25, 60);

describe("a record that cannot be read", () => {
  const records = fc.uniqueArray(fc.nat({ max: 59 }), { minLength: 1, maxLength: 12 });

  test.each(routes)("is an error of %s, after all records before it", async (route) => {
    await fc.assert(
      fc.asyncProperty(sizes, records, async (size, broken) => {
        const first = Math.min(...broken);
        const { open, requests } = serve(route, { ...base, size, unreadable: new Set(broken) });
        const returned: Item[] = [];
        const read = async () => {
          // A cursor leads to no record behind the one that fails.
          const isNumbered = route === "GET /companies";
          const onUnreadable = isNumbered ? "throw" : "skip";
          for await (const item of open({ onUnreadable, onNotice() {} })) returned.push(item);
        };
        const checkpoint = { items: first };
        expect(await failureOf(read())).toMatchObject({ status: 500, checkpoint });
        expect(ids(returned)).toEqual(numbers(first));
        if (route !== "GET /companies") {
          expect(JSON.stringify(requests)).not.toContain('"page"');
        }
      }),
      { numRuns: 20 },
    );
  });

  test("makes a search answer 404, which is an error after all records before it", async () => {
    const { open, requests } = serve(
      "POST /contacts/search",
      { ...base, unreadable: new Set([17]) },
      404,
    );
    const returned: Item[] = [];
    const read = async () => {
      for await (const item of open()) returned.push(item);
    };
    expect(await failureOf(read())).toMatchObject({ status: 404, checkpoint: { items: 17 } });
    expect(ids(returned)).toEqual(numbers(17));
    expect(requests.length).toBeLessThan(20);
  });

  test("is not looked for where a list itself is not found", async () => {
    const { open, requests } = serve("GET /companies", { ...base, unreadable: new Set([3]) }, 404);
    expect(await failureOf(all(open()))).toMatchObject({ status: 404 });
    expect(requests).toHaveLength(1);
  });

  test('is reported with "skip" in a list with page numbers, and all others are returned', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, records, fc.boolean(), async (size, broken, resumes) => {
        const { open } = serve("GET /companies", { ...base, size, unreadable: new Set(broken) });
        const notices: ListNotice[] = [];
        const onNotice = (notice: ListNotice) => void notices.push(notice);
        const options = { onUnreadable: "skip", onNotice } as const;
        const returned: number[] = [];
        let list = open(options);
        let error: unknown;
        try {
          for (;;) {
            let isDone = true;
            for await (const page of list.pages()) {
              returned.push(...ids(page.items));
              if (!resumes) continue;
              list = open(options).resumeFrom(stored(page.checkpoint));
              isDone = page.checkpoint.complete === true;
              break;
            }
            if (isDone) break;
          }
        } catch (failure) {
          error = failure;
        }
        const inRow = numbers(57).find((id) => [0, 1, 2, 3].every((n) => broken.includes(id + n)));
        const end = inRow ?? 60;
        expect(error !== undefined).toBe(inRow !== undefined);
        const expected = numbers(end).filter((id) => !broken.includes(id));
        expect(returned).toEqual(expected);
        const reported = notices.filter(({ kind }) => kind === "skipped");
        const skipped = new Set(reported.map(({ place }) => Number(place?.["page"]) - 1));
        expect(skipped).toEqual(new Set(numbers(end).filter((id) => broken.includes(id))));
        for (const { error } of reported) expect(error).toMatchObject({ status: 500 });
        // What was left out counts: nothing else is missing.
        expect(notices.map(({ kind }) => kind)).not.toContain("count");
      }),
      { numRuns: 60 },
    );
  });

  test("for a moment is requested again, and is not left out", async () => {
    const { client, requests } = api(({ query }, count) => {
      if (count === 1) return Response.json({}, { status: 500 });
      const [page, size] = [Number(query["page"] ?? 1), Number(query["per_page"])];
      const data = numbers(4).slice((page - 1) * size, page * size);
      return { data, pages: { page, per_page: size, total_pages: 4 / size } };
    });
    const kinds: string[] = [];
    const onNotice = ({ kind }: ListNotice) => void kinds.push(kind);
    const options = { prefetch: 0, onUnreadable: "skip", onNotice } as const;
    const list = walk(client, "GET /companies", { query: { per_page: 4 } }, options);
    // Pages were made smaller before the checkpoint.
    const checkpoint = { ...list.checkpoint(), position: { per_page: 1 } };
    expect(await all(list.resumeFrom(checkpoint))).toEqual(numbers(4));
    expect(requests.slice(0, 2).map(({ query }) => query["per_page"])).toEqual(["1", "1"]);
    expect(kinds).toEqual([]);
  });

  test("of which there are many is an outage, and an error", async () => {
    const { open, requests } = serve("GET /companies", {
      ...base,
      unreadable: new Set(numbers(60)),
    });
    const options = { onUnreadable: "skip", onNotice: () => {} } as const;
    const error = await failureOf(all(open(options)));
    expect(error).toMatchObject({ status: 500, checkpoint: { pages: 0, items: 0 } });
    expect(requests.length).toBeLessThan(20);
  });
});

test.each([
  [{ onUnreadable: "skip" }, '"onUnreadable" needs "onNotice", which gets what is left out'],
  [{ onUnreadable: true, onNotice() {} }, '"onUnreadable" can only be "skip" or "throw"'],
])("refuses %o", (options, message) => {
  const { client } = api(() => ({}));
  expect(() => walk(client, "GET /companies", {}, options as object)).toThrow(message);
});
