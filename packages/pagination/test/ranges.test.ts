import { type Checkpoint, ConfigError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { createClient as createPreview } from "@interkit/core/preview";
import { type Progress, type SearchList, walk } from "@interkit/pagination";
import { createSandbox } from "@interkit/sandbox";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { aborted, all, api, failureOf } from "./support/api.ts";
import { readWithKills, stored } from "./support/stored.ts";

const now = Math.floor(Date.now() / 1000);
const day = 86_400;

interface Item {
  readonly id: string;
}

/** A workspace with a contact and a conversation for each age in seconds. */
function workspace(ages: readonly number[]) {
  const sandbox = createSandbox();
  for (const [index, age] of ages.entries()) {
    sandbox.seed.contact({ external_id: `x${index}`, role: "user", created_at: now - age });
  }
  const clientOf = (create: typeof createClient) =>
    create({ token: "token", fetch: sandbox.fetch, rateLimit: false }) as never;
  return { sandbox, byDay: clientOf(createClient), bySecond: clientOf(createPreview as never) };
}

const byRole = { field: "role", operator: "=", value: "user" };

function search(client: never, query: object | undefined = byRole, perPage = 5) {
  const body = { query, pagination: { per_page: perPage } };
  return walk(client, "POST /contacts/search", { body }) as unknown as SearchList<Item>;
}

const ids = (items: readonly Item[]) => items.map(({ id }) => id).sort();

describe("a search in ranges", () => {
  const ages = fc.array(
    fc.oneof(fc.nat({ max: 400 * day }), fc.nat({ max: 3 }), fc.constant(40 * day)),
    { maxLength: 60 },
  );

  test.each(["byDay", "bySecond"] as const)(
    "returns each contact once, whenever they were created, %s",
    async (mode) => {
      await fc.assert(
        fc.asyncProperty(ages, fc.integer({ min: 1, max: 9 }), async (created, concurrency) => {
          const client = workspace(created)[mode];
          const expected = await all(search(client));
          const list = search(client).inRanges({ by: "created_at", concurrency });
          const found = await all(list);
          expect(ids(found)).toEqual(ids(expected));
          expect(expected).toHaveLength(created.length);
          expect(list.checkpoint()).toMatchObject({ complete: true, items: created.length });
        }),
        { numRuns: 25 },
      );
    },
  );

  test("is read with as many cursors at the same time as concurrency states", async () => {
    let [atOnce, most] = [0, 0];
    const { sandbox } = workspace(Array.from({ length: 400 }, (_, index) => index * day));
    const client = createPreview({
      token: "token",
      rateLimit: false,
      fetch: async (url, init) => {
        atOnce += 1;
        most = Math.max(most, atOnce);
        await new Promise((resolve) => setTimeout(resolve, 2));
        const response = await sandbox.fetch(new Request(url, init as RequestInit));
        atOnce -= 1;
        return response;
      },
    });
    const list = search(client as never).inRanges({ by: "created_at", concurrency: 6 });
    expect(await all(list)).toHaveLength(400);
    expect(most).toBe(6);
  });

  test("shares uneven times among its cursors, with few more requests than one cursor needs", async () => {
    // Nine of ten contacts were created in one hour of one year.
    const uneven = Array.from({ length: 600 }, (_, index) =>
      index % 10 === 0 ? index * (day / 2) : 100 * day + index * 6,
    );
    const { sandbox } = workspace(uneven);
    // The requests of a round are answered at the same time.
    let [requests, rounds] = [0, 0];
    const waiting: (() => void)[] = [];
    const client = createPreview({
      token: "token",
      rateLimit: false,
      fetch: async (url, init) => {
        requests += 1;
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
          if (waiting.length > 1) return;
          rounds += 1;
          setTimeout(() => {
            for (const answer of waiting.splice(0)) answer();
          }, 4);
        });
        return sandbox.fetch(new Request(url, init as RequestInit));
      },
    });
    const list = search(client as never).inRanges({ by: "created_at", concurrency: 8 });
    expect(await all(list)).toHaveLength(600);
    const pages = 600 / 5;
    expect(requests).toBeLessThan(pages + 50);
    expect(rounds).toBeLessThan(pages / 3);
  });
});

describe("a search in ranges that is killed, and resumed each time", () => {
  test.each(["byDay", "bySecond"] as const)("leaves no contact out, %s", async (mode) => {
    const kills = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 5 });
    const ages = fc.array(fc.nat({ max: 300 * day }), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(ages, kills, async (created, plan) => {
        const client = workspace(created)[mode];
        const expected = ids(await all(search(client)));
        const open = (from: Checkpoint | undefined) =>
          search(client, byRole, 3).inRanges({ by: "created_at", concurrency: 3 }).resumeFrom(from);
        const { done } = await readWithKills(open, plan);
        expect(ids(done).sort()).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  test("goes on after a page with the checkpoint of that page", async () => {
    const { bySecond } = workspace(Array.from({ length: 30 }, (_, index) => index * day));
    const seen = new Set<string>();
    for await (const page of search(bySecond).inRanges({ by: "created_at" }).pages()) {
      for (const { id } of page.items) seen.add(id);
      const again = search(bySecond).inRanges({ by: "created_at" });
      const rest = ids(await all(again.resumeFrom(stored(page.checkpoint))));
      expect(rest).toHaveLength(30 - seen.size);
      expect(rest.filter((id) => seen.has(id))).toEqual([]);
    }
  });

  test("each page has the count of the whole search, also from a checkpoint on", async () => {
    const { bySecond } = workspace(Array.from({ length: 40 }, (_, index) => index * day));
    const open = () => search(bySecond).inRanges({ by: "created_at", concurrency: 4 });
    const progress: Progress[] = [];
    const list = open().withProgress((reached) => progress.push(reached));
    for await (const { totalCount, checkpoint } of list.pages()) {
      expect(totalCount).toBe(40);
      for await (const rest of open().resumeFrom(stored(checkpoint)).pages()) {
        expect(rest.totalCount).toBe(40);
        break;
      }
    }
    expect(progress.filter(({ hasChanged }) => hasChanged)).toEqual([]);
    expect(progress.at(-1)).toMatchObject({ items: 40, totalCount: 40 });
  });

  test("requests a failed page again with the next call", async () => {
    const { bySecond, sandbox } = workspace(Array.from({ length: 30 }, (_, index) => index * day));
    const route = "POST /contacts/search";
    const iterator = search(bySecond)
      .inRanges({ by: "created_at", concurrency: 2 })
      [Symbol.asyncIterator]();
    const found = [(await iterator.next()).value as Item];
    sandbox.faults.add({ route, times: 1, fault: { status: 400 } });
    let failures = 0;
    for (;;) {
      try {
        const { done, value } = await iterator.next();
        if (done) break;
        found.push(value);
      } catch (error) {
        failures += 1;
        expect(error).toMatchObject({ status: 400, checkpoint: { ranges: expect.any(Array) } });
      }
    }
    expect([failures, found.length]).toEqual([1, 30]);
  });
});

describe("the query of a range", () => {
  const leaf = (field: string) => ({ field, operator: "=", value: "x" });
  const low = { field: "created_at", operator: ">", value: expect.any(Number) };
  const high = { field: "created_at", operator: "<", value: expect.any(Number) };
  const and = (...value: unknown[]) => ({ operator: "AND", value });
  const or = (...value: unknown[]) => ({ operator: "OR", value });

  test.each([
    [undefined, and(low, high)],
    [leaf("a"), and(leaf("a"), low, high)],
    [and(leaf("a"), or(leaf("b"), leaf("c"))), and(leaf("a"), or(leaf("b"), leaf("c")), low, high)],
    [or(leaf("a"), leaf("b")), and(or(leaf("a"), leaf("b")), low, high)],
    [
      or(and(leaf("a"), leaf("b")), leaf("c"), or(leaf("d"), leaf("e"))),
      or(
        and(leaf("a"), leaf("b"), low, high),
        and(leaf("c"), low, high),
        and(leaf("d"), low, high),
        and(leaf("e"), low, high),
      ),
    ],
  ])("has two levels at most: %j", async (query, expected) => {
    const { client, requests } = api(() => ({ data: [{ id: "1", created_at: now - 9 * day }] }));
    const list = walk(client, "POST /contacts/search", { body: { query } }) as SearchList<unknown>;
    await all(list.inRanges({ by: "created_at" }));
    // The second request searches a single second.
    expect(requests[1]?.body?.["query"]).toEqual(expected);
    expect(requests[1]?.body?.["sort"]).toEqual({ field: "created_at", order: "ascending" });
  });

  test.each([
    [{ query: and(...Array.from({ length: 14 }, () => leaf("a"))) }, {}, "leave out filters"],
    [{ query: leaf("a"), sort: { field: "name" } }, {}, 'leave out "sort"'],
    [{ query: leaf("a"), pagination: { starting_after: "x" } }, {}, 'leave out "starting_after"'],
    [{ query: leaf("a") }, { by: "updated_at" }, 'needs { by: "created_at" }'],
    [{ query: leaf("a") }, { concurrency: 0 }, '"concurrency" must be a whole number'],
  ])("is refused before anything is sent: %j %j", (body, options, message) => {
    const { client, requests } = api(() => ({}));
    const list = walk(client, "POST /contacts/search", { body }) as SearchList<unknown>;
    const open = () => list.inRanges({ by: "created_at", ...(options as object) });
    expect(open).toThrow(ConfigError);
    expect(open).toThrow(message);
    expect(requests).toHaveLength(0);
  });

  test("an item without the time is an error, since its range is unknown", async () => {
    const { client } = api(() => ({ data: [{ id: "1", created_at: now }, { id: "2" }] }));
    const list = walk(client, "POST /contacts/search", { body: {} }) as SearchList<unknown>;
    const error = await failureOf(all(list.inRanges({ by: "created_at" })));
    expect(error).toMatchObject({
      problem: "list",
      message: expect.stringContaining("created_at"),
    });
  });

  test("aborts its first request when the caller's signal is aborted", async () => {
    const controller = new AbortController();
    const { client, requests } = api(({ signal }) => aborted(signal));
    const body = { query: leaf("a") };
    const list = walk(client, "POST /contacts/search", { body }, { signal: controller.signal });
    const ranges = (list as SearchList<unknown>).inRanges({ by: "created_at" });
    const failure = failureOf(all(ranges));
    await vi.waitFor(() => expect(requests).toHaveLength(1), { timeout: 60_000 });
    controller.abort();
    expect(await failure).toMatchObject({ name: "AbortError" });
  });
});
