import { ApiError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { type ListNotice, type ListOptions, paginate } from "@interkit/pagination";
import { createSandbox } from "@interkit/sandbox";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeClock, until } from "../../core/test/support/virtual-time.ts";
import { all, api, failureOf } from "./support/api.ts";

const route = "GET /companies/scroll";
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A workspace with so many companies, and what counts the requests of its scrolls. */
function workspace(companies: number) {
  const sandbox = createSandbox();
  for (let n = 0; n < companies; n += 1) sandbox.seed.company({ company_id: `c${n}` });
  let requests = 0;
  const client = createClient({
    token: "token",
    retry: false,
    fetch: async (url, init) => {
      requests += 1;
      return sandbox.fetch(new Request(url, init as RequestInit));
    },
  });
  const open = (options: ListOptions = {}) => paginate(client, route, {}, options);
  return { open, sandbox, requests: () => requests };
}

// The sandbox reads the description of a version once, while the clock is real.
beforeAll(async () => {
  await workspace(1).open().first();
});
beforeEach(() => fakeClock(Date.UTC(2026, 8, 7)));
afterEach(() => vi.useRealTimers());

describe("a scroll with a slow reader", () => {
  /** Reads items, each for a second: a page takes 100, and the scroll expires after 60. */
  async function readSlowly(items: AsyncIterable<unknown>): Promise<number> {
    let count = 0;
    for await (const _ of items) {
      count += 1;
      await wait(1_000);
    }
    return count;
  }

  test("is read ahead, so that it does not expire", async () => {
    expect(await until(readSlowly(workspace(350).open()))).toBe(350);
  });

  test("expires without reading ahead, with an error that has a checkpoint", async () => {
    const error = await until(failureOf(readSlowly(workspace(350).open({ prefetch: 0 }))));
    expect(error).toMatchObject({ status: 404, checkpoint: { pages: 1, items: 100 } });
  });

  test("has a page requested each half minute, after the first two", async () => {
    const { open, requests } = workspace(1_000);
    const first = open()[Symbol.asyncIterator]().next();
    await vi.advanceTimersByTimeAsync(100);
    await first;
    const counts: number[] = [];
    for (let halfMinute = 0; halfMinute < 4; halfMinute += 1) {
      await vi.advanceTimersByTimeAsync(30_000);
      counts.push(requests());
    }
    expect(counts).toEqual([3, 4, 5, 6]);
  });

  test("is read ahead by fifty pages at most", async () => {
    const { open, requests } = workspace(6_000);
    await until(open()[Symbol.asyncIterator]().next());
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect(requests()).toBeGreaterThan(50);
    expect(requests()).toBeLessThan(55);
  });

  test("goes on when pages of a full buffer are taken", async () => {
    const { open } = workspace(6_000);
    const iterator = open()[Symbol.asyncIterator]();
    await until(iterator.next());
    await vi.advanceTimersByTimeAsync(23 * 60_000);
    const rest = (async () => {
      let count = 1;
      // A page takes 45 seconds, longer than the pause between two requests.
      for (; !(await iterator.next()).done; await wait(450)) count += 1;
      return count;
    })();
    expect(await until(rest)).toBe(6_000);
  });

  test("has no page requested that a limit does not reach, and none after it is left", async () => {
    const { open, requests } = workspace(350);
    expect(await until(readSlowly(open().take(150)))).toBe(150);
    expect(requests()).toBe(2);
    await vi.advanceTimersByTimeAsync(60_000);
    for await (const _ of open()) {
      await vi.advanceTimersByTimeAsync(0);
      break;
    }
    const before = requests();
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(requests()).toBe(before);
  });
});

describe("another scroll of the workspace", () => {
  test("is an error with a checkpoint, by default", async () => {
    const { open } = workspace(150);
    await until(open({ prefetch: 0 }).first());
    const error = await until(failureOf(open().first()));
    expect(error).toMatchObject({ code: "scroll_exists", checkpoint: { pages: 0, items: 0 } });
  });

  test("is waited for with onScrollBusy, and reported once", async () => {
    const { open } = workspace(150);
    await until(open({ prefetch: 0 }).first());
    const notices: ListNotice[] = [];
    const onNotice = (notice: ListNotice) => void notices.push(notice);
    const started = Date.now();
    expect(await until(all(open({ onScrollBusy: "wait", onNotice })))).toHaveLength(150);
    expect(Date.now() - started).toBeGreaterThan(50_000);
    expect(Date.now() - started).toBeLessThan(75_000);
    expect(notices).toMatchObject([{ kind: "scroll-busy", route, error: expect.any(ApiError) }]);
  });

  test("that goes on is waited for five minutes at most", async () => {
    const refusal = { type: "error.list", errors: [{ code: "scroll_exists" }] };
    const { client, requests } = api(() => Response.json(refusal, { status: 400 }));
    const started = Date.now();
    const list = paginate(client, route, {}, { onScrollBusy: "wait" });
    expect(await until(failureOf(list.first()))).toMatchObject({ code: "scroll_exists" });
    expect(Date.now() - started).toBeGreaterThan(280_000);
    expect(Date.now() - started).toBeLessThanOrEqual(300_000);
    expect(requests.length).toBeLessThan(40);
  });

  test("is not waited for when the signal is aborted, or the iteration is left", async () => {
    const { open, requests } = workspace(150);
    await until(open({ prefetch: 0 }).first());
    const controller = new AbortController();
    const { signal } = controller;
    const aborted = failureOf(open({ onScrollBusy: "wait", signal }).first());
    const iterator = open({ onScrollBusy: "wait" })[Symbol.asyncIterator]();
    const left = iterator.next();
    await vi.advanceTimersByTimeAsync(500);
    const before = requests();
    controller.abort();
    await iterator.return();
    expect(await until(aborted)).toMatchObject({ name: "AbortError" });
    expect(await until(left)).toEqual({ done: true, value: undefined });
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(requests()).toBe(before);
  });
});

describe("a scroll that was lost", () => {
  const lost = { kind: "reset", applied: true } as const;

  test("starts again with onScrollExpired, and dedupe leaves out what came before", async () => {
    const { open, sandbox } = workspace(250);
    const notices: ListNotice[] = [];
    const onNotice = (notice: ListNotice) => void notices.push(notice);
    const list = open({ onScrollExpired: "restart", dedupe: "id", onNotice });
    const iterator = list[Symbol.asyncIterator]();
    const ids = new Set<string>();
    const read = (async () => {
      let count = 0;
      for await (const { id } of { [Symbol.asyncIterator]: () => iterator }) {
        count += 1;
        if (count === 1) sandbox.faults.add({ route, times: 1, fault: lost });
        ids.add(id);
      }
      return count;
    })();
    expect(await until(read)).toBe(250);
    expect(ids.size).toBe(250);
    expect(notices).toMatchObject([
      { kind: "scroll-restarted", checkpoint: { pages: 1, items: 100 } },
      { kind: "scroll-busy", checkpoint: { pages: 0, items: 0 } },
    ]);
    expect(list.checkpoint()).toMatchObject({ complete: true });
  });

  test("starts again where its first response was lost", async () => {
    const { open, sandbox } = workspace(250);
    sandbox.faults.add({ route, times: 1, fault: { status: 503 } });
    sandbox.faults.add({ route, times: 1, fault: lost });
    const list = open({ onScrollExpired: "restart" });
    expect(await until(all(list))).toHaveLength(250);
    sandbox.faults.add({ route, times: 1, fault: { status: 503 } });
    expect(await until(failureOf(all(open())))).toMatchObject({ status: 503 });
  });

  test("starts again three times at most, and is an error then", async () => {
    const { open, sandbox } = workspace(250);
    const notices: string[] = [];
    const list = open({
      onScrollExpired: "restart",
      onNotice: ({ kind }) => void notices.push(kind),
    });
    const read = (async () => {
      let count = 0;
      for await (const page of list.pages()) {
        count += page.items.length;
        sandbox.faults.add({ route, times: 1, fault: lost });
        await wait(61_000);
      }
      return count;
    })();
    const error = await until(failureOf(read));
    expect(error).toMatchObject({ kind: "connection", checkpoint: { items: 100 } });
    expect(notices.filter((kind) => kind === "scroll-restarted")).toHaveLength(3);
  });

  test("is an error where it was refused, or where nothing requests a new start", async () => {
    const { open, sandbox } = workspace(250);
    const pages = open({ onScrollExpired: "restart", prefetch: 0 }).pages()[Symbol.asyncIterator]();
    await until(pages.next());
    sandbox.faults.add({ route, times: 1, fault: { status: 403 } });
    expect(await until(failureOf(pages.next()))).toMatchObject({ status: 403 });
    await vi.advanceTimersByTimeAsync(61_000);
    const usual = open({ prefetch: 0 }).pages()[Symbol.asyncIterator]();
    await until(usual.next());
    sandbox.faults.add({ route, times: 1, fault: lost });
    expect(await until(failureOf(usual.next()))).toMatchObject({ kind: "connection" });
  });
});
