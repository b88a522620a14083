import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import {
  type ContentExportOptions,
  contentExport,
  type ExportProgress,
} from "@interkit/client/helpers/content-export";
import { ConfigError } from "@interkit/core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createFolder } from "../support/downloads.ts";
import { fakeClock, now, period, readRows, startSandbox } from "../support/exports.ts";
import { passTime } from "../support/pass-time.ts";

beforeEach(fakeClock);
afterEach(() => void vi.useRealTimers());

test("the rows come from one job, by column, as text", async () => {
  const { sandbox, intercom, id, sent } = startSandbox();
  const exported = contentExport(intercom, period);
  expect(exported.jobIdentifier).toBeUndefined();
  const [row, ...others] = await readRows(exported);
  expect(others).toEqual([]);
  expect(row).toMatchObject({
    user_id: id,
    email: "ada@example.com",
    name: 'Ada "A",\nLovelace',
    content_title: "Welcome",
    received_at: String(now),
    company_id: "-1",
    first_open: "",
    receipt_id: expect.stringMatching(/^\d+$/),
  });
  expect(exported.jobIdentifier).toMatch(/^\w+$/);
  expect(sandbox.requests.list().map(({ operation }) => operation)).toEqual([
    "dataExports.create",
    "dataExports.get",
    "dataExports.get",
    "dataExports.download",
  ]);
  expect(await readRows(exported)).toEqual([row]);
  expect([sent("dataExports.create"), sent("dataExports.download")]).toEqual([1, 2]);
});

test("both ends of the period count, as Dates or in seconds", async () => {
  const { intercom } = startSandbox();
  const count = async (after: Date | number, before: Date | number) => {
    const exported = contentExport(intercom, {
      created_at_after: after,
      created_at_before: before,
    });
    return (await readRows(exported)).length;
  };
  expect(await count(new Date(now * 1000), now)).toBe(1);
  expect(await count(now + 1, new Date((now + 60) * 1000))).toBe(0);
});

test("an export without data has no rows, and its file is empty", async () => {
  const { intercom, sent } = startSandbox();
  const exported = contentExport(intercom, { created_at_after: 0, created_at_before: 1 });
  const file = path.join(await createFolder(), "receipts.csv");
  await writeFile(file, "of yesterday");
  expect(await readRows(exported)).toEqual([]);
  expect(await exported.saveTo(file)).toBe(0);
  expect(await readFile(file, "utf8")).toBe("");
  expect(await exported.wait()).toEqual({
    jobIdentifier: exported.jobIdentifier,
    hasData: false,
    expiresAt: undefined,
  });
  expect(sent("dataExports.download")).toBe(0);
});

test("a saved file is CSV, and not compressed", async () => {
  const { intercom } = startSandbox();
  const exported = contentExport(intercom, period);
  const file = path.join(await createFolder(), "receipts.csv");
  await passTime(exported.wait());
  const size = await exported.saveTo(file);
  const text = await readFile(file, "utf8");
  expect(Buffer.byteLength(text)).toBe(size);
  expect(text).toMatch(/^user_id,user_external_id,.*\r\n.*"Ada ""A"",\nLovelace".*\r\n$/s);
});

test("the progress has the status of the job, then bytes and rows", async () => {
  const { intercom } = startSandbox();
  const steps: ExportProgress[] = [];
  const onProgress = (progress: ExportProgress) => {
    steps.push(progress);
    throw new Error("a mistake in a log line");
  };
  const exported = contentExport(intercom, period, { onProgress });
  await readRows(exported);
  const { jobIdentifier } = exported;
  const before = { step: "job", jobIdentifier, bytes: 0, rows: 0 };
  expect(steps.slice(0, 3)).toEqual([
    { ...before, status: "pending" },
    { ...before, status: "in_progress" },
    { ...before, status: "completed" },
  ]);
  const [first, last] = [steps[3], steps.at(-1)];
  expect(first).toMatchObject({ step: "download", jobIdentifier, rows: 0 });
  expect(last).toMatchObject({ step: "done", jobIdentifier, rows: 1 });
  expect(last?.bytes).toBeGreaterThan(100);
});

test("when the file can be downloaded until is in the result of the wait", async () => {
  const { intercom } = startSandbox();
  const { hasData, expiresAt } = await passTime(contentExport(intercom, period).wait());
  expect(hasData).toBe(true);
  expect(expiresAt?.getTime()).toBeGreaterThan((now + 2 * 86_400) * 1000 - 1);
});

test.each<[string, unknown, unknown, RegExp]>([
  ["no period", {}, {}, /needs "created_at_after", a Date or Unix seconds, and got undefined/],
  ["a typo", { ...period, created_after: 1 }, {}, /no option "created_after"/],
  ["milliseconds", { ...period, created_at_before: 1.7e12 }, {}, /"created_at_before" in mill/],
  ["text", { ...period, created_at_after: "2026-01-01" }, {}, /got a value of type string/],
  ["an invalid Date", { ...period, created_at_after: new Date("") }, {}, /an invalid Date/],
  ["a period that ends before it starts", { ...period, created_at_after: now * 2 }, {}, /later/],
  ["an unknown option", period, { whenbusy: "wait" }, /no option "whenbusy", only .*whenBusy/],
  ["an unknown choice", period, { whenBusy: true }, /"whenBusy" .* must be "throw" or "wait"/],
  ["an empty id", period, { resume: "" }, /"resume" .* must be the id of a job/],
  ["a callback that is none", period, { onStarted: "log" }, /"onStarted" .* must be a function/],
  ["a time that is none", period, { timeoutMs: -1 }, /"timeoutMs" .* must be a number/],
  ["a word for a boolean", period, { cancelOnAbort: "yes" }, /"cancelOnAbort" .* true or false/],
])("%s is refused before anything is sent", (_, given, options, message) => {
  const { sandbox, intercom } = startSandbox();
  const start = () =>
    contentExport(intercom, given as typeof period, options as ContentExportOptions);
  expect(start).toThrow(ConfigError);
  expect(start).toThrow(message);
  expect(sandbox.requests.list()).toEqual([]);
});
