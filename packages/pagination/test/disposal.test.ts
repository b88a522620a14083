import { walk } from "@interkit/pagination";
import { describe, expect, test } from "vitest";
import { api } from "./support/api.ts";

const never = new Promise<never>(() => {});

/** Lets all that is ready run. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

/** A list whose first page arrives, and no other. */
function contacts() {
  return api(async ({ query }) => {
    if (query["starting_after"] !== undefined) await never;
    return { data: [0, 1], total_count: 4, pages: { next: { starting_after: "1" } } };
  });
}

describe("await using, at the end of its block,", () => {
  test("ends an iteration, and aborts what was requested ahead", async () => {
    const { client, requests } = contacts();
    let used: AsyncIterator<unknown>;
    {
      await using iterator = walk(client, "GET /contacts")[Symbol.asyncIterator]();
      used = iterator;
      await iterator.next();
      await settle();
      expect(requests.map(({ signal }) => signal.aborted)).toEqual([false, false]);
    }
    expect(requests.map(({ signal }) => signal.aborted)).toEqual([false, true]);
    expect(await used.next()).toEqual({ done: true, value: undefined });
  });

  test("ends the iterations of a list over items, pages and a stream", async () => {
    const { client, requests } = contacts();
    const left: AsyncIterator<unknown>[] = [];
    {
      await using list = walk(client, "GET /contacts");
      left.push(list[Symbol.asyncIterator](), list.pages()[Symbol.asyncIterator]());
      for (const iterator of left) await iterator.next();
      const reader = list.stream().getReader();
      await reader.read();
      await settle();
      expect(requests).toHaveLength(6);
    }
    const aborted = requests.filter(({ signal }) => signal.aborted);
    expect(aborted.map(({ search }) => search)).toEqual(Array(3).fill("starting_after=1"));
    for (const iterator of left) expect(await iterator.next()).toMatchObject({ done: true });
  });

  test("ends the calls of map that run", async () => {
    const { client } = contacts();
    const signals: AbortSignal[] = [];
    {
      await using mapped = walk(client, "GET /contacts").map(
        async (item, { signal }) => {
          signals.push(signal);
          if (item === 1) await never;
        },
        { concurrency: 2 },
      );
      await mapped[Symbol.asyncIterator]().next();
    }
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  });

  test("leaves a list that can be iterated again", async () => {
    const { client } = contacts();
    const list = walk(client, "GET /contacts");
    {
      await using used = list;
      await used[Symbol.asyncIterator]().next();
    }
    expect(await list.first()).toBe(0);
  });
});
