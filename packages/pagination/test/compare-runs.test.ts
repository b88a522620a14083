import {
  type ChangedItem,
  type CompareState,
  compare,
  type List,
  type SearchList,
  type SyncState,
  since,
  walk,
} from "@interkit/pagination";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contacts, type Item, workspace } from "./support/compare-workspace.ts";
import { stored } from "./support/stored.ts";

describe("compare", () => {
  test("returns the same changes of a search as since", async () => {
    const changes = fc.array(fc.array(fc.nat({ max: 14 }), { maxLength: 6 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(changes, async (rounds) => {
        const { client, sandbox, rename } = contacts();
        const ids = Array.from(
          { length: 15 },
          (_, index) => sandbox.seed.contact({ role: "user", external_id: `x${index}` }).id,
        );
        const body = {
          query: { field: "role", operator: "=", value: "user" },
          pagination: { per_page: 4 },
        };
        const list = walk(client as never, "POST /contacts/search", { body }) as never;
        let compared: CompareState | null = null;
        let synced: SyncState | null = null;
        for (const changed of [[], ...rounds]) {
          for (const index of changed) await rename(ids[index] as string);
          const [found, same]: [Set<string>, Set<string>] = [new Set(), new Set()];
          for await (const page of compare(list as List<Item>, { state: compared })) {
            for (const { id } of page.items) found.add(id);
            compared = stored(page.state);
          }
          for await (const page of since(list as SearchList<ChangedItem>, { state: synced })) {
            for (const { id } of page.items) same.add(id);
            synced = page.state;
          }
          expect(same).toEqual(found);
        }
      }),
      { numRuns: 20 },
    );
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
