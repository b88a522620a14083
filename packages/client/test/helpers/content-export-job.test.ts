import {
  type ContentExportOptions,
  contentExport,
  ExportError,
} from "@interkit/client/helpers/content-export";
import { InterkitError, RateLimitError, TimeoutError } from "@interkit/core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { collect, fakeClock, now, period, readRows, startSandbox } from "../support/exports.ts";
import { passTime } from "../support/pass-time.ts";

beforeEach(fakeClock);
afterEach(() => void vi.useRealTimers());

const failureOf = (promise: Promise<unknown>) =>
  passTime(promise).then(
    () => undefined,
    (error: unknown) => error,
  );

test("a second export of a workspace is refused, unless it waits for the first", async () => {
  const { intercom, sent } = startSandbox();
  await passTime(Promise.resolve(intercom.dataExports.create(period)));
  const error = await failureOf(contentExport(intercom, period).wait());
  expect(error).toBeInstanceOf(RateLimitError);
  expect(error).toMatchObject({ reason: "busy" });
  const steps: string[] = [];
  const exported = contentExport(intercom, period, {
    whenBusy: "wait",
    onProgress: ({ step }) => void steps.push(step),
  });
  expect(await readRows(exported)).toHaveLength(1);
  expect(steps.slice(0, 2)).toEqual(["slot", "slot"]);
  expect(steps).toContain("done");
  // The first one ends a minute after it started, since no other program reads it.
  expect(Date.now() / 1000 - now).toBeGreaterThanOrEqual(60);
  expect(sent("dataExports.create")).toBeLessThan(15);
});

test("a wait for another export ends with the refusal, when its time is over", async () => {
  const { intercom } = startSandbox();
  await passTime(Promise.resolve(intercom.dataExports.create(period)));
  const options = { whenBusy: "wait", timeoutMs: 20_000 } as const;
  expect(await failureOf(contentExport(intercom, period, options).wait())).toMatchObject({
    reason: "busy",
  });
  expect(Date.now() / 1000 - now).toBeCloseTo(20, 0);
});

test("a wait whose time is over can be repeated, and starts no other job", async () => {
  const { intercom, sent } = startSandbox();
  const exported = contentExport(intercom, period, { timeoutMs: 600 });
  const error = await failureOf(exported.wait());
  expect(error).toBeInstanceOf(TimeoutError);
  expect(error).toMatchObject({ timeoutMs: 600, message: expect.stringMatching(/The export \w+/) });
  expect(await readRows(exported)).toHaveLength(1);
  expect(sent("dataExports.create")).toBe(1);
});

/** Aborts an export while its job is pending. */
async function abortPending(options: ContentExportOptions) {
  const { sandbox, intercom, sent } = startSandbox();
  const controller = new AbortController();
  const { signal } = controller;
  const exported = contentExport(intercom, period, { ...options, signal });
  const rows = collect(exported.rows());
  rows.catch(() => {});
  while (exported.jobIdentifier === undefined) await vi.advanceTimersByTimeAsync(0);
  controller.abort(new Error("enough"));
  const error = await failureOf(rows);
  expect(error).toMatchObject({ name: "AbortError" });
  const state = intercom.dataExports.get(exported.jobIdentifier);
  return { sandbox, intercom, exported, sent, state: await passTime(Promise.resolve(state)) };
}

test("an abort cancels the job, when that is wanted", async () => {
  const { exported, sent, intercom, state } = await abortPending({ cancelOnAbort: true });
  expect(state.status).toBe("canceled");
  expect(sent("dataExports.cancel")).toBe(1);
  // The slot is free.
  expect(await readRows(contentExport(intercom, period))).toHaveLength(1);
  expect(exported.jobIdentifier).toBeDefined();
});

test("without that, the job goes on, and another process resumes it", async () => {
  const { exported, sent, intercom, state } = await abortPending({});
  expect(state.status).not.toBe("canceled");
  const resumed = contentExport(intercom, period, { resume: exported.jobIdentifier });
  expect(resumed.jobIdentifier).toBe(exported.jobIdentifier);
  expect(await readRows(resumed)).toHaveLength(1);
  expect([sent("dataExports.create"), sent("dataExports.cancel")]).toEqual([1, 0]);
});

test("an abort while the job is started cancels it too, and one before sends nothing", async () => {
  const { sandbox, intercom, sent } = startSandbox();
  const controller = new AbortController();
  const options = { cancelOnAbort: true, signal: controller.signal };
  const waited = failureOf(contentExport(intercom, period, options).wait());
  controller.abort();
  expect(await waited).toMatchObject({ name: "AbortError" });
  const isStarted = sent("dataExports.create");
  expect(sent("dataExports.cancel")).toBe(isStarted);
  sandbox.requests.clear();
  const after = await failureOf(contentExport(intercom, period, options).wait());
  expect(after).toMatchObject({ name: "AbortError" });
  expect(sandbox.requests.list()).toEqual([]);
});

test("an abort while another export is waited for starts none", async () => {
  const { intercom, sent } = startSandbox();
  await passTime(Promise.resolve(intercom.dataExports.create(period)));
  const controller = new AbortController();
  const exported = contentExport(intercom, period, {
    whenBusy: "wait",
    cancelOnAbort: true,
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  expect(await failureOf(exported.wait())).toMatchObject({ name: "AbortError" });
  expect(sent("dataExports.create")).toBe(2);
});

test("the id of a new job is stored before the wait begins", async () => {
  const { intercom, sent } = startSandbox();
  const stored: string[] = [];
  const onStarted = async (id: string) => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(sent("dataExports.get")).toBe(0);
    stored.push(id);
  };
  const exported = contentExport(intercom, period, { onStarted });
  await passTime(exported.wait());
  expect(stored).toEqual([exported.jobIdentifier]);
  await passTime(contentExport(intercom, period, { resume: stored[0], onStarted }).wait());
  expect(stored).toHaveLength(1);
  const refused = contentExport(intercom, period, {
    onStarted: () => Promise.reject(new Error("disk full")),
  });
  expect(await failureOf(refused.wait())).toMatchObject({ message: "disk full" });
});

test("an id that Intercom does not know is an ExportError", async () => {
  const { intercom, sent } = startSandbox();
  const exported = contentExport(intercom, period, { resume: "job0" });
  const error = await failureOf(collect(exported.rows()));
  expect(error).toBeInstanceOf(ExportError);
  expect(error).toBeInstanceOf(InterkitError);
  expect(error).toMatchObject({ kind: "export", reason: "not-found", jobIdentifier: "job0" });
  expect(error).toMatchObject({ message: expect.stringContaining("Start a new one") });
  expect(sent("dataExports.create")).toBe(0);
});

test("a file that has expired is an ExportError", async () => {
  const { sandbox, intercom } = startSandbox();
  const exported = contentExport(intercom, period);
  await passTime(exported.wait());
  vi.setSystemTime(Date.now() + 3 * 86_400_000);
  sandbox.seed.receipt({ contact_id: sandbox.seed.contact({}).id });
  expect(await failureOf(collect(exported.rows()))).toMatchObject({
    reason: "expired",
    message: expect.stringContaining("two days"),
  });
});

test("a job that others cancel is an ExportError", async () => {
  const { intercom } = startSandbox();
  const exported = contentExport(intercom, period, {
    onStarted: async (id) => void (await intercom.dataExports.cancel(id)),
  });
  const error = await failureOf(exported.wait());
  expect(error).toMatchObject({ reason: "canceled", jobIdentifier: exported.jobIdentifier });
});
