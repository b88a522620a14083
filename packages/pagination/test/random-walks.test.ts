import { ApiError, type Checkpoint, ConnectionError, ResponseError } from "@interkit/core";
import { type LazyList, type ListOptions, type Progress, walk } from "@interkit/pagination";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeClock, until } from "../../core/test/support/virtual-time.ts";
import { api, type ReceivedRequest } from "./support/api.ts";
import { stored } from "./support/stored.ts";

interface Item {
  readonly id: number;
}

/** How a list reads the place of a request, and states its next page. */
interface Paging {
  readonly start: (request: ReceivedRequest, size: number) => number;
  readonly next: (start: number, size: number) => unknown;
}

const pagination = ({ body }: ReceivedRequest) =>
  body?.["pagination"] as { readonly starting_after?: string } | undefined;

const pagings = {
  "GET /contacts": {
    start: ({ query }) => Number(query["starting_after"] ?? 0),
    next: (start) => ({ starting_after: String(start) }),
  },
  "POST /contacts/search": {
    start: (request) => Number(pagination(request)?.starting_after ?? 0),
    next: (start) => ({ starting_after: String(start) }),
  },
  "GET /companies": {
    start: ({ query }, size) => (Number(query["page"] ?? 1) - 1) * size,
    next: (start, size) => `https://api.intercom.io/companies?page=${start / size + 1}`,
  },
  "GET /events": {
    start: ({ query }) => Number(query["before"] ?? 0),
    next: (start) => `https://api.intercom.io/events?before=${start}`,
  },
} as const satisfies Record<string, Paging>;
type Route = keyof typeof pagings;
const routes = Object.keys(pagings) as Route[];

/** What happens to one request: how long it takes, and how it fails. */
interface Fate {
  readonly latencyMs: number;
  readonly failure: "500" | "reset" | "broken" | undefined;
}

interface World {
  readonly count: number;
  readonly size: number;
  readonly fates: readonly Fate[];
  readonly options: ListOptions;
}

const world: fc.Arbitrary<World> = fc.record({
  count: fc.nat({ max: 25 }),
  size: fc.integer({ min: 1, max: 6 }),
  fates: fc.array(
    fc.record({
      latencyMs: fc.nat({ max: 2_000 }),
      failure: fc.option(fc.constantFrom("500" as const, "reset" as const, "broken" as const), {
        nil: undefined,
        freq: 4,
      }),
    }),
    { maxLength: 15 },
  ),
  options: fc.record({
    prefetch: fc.nat({ max: 2 }),
    concurrency: fc.integer({ min: 1, max: 5 }),
  }),
});

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A list in that world; `change` may change its items before a request is answered. */
function serve(route: Route, { count, size, fates, options }: World, change?: Change) {
  const { start, next }: Paging = pagings[route];
  const items: Item[] = Array.from({ length: count }, (_, id) => ({ id }));
  const { client } = api(async (request, number) => {
    const { latencyMs = 0, failure } = fates[number - 1] ?? {};
    await wait(latencyMs);
    change?.(items, number);
    if (failure === "500")
      return Response.json({ type: "error.list", errors: [] }, { status: 500 });
    if (failure === "reset") throw new TypeError("terminated");
    if (failure === "broken") return new Response('{"data": [', { status: 200 });
    const from = start(request, size);
    const end = from + size;
    const page = items.slice(from, end);
    const isLast = end >= items.length;
    const pages = {
      next: isLast ? null : next(end, size),
      ...(route === "GET /companies" && {
        page: from / size + 1,
        per_page: size,
        total_pages: Math.ceil(items.length / size),
      }),
    };
    return { data: page, events: page, pages, total_count: items.length };
  });
  const body = route.startsWith("POST") ? { query: {} } : undefined;
  return () => walk(client, route, { body }, options) as LazyList<Item>;
}

type Change = (items: Item[], request: number) => void;

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

function isExpected(error: unknown): error is Error & { readonly checkpoint: Checkpoint } {
  return (
    error instanceof ApiError || error instanceof ConnectionError || error instanceof ResponseError
  );
}

beforeEach(() => fakeClock(Date.UTC(2026, 8, 7)));
afterEach(() => vi.useRealTimers());

describe("with random latencies and failures, and killed at random items", () => {
  test.each(routes)("a walk of %s returns each item, in order", async (route) => {
    const kills = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 5 });
    const run = async (world: World, kills: number[], resumesAfterError: boolean) => {
      const open = serve(route, world);
      const returned: number[] = [];
      const failures = world.fates.filter(({ failure }) => failure !== undefined).length;
      let errors = 0;
      let from: Checkpoint | undefined;
      for (const kill of [...kills, Number.POSITIVE_INFINITY]) {
        let list = open().resumeFrom(from);
        let iterator = list[Symbol.asyncIterator]();
        for (let taken = 0; taken < kill; ) {
          try {
            const { done, value } = await iterator.next();
            from = stored(list.checkpoint());
            if (done) break;
            taken += 1;
            // The item that was in hand when the walk was killed comes again.
            if (returned.at(-1) === value.id) returned.pop();
            returned.push(value.id);
          } catch (error) {
            if (!isExpected(error)) throw error;
            errors += 1;
            from = stored(error.checkpoint);
            if (!resumesAfterError) continue;
            list = open().resumeFrom(from);
            iterator = list[Symbol.asyncIterator]();
          }
        }
      }
      expect(returned).toEqual(numbers(world.count));
      expect(from).toMatchObject({ complete: true, items: world.count });
      expect(errors).toBeLessThanOrEqual(failures);
    };
    await fc.assert(
      fc.asyncProperty(world, kills, fc.boolean(), (...given) => until(run(...given))),
      { numRuns: 60 },
    );
  });
});

describe("a list that shifts while it is walked", () => {
  /** Before which requests items are added, or removed, at which places. */
  const shifts = fc.record({
    kind: fc.constantFrom("add" as const, "remove" as const),
    at: fc.dictionary(
      fc.integer({ min: 1, max: 8 }).map(String),
      fc.array(fc.nat({ max: 25 }), { minLength: 1, maxLength: 4 }),
      { maxKeys: 3 },
    ),
  });

  test.each(routes)(
    "%s: the items are those that are there, or the change of the list is reported",
    async (route) => {
      let reported = 0;
      const run = async (
        world: World,
        { kind, at }: { kind: string; at: Record<string, number[]> },
      ) => {
        let newId = 100;
        const removed = new Set<number>();
        const calm = {
          ...world,
          fates: world.fates.map((fate) => ({ ...fate, failure: undefined })),
        };
        const open = serve(route, calm, (items, request) => {
          for (const place of at[String(request)] ?? []) {
            if (kind === "add") items.splice(place % (items.length + 1), 0, { id: newId++ });
            else for (const { id } of items.splice(place % (items.length || 1), 1)) removed.add(id);
          }
        });
        let last: Progress | undefined;
        const seen: number[] = [];
        let error: unknown;
        try {
          for await (const { id } of open().withProgress((progress) => {
            last = progress;
          }))
            seen.push(id);
        } catch (failure) {
          error = failure;
        }
        // An item that was there all the time.
        const kept = numbers(world.count).filter((id) => !removed.has(id));
        const isWhole = kept.every((id) => seen.includes(id)) && new Set(seen).size === seen.length;
        if (!isWhole) {
          reported += 1;
          if (error === undefined) expect(last).toMatchObject({ hasChanged: true });
          else expect(error).toMatchObject({ problem: "list", checkpoint: expect.anything() });
        }
      };
      await fc.assert(
        fc.asyncProperty(world, shifts, (...given) => until(run(...given))),
        { numRuns: 150 },
      );
      expect(reported).toBeGreaterThan(0);
    },
  );
});
