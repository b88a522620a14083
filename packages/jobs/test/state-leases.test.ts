import { JobError } from "@interkit/jobs";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { failedItem, openStore, progress, stores, take } from "./support/stores.ts";

describe.each(stores)("a lease in %s", (_, create) => {
  const open = () => openStore(create);

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

  test("has the owner of a lease that is in force", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    const store = open();
    expect(await store.owner("backfill")).toBeUndefined();
    const lease = await store.acquire("backfill", 1_000, "process 1");
    expect(await store.acquire("backfill", 1_000, "process 2")).toBeUndefined();
    expect(await store.owner("backfill")).toEqual({ name: "process 1", endsInMs: 1_000 });
    vi.setSystemTime(Date.now() + 1_000);
    expect(await store.owner("backfill")).toBeUndefined();
    const next = await store.acquire("backfill", 1_000);
    expect(await store.owner("backfill")).toEqual({ name: undefined, endsInMs: 1_000 });
    if (lease && next) await store.release(next);
    expect(await store.owner("backfill")).toBeUndefined();
  });
});
