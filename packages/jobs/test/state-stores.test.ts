import type { Json } from "@interkit/jobs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { failedItem, openStore, progress, stores, take } from "./support/stores.ts";

describe.each(stores)("%s", (_, create) => {
  const open = () => openStore(create);

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
