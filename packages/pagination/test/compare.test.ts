import { ConfigError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { type CompareState, compare, type List, walk } from "@interkit/pagination";
import { createSandbox } from "@interkit/sandbox";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { api } from "./support/api.ts";

interface Item {
  readonly id: string;
}

const stored = (state: CompareState): CompareState => JSON.parse(JSON.stringify(state));

function workspace() {
  const sandbox = createSandbox();
  const client = createClient({
    token: "token",
    fetch: (url, init) => sandbox.fetch(new Request(url, init)),
    rateLimit: false,
    retry: false,
  });
  return {
    sandbox,
    client,
    companies: (per_page = 5, options = {}) =>
      walk(client as never, "GET /companies", { query: { per_page } }, options) as List<Item>,
    add: (company_id: string) => {
      const { id } = sandbox.seed.company({ company_id, name: company_id });
      sandbox.seed.contact({ role: "user", company_ids: [id] });
      return id;
    },
    rename: async (id: string, name: string) => {
      await client.PUT("/companies/{company_id}", {
        params: { path: { company_id: id } },
        body: { name } as never,
      });
    },
    remove: async (id: string) => {
      await client.DELETE("/companies/{company_id}", { params: { path: { company_id: id } } });
    },
  };
}

/** Runs a comparison to its end. */
async function run(list: List<Item>, state: CompareState | null) {
  const ids: string[] = [];
  let last = state;
  let removed: readonly string[] | undefined;
  let cost = { pages: 0, items: 0 };
  for await (const page of compare(list, { state })) {
    ids.push(...page.items.map(({ id }) => id));
    last = stored(page.state);
    removed = page.removed;
    cost = page.cost;
  }
  return { ids, state: last as CompareState, removed, cost };
}

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

  test("returns each change once, whenever it is killed", async () => {
    const round = fc.record({
      adds: fc.nat({ max: 7 }),
      removals: fc.array(fc.nat(), { maxLength: 3 }),
      kills: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }),
    });
    const rounds = fc.array(round, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(rounds, fc.integer({ min: 1, max: 6 }), async (plan, perPage) => {
        const { companies, add, remove } = workspace();
        const [present, gone]: [string[], string[]] = [[], []];
        const [seen, removed]: [string[], string[]] = [[], []];
        let state: CompareState | null = null;
        for (const [index, { adds, removals, kills }] of plan.entries()) {
          for (const removal of removals) {
            const [id] = present.splice(removal % Math.max(1, present.length), 1);
            if (id === undefined) continue;
            gone.push(id);
            await remove(id);
          }
          for (let count = 0; count < adds; count += 1) present.push(add(`c${index}.${count}`));
          for (const kill of [...kills, Number.POSITIVE_INFINITY]) {
            let pages = 0;
            for await (const page of compare(companies(perPage), { state })) {
              pages += 1;
              seen.push(...page.items.map(({ id }) => id));
              removed.push(...(page.removed ?? []));
              state = stored(page.state);
              if (pages === kill) break;
            }
          }
        }
        expect(seen.sort()).toEqual([...present, ...gone].sort());
        expect(removed.sort()).toEqual(gone.sort());
      }),
      { numRuns: 25 },
    );
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
