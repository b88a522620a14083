import { ConfigError } from "@interkit/core";
import { type CompareState, compare, type List, walk } from "@interkit/pagination";
import { describe, expect, test, vi } from "vitest";
import { api } from "./support/api.ts";
import { type Item, run, workspace } from "./support/compare-workspace.ts";
import { stored } from "./support/stored.ts";

describe("compare", () => {
  test("returns what is new, what differs and what is gone, and what it cost", async () => {
    const { companies, add, rename, remove } = workspace();
    const ids = Array.from({ length: 12 }, (_, index) => add(`c${index}`));
    const one = await run(companies(), null);
    expect(one.ids.sort()).toEqual([...ids].sort());
    expect(one).toMatchObject({ removed: [], cost: { pages: 3, items: 12 } });
    expect(await run(companies(), one.state)).toMatchObject({ ids: [], removed: [] });
    await rename(ids[3] as string, "renamed");
    await remove(ids[7] as string);
    const added = add("new");
    const two = await run(companies(), one.state);
    expect(two.ids.sort()).toEqual([ids[3], added].sort());
    expect(two).toMatchObject({ removed: [ids[7]], cost: { pages: 3, items: 12 } });
    expect(JSON.stringify(two.state).length / 12).toBeLessThan(60);
  });

  test("reports what the program has from elsewhere, and the list does not have", async () => {
    const { companies, add, remove } = workspace();
    const [known, gone] = [add("known"), add("gone")];
    await remove(gone);
    for await (const { items, removed } of compare(companies(), {
      state: null,
      ids: [known, gone],
    })) {
      expect([items.map(({ id }) => id), removed]).toEqual([[known], [gone]]);
    }
  });

  test("reports nothing as removed when the list changed while it was read", async () => {
    const { companies, add, remove } = workspace();
    const ids = Array.from({ length: 12 }, (_, index) => add(`c${index}`));
    const { state } = await run(companies(), null);
    let last = state;
    const removed: unknown[] = [];
    const shifting = companies(5, { prefetch: 0 });
    for await (const page of compare(shifting, { state })) {
      // The pages after it shift by one.
      if (page.cost.pages === 1)
        await remove((page.state.found && Object.keys(page.state.found)[0]) as string);
      removed.push(page.removed);
      last = stored(page.state);
    }
    expect(removed.every((one) => one === undefined)).toBe(true);
    const next = await run(companies(), last);
    expect(next.removed).toHaveLength(1);
    expect(ids).toContain(next.removed?.[0]);
  });

  test("reports nothing as removed when as many were added as left out", async () => {
    const pages: Record<string, [string[], number]> = {
      // "a" is deleted after the first page, so that "c" moves to it; then "g" is added.
      1: [["a", "b"], 6],
      2: [["d", "e"], 5],
      3: [["f", "g"], 6],
    };
    const { client } = api(({ query }) => {
      const page = Number(query["page"] ?? 1);
      const [ids, total_count] = pages[page] as [string[], number];
      const data = ids.map((id) => ({ id }));
      return { data, total_count, pages: { page, per_page: 2, total_pages: 3 } };
    });
    const list = walk(client, "GET /companies", {}, { prefetch: 0 }) as List<Item>;
    const known = { a: "", b: "", c: "", d: "", e: "", f: "" };
    let state: CompareState = { ...list.checkpoint(), known };
    let removed: readonly string[] | undefined;
    // Killed after each page, so that the state has what was noticed.
    while (state.complete !== true) {
      for await (const page of compare(list, { state })) {
        state = stored(page.state);
        removed = page.removed;
        break;
      }
    }
    expect(removed).toBeUndefined();
    expect(Object.keys(state.known).sort()).toEqual(["a", "b", "c", "d", "e", "f", "g"]);
  });

  test("reads the list again, without what was found, where the server refuses the cursor", async () => {
    const { client, sandbox } = workspace();
    for (let index = 0; index < 9; index += 1) sandbox.seed.contact({ external_id: `x${index}` });
    const list = walk(client as never, "GET /contacts", { query: { per_page: 4 } }) as List<Item>;
    const ids: string[] = [];
    let state: CompareState | null = null;
    for await (const page of compare(list, { state })) {
      ids.push(...page.items.map(({ id }) => id));
      state = stored(page.state);
      break;
    }
    sandbox.faults.add({ route: "GET /contacts", times: 2, fault: { status: 400 } });
    // A failure of the first page is thrown.
    await expect(run(list, state)).rejects.toMatchObject({ status: 400 });
    sandbox.faults.add({ route: "GET /contacts", times: 1, fault: { status: 400 } });
    const rest = await run(list, state);
    expect([...ids, ...rest.ids]).toHaveLength(9);
    expect(rest.removed).toEqual([]);
  });

  test("ends after the page in hand when its budget is used, and is continued", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    try {
      const { companies, add } = workspace();
      for (let index = 0; index < 23; index += 1) add(`c${index}`);
      const counts: number[] = [];
      const ids: string[] = [];
      let state: CompareState | null = null;
      while (state?.complete !== true) {
        let pages = 0;
        for await (const page of compare(companies(), { state, budgetMs: 1000 })) {
          pages += 1;
          ids.push(...page.items.map(({ id }) => id));
          state = stored(page.state);
          vi.advanceTimersByTime(600);
        }
        counts.push(pages);
      }
      expect([counts, ids.length]).toEqual([[2, 2, 1], 23]);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("compare refuses", () => {
  const { client, requests } = api(() => ({ data: [{ name: "x" }] }));
  const list = walk(client, "GET /contacts") as List<Item>;
  const key = { ...list.checkpoint(), known: {} };

  test.each([
    ["no options", undefined, "compare needs { state }"],
    ["another option", { state: null, overlapMs: 1 }, 'may not have "overlapMs"'],
    ["a budget of nothing", { state: null, budgetMs: 0 }, '"budgetMs" must be a number'],
    ["another value", { state: "x" }, "this is not its state"],
    ["the state of since", { state: { ...key, known: undefined, seen: {} } }, "not its state"],
    ["the state of another list", { state: { ...key, route: "GET /tags" } }, "is one of GET /tags"],
    ["other arguments", { state: { ...key, arguments: "" } }, "other arguments"],
  ])("%s, before anything is sent", (_, options, message) => {
    const begin = () => compare(list, options as never);
    expect(begin).toThrow(ConfigError);
    expect(begin).toThrow(message);
    expect(requests).toHaveLength(0);
  });

  test("items without an id", async () => {
    await expect(run(list, null)).rejects.toMatchObject({ problem: "list" });
  });
});
