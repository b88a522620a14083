import {
  fileState,
  JobError,
  type Json,
  memoryState,
  type Progress,
  type StateStore,
} from "@interkit/jobs";
import fc from "fast-check";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { engines, temporaryPath } from "./support/files.ts";

/** The stores that the package has, each with a function that makes an empty one. */
const stores: readonly (readonly [name: string, create: () => StateStore])[] = [
  ["memoryState", memoryState],
  ...engines.map(
    (engine) => [`fileState with ${engine}`, () => fileState(temporaryPath(), { engine })] as const,
  ),
];

const progress: Progress = {
  mark: { after: "10" },
  isComplete: false,
  counts: { done: 10, gone: 0, failed: 0, incomplete: 0 },
  startedAt: 1_700_000_000,
};

function failedItem(key: string, item: Json = { id: key }, attempts = 3) {
  return { key, item, reason: "503", attempts, failedAt: 1_700_000_001 };
}

describe.each(stores)("%s", (_, create) => {
  function open() {
    const store = create();
    onTestFinished(() => store.close());
    return store;
  }

  /** A lease that the store has to grant. */
  async function take(store: StateStore, job = "backfill", ttlMs = 60_000) {
    const lease = await store.acquire(job, ttlMs);
    if (lease === undefined) throw new Error(`another owner has ${job}`);
    return lease;
  }

  test("has nothing of a job that never ran", async () => {
    const store = open();
    expect(await store.progress("backfill")).toBeUndefined();
    expect(await store.failed("backfill", { limit: 10 })).toEqual([]);
  });

  test("has no progress of a job that has a lease alone", async () => {
    const store = open();
    await take(store);
    expect(await store.progress("backfill")).toBeUndefined();
  });

  test("returns the progress that was committed last", async () => {
    const store = open();
    const lease = await take(store);
    await store.commit(lease, { progress });
    await store.commit(lease, { progress: { ...progress, mark: "20", isComplete: true } });
    await store.commit(lease, { failed: [failedItem("1")] });
    expect(await store.progress("backfill")).toEqual({ ...progress, mark: "20", isComplete: true });
  });

  test("keeps a progress that has no mark yet, and one of null", async () => {
    const store = open();
    const lease = await take(store);
    await store.commit(lease, { progress: { ...progress, mark: undefined } });
    expect((await store.progress("backfill"))?.mark).toBeUndefined();
    await store.commit(lease, { progress: { ...progress, mark: null } });
    expect((await store.progress("backfill"))?.mark).toBeNull();
  });

  test("keeps several jobs apart", async () => {
    const store = open();
    const one = await take(store, "one");
    const two = await take(store, "two");
    await store.commit(one, { progress, failed: [failedItem("1")] });
    await store.commit(two, { progress: { ...progress, mark: "two" }, failed: [failedItem("2")] });
    await store.commit(two, { resolved: ["1"] });
    expect((await store.progress("one"))?.mark).toEqual({ after: "10" });
    expect((await store.progress("two"))?.mark).toBe("two");
    expect(await store.failed("one", { limit: 10 })).toEqual([failedItem("1")]);
    expect(await store.failed("two", { limit: 10 })).toEqual([failedItem("2")]);
  });

  test("grants the lease of a job to one owner at a time", async () => {
    const store = open();
    const leases = await Promise.all(Array.from({ length: 5 }, () => store.acquire("a", 60_000)));
    expect(leases.filter((lease) => lease !== undefined)).toHaveLength(1);
  });

  test("grants a lease again once it is released or has expired, with a greater token", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    const store = open();
    const first = await take(store);
    await store.release(first);
    const second = await take(store);
    vi.setSystemTime(Date.now() + 59_999);
    expect(await store.acquire("backfill", 60_000)).toBeUndefined();
    vi.setSystemTime(Date.now() + 1);
    const third = await take(store);
    expect(first.token).toBeLessThan(second.token);
    expect(second.token).toBeLessThan(third.token);
  });

  test("extends a lease that is renewed, also when it has expired and no other owner took it", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    const store = open();
    const lease = await take(store);
    vi.setSystemTime(Date.now() + 50_000);
    expect(await store.renew(lease, 60_000)).toBe(true);
    vi.setSystemTime(Date.now() + 50_000);
    expect(await store.acquire("backfill", 60_000)).toBeUndefined();
    vi.setSystemTime(Date.now() + 50_000);
    expect(await store.renew(lease, 60_000)).toBe(true);
    expect(await store.acquire("backfill", 60_000)).toBeUndefined();
  });

  test("refuses what an earlier owner writes, renews or releases", async () => {
    const store = open();
    const late = await take(store, "backfill", 1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const current = await take(store);
    const change = { progress, failed: [failedItem("late")] };
    await expect(store.commit(late, change)).rejects.toThrow(JobError);
    await expect(store.commit(late, change)).rejects.toMatchObject({
      job: "backfill",
      reason: "lease-lost",
    });
    expect(await store.renew(late, 60_000)).toBe(false);
    await store.release(late);
    expect(await store.acquire("backfill", 60_000)).toBeUndefined();
    expect(await store.progress("backfill")).toBeUndefined();
    expect(await store.failed("backfill", { limit: 10 })).toEqual([]);
    await store.commit(current, { progress });
    expect(await store.progress("backfill")).toEqual(progress);
  });

  test("refuses what an owner writes or renews after its release", async () => {
    const store = open();
    const lease = await take(store);
    await store.release(lease);
    await expect(store.commit(lease, { progress })).rejects.toMatchObject({ reason: "lease-lost" });
    expect(await store.renew(lease, 60_000)).toBe(false);
    expect(await store.progress("backfill")).toBeUndefined();
  });

  test("replaces a failed item of the same key, and removes those that are resolved", async () => {
    const store = open();
    const lease = await take(store);
    await store.commit(lease, { failed: ["1", "2", "3"].map((key) => failedItem(key)) });
    await store.commit(lease, { failed: [failedItem("2", "new", 6)], resolved: ["3", "none"] });
    expect(await store.failed("backfill", { limit: 10 })).toEqual([
      failedItem("1"),
      failedItem("2", "new", 6),
    ]);
  });

  test("keeps records by key, apart from failed items and from other jobs", async () => {
    const store = open();
    const lease = await take(store);
    const other = await take(store, "other");
    const keys = ["", "a", "a b", "b", "\u0000"];
    const records = keys.map((key) => ({ key, value: { of: key } }));
    await store.commit(lease, { records, failed: [failedItem("a")] });
    await store.commit(other, { records: [{ key: "a", value: null }] });
    await store.commit(lease, {
      records: [
        { key: "b", value: "new" },
        { key: "a b", value: undefined },
        { key: "none", value: undefined },
      ],
    });
    const first = await store.records("backfill", { limit: 3 });
    expect(first).toEqual([
      { key: "", value: { of: "" } },
      { key: "\u0000", value: { of: "\u0000" } },
      { key: "a", value: { of: "a" } },
    ]);
    expect(await store.records("backfill", { limit: 3, after: "a" })).toEqual([
      { key: "b", value: "new" },
    ]);
    expect(await store.records("other", { limit: 3 })).toEqual([{ key: "a", value: null }]);
    expect(await store.records("none", { limit: 3 })).toEqual([]);
    await store.release(lease);
    const late = store.commit(lease, { records: [{ key: "late", value: 1 }] });
    await expect(late).rejects.toMatchObject({ reason: "lease-lost" });
    expect(await store.records("backfill", { limit: 9 })).toHaveLength(4);
  });

  test("has the owner of a lease that is in force", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    const store = open();
    expect(await store.owner("backfill")).toBeUndefined();
    const lease = await store.acquire("backfill", 1_000, "process 1");
    expect(await store.acquire("backfill", 1_000, "process 2")).toBeUndefined();
    expect(await store.owner("backfill")).toBe("process 1");
    vi.setSystemTime(Date.now() + 1_000);
    expect(await store.owner("backfill")).toBeUndefined();
    const next = await store.acquire("backfill", 1_000);
    expect(await store.owner("backfill")).toBeUndefined();
    if (lease && next) await store.release(next);
    expect(await store.owner("backfill")).toBeUndefined();
  });

  test("a page of failed items begins behind a key", async () => {
    const store = open();
    const lease = await take(store);
    const keys = ["", " ", '"', "10", "9", "a", "a b", "ab", "b"];
    await store.commit(lease, { failed: keys.toReversed().map((key) => failedItem(key)) });
    const read: string[] = [];
    for (const expected of [2, 2, 2, 2, 1, 0]) {
      const page = await store.failed("backfill", { limit: 2, after: read.at(-1) });
      expect(page).toHaveLength(expected);
      read.push(...page.map(({ key }) => key));
    }
    expect(read).toEqual(keys);
  });

  test("keeps each JSON value, key and name of a job as it is", async () => {
    const anyText = fc.string({ unit: "binary" });
    const anyJson = fc.jsonValue({ stringUnit: "binary" }) as fc.Arbitrary<Json>;
    const given = fc.uniqueArray(fc.tuple(anyText, anyJson), { selector: ([key]) => key });
    const store = open();
    const property = fc.asyncProperty(anyText, anyText, anyJson, given, async (...values) => {
      const [job, reason, mark, entries] = values;
      const lease = await take(store, job);
      const failed = entries.map(([key, item]) => ({ ...failedItem(key, item), reason }));
      await store.commit(lease, { progress: { ...progress, mark }, failed });
      const read = await store.failed(job, { limit: 100 });
      expect(asJson(await store.progress(job))).toEqual(asJson({ ...progress, mark }));
      expect(read.map(asJson)).toEqual(failed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(asJson));
      await store.commit(lease, { resolved: entries.map(([key]) => key) });
      await store.release(lease);
    });
    const odd = "a\0b\ud800c\udfff \u2028 \ufffe 💥";
    await fc.assert(property, {
      numRuns: 60,
      examples: [[odd, odd, { [odd]: odd }, [[odd, odd]]]],
    });
  });
});

/** JSON has no negative zero. */
const asJson = <T>(value: T): T => JSON.parse(JSON.stringify(value));
