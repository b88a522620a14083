import { ApiError, type Checkpoint, ConnectionError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { createClient as createPreview } from "@interkit/core/preview";
import { type SearchList, walk } from "@interkit/pagination";
import { createSandbox } from "@interkit/sandbox";
import fc from "fast-check";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { fakeClock, until } from "../../core/test/support/virtual-time.ts";
import { stored } from "./support/stored.ts";

const now = Date.UTC(2026, 8, 7, 12);
const day = 86_400;

interface Item {
  readonly id: string;
}

/** How long a request takes, and how it fails. */
interface Fate {
  readonly latencyMs: number;
  readonly failure: "500" | "reset" | undefined;
}

const fates = fc.array(
  fc.record({
    latencyMs: fc.nat({ max: 2_000 }),
    failure: fc.option(fc.constantFrom("500" as const, "reset" as const), {
      nil: undefined,
      freq: 3,
    }),
  }),
  { maxLength: 20 },
);
const ages = fc.array(fc.oneof(fc.nat({ max: 300 * day }), fc.nat({ max: 3 })), { maxLength: 30 });

/** What happens to the contacts before a request is answered. */
type Change = { readonly add: number } | { readonly remove: number } | undefined;

const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.option(
    fc.oneof(fc.record({ add: fc.nat({ max: 300 * day }) }), fc.record({ remove: fc.nat() })),
    { nil: undefined },
  ),
  { maxLength: 12 },
);

/** Opens a search in ranges of contacts that are so many seconds old. */
function serve(
  create: typeof createClient,
  ages: readonly number[],
  fates: readonly Fate[],
  changes: readonly Change[] = [],
) {
  const sandbox = createSandbox({ clock: () => now });
  const seed = (age: number) =>
    sandbox.seed.contact({ role: "user", created_at: now / 1000 - age }).id;
  /** The contacts that are there all the time. */
  const expected = ages.map(seed);
  const change = async (to: Change) => {
    if (to === undefined) return;
    if ("add" in to) return void seed(to.add);
    const [id] = expected.splice(to.remove % (expected.length || 1), 1);
    if (id === undefined) return;
    const headers = { Authorization: "Bearer token", "Intercom-Version": "2.16" };
    await sandbox.fetch(`https://api.intercom.io/contacts/${id}`, { method: "DELETE", headers });
  };
  let requests = 0;
  const client = create({
    token: "token",
    rateLimit: false,
    retry: false,
    fetch: async (url, init) => {
      const number = requests++;
      await change(changes[number]);
      const { latencyMs = 0, failure } = fates[number] ?? {};
      await new Promise((resolve) => setTimeout(resolve, latencyMs));
      if (failure === "reset") throw new TypeError("terminated");
      if (failure === "500") return Response.json({ errors: [] }, { status: 500 });
      return sandbox.fetch(new Request(url, init as RequestInit));
    },
  });
  const body = {
    query: { field: "role", operator: "=", value: "user" },
    pagination: { per_page: 3 },
  };
  const open = (concurrency: number) =>
    (walk(client, "POST /contacts/search", { body }) as unknown as SearchList<Item>).inRanges({
      by: "created_at",
      concurrency,
    });
  return { open, expected };
}

const versions = [
  ["by the day", createClient],
  ["by the second", createPreview as unknown as typeof createClient],
] as const;

// The sandbox reads the description of a version once, while the clock is real.
beforeAll(async () => {
  for (const [, create] of versions) await serve(create, [], []).open(1).first();
});
beforeEach(() => fakeClock(now));
afterEach(() => vi.useRealTimers());

test.each(versions)(
  "with random latencies and failures, a search in ranges that compares %s returns each item once",
  async (_, create) => {
    const run = async (
      ages: number[],
      fates: Fate[],
      concurrency: number,
      resumesAfterError: boolean,
    ) => {
      const { open, expected } = serve(create, ages, fates);
      const found: string[] = [];
      let list = open(concurrency);
      let iterator = list[Symbol.asyncIterator]();
      for (;;) {
        try {
          const { done, value } = await iterator.next();
          if (done) break;
          found.push(value.id);
        } catch (error) {
          if (!(error instanceof ApiError || error instanceof ConnectionError)) throw error;
          if (!resumesAfterError) continue;
          list = open(concurrency).resumeFrom(stored(error.checkpoint as Checkpoint));
          iterator = list[Symbol.asyncIterator]();
        }
      }
      expect(found.sort()).toEqual(expected.sort());
      expect(list.checkpoint()).toMatchObject({ complete: true, items: ages.length });
    };
    await fc.assert(
      fc.asyncProperty(ages, fates, fc.integer({ min: 1, max: 6 }), fc.boolean(), (...given) =>
        until(run(...given)),
      ),
      { numRuns: 60 },
    );
  },
);

test.each(versions)(
  "while contacts are added and deleted, a search in ranges that compares %s returns each that stays once",
  async (_, create) => {
    const run = async (ages: number[], changes: Change[], fates: Fate[], concurrency: number) => {
      const calm = fates.map((fate) => ({ ...fate, failure: undefined }));
      const { open, expected } = serve(create, ages, calm, changes);
      const found: string[] = [];
      try {
        for await (const { id } of open(concurrency)) found.push(id);
      } catch (error) {
        // An addition to the pages that were read and a deletion behind them leave the count as it was, so
        // that the list seems to end early.
        const isAmbiguous = ["add", "remove"].every((kind) =>
          changes.some((change) => change !== undefined && kind in change),
        );
        expect([isAmbiguous, String(error)]).toEqual([
          true,
          expect.stringContaining("although it counts"),
        ]);
        return;
      }
      expect(new Set(found).size).toBe(found.length);
      expect(expected.filter((id) => !found.includes(id))).toEqual([]);
    };
    await fc.assert(
      fc.asyncProperty(ages, changes, fates, fc.integer({ min: 1, max: 6 }), (...given) =>
        until(run(...given)),
      ),
      { numRuns: 60 },
    );
  },
);
