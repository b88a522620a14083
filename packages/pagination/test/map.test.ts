import { ConfigError } from "@interkit/core";
import { walk } from "@interkit/pagination";
import { describe, expect, test } from "vitest";
import { all, api, failureOf, tenContacts } from "./support/api.ts";

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const list = () => walk(tenContacts().client, "GET /contacts");

describe("map", () => {
  test("calls the function with each item, its index and a signal, one at a time", async () => {
    let running = 0;
    const mapped = list().map(async (item, { index, signal }) => {
      running += 1;
      await wait(1);
      expect([running, signal.aborted]).toEqual([1, false]);
      running -= 1;
      return [item, index];
    });
    expect(await all(mapped)).toEqual(numbers(10).map((item) => [item, item]));
  });

  test("calls it only for results that are taken", async () => {
    const called: unknown[] = [];
    const mapped = list().map((item) => called.push(item));
    await mapped.first();
    await all(mapped.take(2));
    for await (const _ of mapped) break;
    await wait(5);
    expect(called).toEqual([0, 0, 1, 0]);
  });

  test("with a concurrency runs so many calls, never more, in the order of the items", async () => {
    let [running, most] = [0, 0];
    const mapped = list().map(
      async (item) => {
        running += 1;
        most = Math.max(most, running);
        await wait(20 - Number(item) * 2);
        running -= 1;
        return item;
      },
      { concurrency: 3 },
    );
    expect(await all(mapped)).toEqual(numbers(10));
    expect(most).toBe(3);
  });

  test("unordered returns results as they are ready", async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const mapped = list().map(
      async (item) => {
        if (item === 0) await released;
        if (item === 3) release();
        return item;
      },
      { concurrency: 2, ordered: false },
    );
    const results = await all(mapped);
    expect(results.indexOf(0)).toBeGreaterThan(1);
    expect([...results].sort()).toEqual(numbers(10));
  });

  test("throws the failure of the function in its place, and goes on with the next call", async () => {
    const failure = new Error("no");
    const iterator = list()
      .map(
        (item) => {
          if (item === 1) throw failure;
          return item;
        },
        { concurrency: 4 },
      )
      [Symbol.asyncIterator]();
    expect(await iterator.next()).toMatchObject({ value: 0 });
    expect(await failureOf(iterator.next())).toBe(failure);
    expect(await iterator.next()).toMatchObject({ value: 2 });
  });

  test("throws the failure of a page after the results before it", async () => {
    const { client } = api((_, count) =>
      count === 1
        ? { data: [0, 1], pages: { next: { starting_after: "2" } } }
        : Response.json({}, { status: 500 }),
    );
    const iterator = walk(client, "GET /contacts")
      .map((item) => wait(5).then(() => item), { concurrency: 4 })
      [Symbol.asyncIterator]();
    expect(await iterator.next()).toMatchObject({ value: 0 });
    expect(await iterator.next()).toMatchObject({ value: 1 });
    expect(await failureOf(iterator.next())).toMatchObject({ status: 500 });
  });

  test("aborts the signal of its calls when the iteration is left", async () => {
    const signals: AbortSignal[] = [];
    const mapped = list().map((_, { signal }) => signals.push(signal), { concurrency: 3 });
    for await (const _ of mapped) break;
    expect(signals.map(({ aborted }) => aborted)).toContain(true);
  });

  test.each([
    [undefined, {}],
    [(item: unknown) => item, { concurrency: 0 }],
    [(item: unknown) => item, { concurrency: 1.5 }],
  ])("refuses %o %o", (call, options) => {
    expect(() => list().map(call as () => void, options)).toThrow(ConfigError);
  });
});
