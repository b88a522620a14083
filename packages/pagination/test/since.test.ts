import { type SearchList, type SyncState, since, walk } from "@interkit/pagination";
import { describe, expect, test, vi } from "vitest";
import { api } from "./support/api.ts";
import { stored } from "./support/stored.ts";
import { change, day, type Item, run, start, workspace } from "./support/sync-workspace.ts";

describe.each(["byDay", "bySecond"] as const)("a search that compares times %s", (mode) => {
  test("returns everything in the first run, and then what changed", async () => {
    const { search, add, advance } = workspace();
    const first = add(12, (index) => start - index * day);
    const one = await run(search(mode), null);
    expect(one.ids.sort()).toEqual(first.sort());
    expect(one.state).toMatchObject({ mark: start - 600, route: "POST /contacts/search" });
    expect(one.state.unfinished).toBeUndefined();
    advance(3600);
    const second = add(7, (index) => start + 60 * index);
    const two = await run(search(mode), one.state);
    expect(two.ids).toEqual(second);
    expect((await run(search(mode), two.state)).ids).toEqual([]);
  });

  test("begins at `from` in a first run without a state", async () => {
    const { search, add } = workspace();
    const [, recent] = [add(3, () => start - 9 * day), add(2, () => start - day)];
    const from = new Date((start - day) * 1000);
    expect((await run(search(mode), null, { from })).ids.sort()).toEqual(recent.sort());
  });

  test("requests again what a search finds late", async () => {
    const { search, add, advance } = workspace(120_000);
    add(3, () => start - day);
    advance(3600);
    const { state } = await run(search(mode), null);
    const [late] = add(1, () => start + 3590);
    const early = await run(search(mode), state);
    expect(early.ids).toEqual([]);
    advance(300);
    const two = await run(search(mode), early.state);
    expect(two.ids).toEqual([late]);
    advance(60);
    expect((await run(search(mode), two.state)).ids).toEqual([]);
  });

  test("ends after the page in hand when its budget is used, and is continued", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    try {
      const { search, add } = workspace();
      const all = add(23, (index) => start - 900 - index);
      const ids: string[] = [];
      let state: SyncState | null = null;
      const counts: number[] = [];
      do {
        let pages = 0;
        for await (const page of since(search(mode), { state, budgetMs: 1000 })) {
          pages += 1;
          ids.push(...page.items.map(({ id }) => id));
          state = stored(page.state);
          vi.advanceTimersByTime(600);
        }
        counts.push(pages);
      } while (state?.unfinished !== undefined);
      expect(counts).toEqual([2, 2, 1]);
      expect(ids.sort()).toEqual(all.sort());
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("a run", () => {
  test("returns an item again that changes while it runs", async () => {
    const { sandbox, search, add, advance } = workspace();
    const ids = add(12, (index) => start - 9000 + index);
    const seen: string[] = [];
    let state: SyncState | null = null;
    for await (const page of since(search("bySecond"), { state })) {
      seen.push(...page.items.map(({ id }) => id));
      state = stored(page.state);
      if (seen.length !== 5) continue;
      advance(10);
      await change(sandbox, ids[0] as string);
      await change(sandbox, ids[11] as string);
    }
    advance(3600);
    const next = await run(search("bySecond"), state);
    // The last one was not read yet when it changed, so that the next run returns it.
    expect(seen).toEqual(ids.filter((id) => id !== ids[11]));
    expect(next.ids.sort()).toEqual([ids[0], ids[11]].sort());
  });

  test("returns an item again that changes twice in a second, once before it is read", async () => {
    const { sandbox, search, add } = workspace();
    const [id] = add(1, () => start - day);
    await change(sandbox, id as string, "one");
    const { state } = await run(search("bySecond"), null);
    await change(sandbox, id as string, "two");
    expect((await run(search("bySecond"), state)).ids).toEqual([id]);
  });

  test("needs one small request when nothing changed", async () => {
    const { search, add, advance, requests } = workspace();
    add(3, () => start - 9 * day);
    const { state } = await run(search("bySecond"), null);
    advance(30 * day);
    requests.length = 0;
    const { ids, pages } = await run(search("bySecond"), state);
    expect([ids, pages]).toEqual([[], 1]);
    expect(requests.map(({ pagination }) => pagination)).toEqual([{ per_page: 1 }]);
  });

  test("requests two small responses and a page, and keeps no more than it needs", async () => {
    const { search, add, requests, advance } = workspace();
    add(40, (index) => start - 9 * day - index);
    const { state } = await run(search("bySecond"), null);
    advance(3600);
    add(3, () => start + 60);
    requests.length = 0;
    const { state: next } = await run(search("bySecond"), state);
    expect(requests).toHaveLength(3);
    expect(next.seen).toEqual({});
  });

  test("returns nothing twice when the server's clock is set back by minutes", async () => {
    const { search, add, advance } = workspace();
    add(20, (index) => start - 60 * index);
    let { state } = await run(search("bySecond"), null);
    for (const seconds of [-120, 60, -240]) {
      advance(seconds);
      const next = await run(search("bySecond"), state);
      expect(next.ids).toEqual([]);
      state = next.state;
    }
  });

  test("misses nothing when the server's clock is set back by an hour", async () => {
    const { search, add, advance } = workspace();
    add(5, (index) => start - 60 * index);
    const one = await run(search("bySecond"), null);
    advance(-3600);
    const [changed] = add(1, () => start - 3590);
    advance(60);
    const two = await run(search("bySecond"), one.state);
    const three = await run(search("bySecond"), two.state);
    expect([...two.ids, ...three.ids]).toContain(changed);
  });

  test.each([1, 2])(
    "begins when the first item alone cannot be read, in request %i",
    async (failing) => {
      const { sandbox, search, add } = workspace();
      const all = add(8, (index) => start - day + index);
      const route = "POST /contacts/search";
      const fault = { status: 404 };
      sandbox.faults.add({ route, skip: failing - 1, times: 1, fault });
      const one = await run(search("bySecond"), null);
      expect([one.ids, one.state.mark]).toEqual([all, start - 600]);
    },
  );

  test("goes on with pages of another size", async () => {
    const { search, add } = workspace();
    const all = add(20, (index) => start - 900 - index);
    const ids: string[] = [];
    let state: SyncState | null = null;
    for await (const page of since(search("byDay", 3), { state })) {
      ids.push(...page.items.map(({ id }) => id));
      state = stored(page.state);
      break;
    }
    const rest = await run(search("byDay", 8), state);
    expect([...ids, ...rest.ids].sort()).toEqual(all.sort());
  });

  test("has a mark by the times of the items, where the server states no time", async () => {
    const { client } = api(({ body }) => {
      const first = JSON.stringify(body).includes(String(start - 1));
      return first
        ? { data: [] }
        : { data: [{ id: "1", updated_at: start }], pages: { next: null } };
    });
    const list = walk(client, "POST /contacts/search", { body: {} }) as unknown as SearchList<Item>;
    const { ids, state } = await run(list, null);
    expect([ids, state.mark]).toEqual([["1"], start - 600]);
  });
});
