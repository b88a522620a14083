import { readFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { createIntercom as createOld } from "@interkit/client/2.15";
import { createIntercom } from "@interkit/client/2.16";
import {
  ExportError,
  type ReportingExportOptions,
  reportingExport,
} from "@interkit/client/helpers/reporting-export";
import { createIntercom as createPreview } from "@interkit/client/preview";
import { ConfigError, RateLimitError } from "@interkit/core";
import { createSandbox } from "@interkit/sandbox";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { tar } from "../support/archives.ts";
import { createFolder } from "../support/downloads.ts";
import { collect, fakeClock, now, readRows } from "../support/exports.ts";
import { passTime } from "../support/pass-time.ts";

beforeEach(fakeClock);
afterEach(() => void vi.useRealTimers());

const request = {
  dataset_id: "call",
  attribute_ids: ["call.call_id", "call.call_state"],
  start_time: now - 86_400,
  end_time: new Date((now + 86_400) * 1000),
  app_id: "abc12345",
  client_id: "3f1c8a52-6d0e-4b7a-9c41-5e2f7d8b9a60",
} as const;

function start() {
  const sandbox = createSandbox({ clock: () => Date.now() });
  const { id } = sandbox.seed.call({ phone: "+441632960123" });
  const options = { token: "any", fetch: sandbox.fetch };
  const operations = () => sandbox.requests.list().map(({ operation }) => operation);
  return { sandbox, id, intercom: createIntercom(options), options, operations };
}

const failureOf = (promise: Promise<unknown>) =>
  passTime(promise).then(
    () => undefined,
    (error: unknown) => error,
  );

test("the rows have the ids that were requested, in which the file has names", async () => {
  const { id, intercom, operations } = start();
  const exported = reportingExport(intercom, request);
  const rows = await readRows(exported);
  expect(rows).toEqual([{ "call.call_id": id, "call.call_state": expect.any(String) }]);
  expect(operations()).toEqual([
    "reportingDataExports.datasets.list",
    "reportingDataExports.enqueue",
    "reportingDataExports.get",
    "reportingDataExports.get",
    "reportingDataExports.download",
  ]);
});

test("its file is saved as CSV, with the names of Intercom", async () => {
  const { id, intercom } = start();
  const exported = reportingExport(intercom, request, { columns: "file" });
  await passTime(exported.wait());
  expect(await collect(exported.rows())).toMatchObject([{ "Call ID": id }]);
  const file = path.join(await createFolder(), "calls.csv");
  await exported.saveTo(file);
  expect(await readFile(file, "utf8")).toMatch(/^Call ID,Call state\r\n/);
});

test("up to version 2.15, attributes have short ids", async () => {
  const { id, options } = start();
  const [old, preview] = [createOld(options), createPreview(options)];
  vi.useRealTimers();
  await old.reportingDataExports.datasets.list().collect({ limit: 1 });
  await preview.reportingDataExports.datasets.list().collect({ limit: 1 });
  vi.useFakeTimers({ now: now * 1000 });
  const short = { ...request, attribute_ids: ["call_id"] };
  expect(await readRows(reportingExport(old, short))).toEqual([{ call_id: id }]);
  const full = { ...request, attribute_ids: ["call.call_id"] };
  expect(await readRows(reportingExport(old, full))).toEqual([{ "call.call_id": id }]);
  expect(await readRows(reportingExport(preview, full))).toHaveLength(1);
});

test.each([
  ["a short id", "call_id", /no attribute "call_id"; use "call.call_id"/],
  ["another prefix", "standard.call_id", /use "call.call_id"/],
  ["a typo", "call.call_sate", /use "call.call_state"/],
  ["a word", "rating", /no attribute "rating"; reportingDataExports.datasets.list/],
])("%s that is no attribute is refused before a job is started", async (_, attribute, message) => {
  const { intercom, operations } = start();
  const attribute_ids = ["call.call_id", attribute];
  const error = await failureOf(reportingExport(intercom, { ...request, attribute_ids }).wait());
  expect(error).toBeInstanceOf(ConfigError);
  expect(error).toMatchObject({ message: expect.stringMatching(message) });
  expect(operations()).toEqual(["reportingDataExports.datasets.list"]);
});

test("a dataset that does not exist is refused, with the most similar one", async () => {
  const { intercom } = start();
  const exported = reportingExport(intercom, { ...request, dataset_id: "calls" });
  expect(await failureOf(exported.wait())).toMatchObject({
    kind: "config",
    message: expect.stringMatching(/no dataset "calls", only call, conversation.*use "call"/),
  });
});

test("a sixth pending export is refused, unless it waits for a slot", async () => {
  const { intercom } = start();
  const { app_id, client_id, ...body } = request;
  const given = { ...body, attribute_ids: ["call.call_id"], end_time: now };
  for (let jobs = 0; jobs < 5; jobs++) {
    await passTime(Promise.resolve(intercom.reportingDataExports.enqueue(given)));
  }
  const error = await failureOf(reportingExport(intercom, request).wait());
  expect(error).toBeInstanceOf(RateLimitError);
  expect(error).toMatchObject({ reason: "busy" });
  expect(await readRows(reportingExport(intercom, request, { whenBusy: "wait" }))).toHaveLength(1);
});

test("a job is resumed by its id", async () => {
  const { intercom, operations } = start();
  let stored = "";
  const onStarted = (id: string) => {
    stored = id;
  };
  await passTime(reportingExport(intercom, request, { onStarted }).wait());
  expect(await readRows(reportingExport(intercom, request, { resume: stored }))).toHaveLength(1);
  expect(operations().filter((one) => one === "reportingDataExports.enqueue")).toHaveLength(1);
  const unknown = reportingExport(intercom, request, { resume: "job0" });
  expect(await failureOf(unknown.wait())).toBeInstanceOf(ExportError);
});

/** A client whose download is this file. */
function startWithFile(file: Uint8Array) {
  const { options } = start();
  const intercom = createIntercom({
    ...options,
    layers: [
      (next) => async (sent) => {
        if (!sent.url.includes("/download/")) return next(sent);
        const headers = { "content-type": "application/octet-stream" };
        return new Response(new Uint8Array(file), { headers });
      },
    ],
  });
  return (given: ReportingExportOptions = {}) =>
    readRows(reportingExport(intercom, request, given));
}

test.each([
  ["full ids", "call.call_state,call.call_id\nx,1\n"],
  ["short ids", "call_id,call_state\n1,x\n"],
  ["names", "Call ID,Call state\n1,x\n"],
])("columns that the file names by %s are found, in any order", async (_, text) => {
  const rows = [{ "call.call_id": "1", "call.call_state": "x" }];
  expect(await startWithFile(Buffer.from(text))()).toEqual(rows);
  expect(await startWithFile(gzipSync(tar({ "part/1.csv": text })))()).toEqual(rows);
});

test("a column that the file does not have is an error, and one that it has besides is kept", async () => {
  const read = startWithFile(Buffer.from("call_id,state\n1,x\n"));
  await expect(read()).rejects.toThrow(
    /no column of it is "call.call_state"; with columns: "file"/,
  );
  expect(await read({ columns: "file" })).toEqual([{ call_id: "1", state: "x" }]);
  const more = startWithFile(Buffer.from("call_id,call_state,extra\n1,x,y\n"));
  expect(await more()).toEqual([{ "call.call_id": "1", "call.call_state": "x", extra: "y" }]);
});

test("the parts of an archive are read one after another", async () => {
  const parts = { "1.csv": "call_id,call_state\n1,x\n", "2.csv": "call_id,call_state\n2,y\n" };
  expect(await startWithFile(gzipSync(tar(parts)))()).toEqual([
    { "call.call_id": "1", "call.call_state": "x" },
    { "call.call_id": "2", "call.call_state": "y" },
  ]);
});

test.each<[string, object, object, RegExp]>([
  ["no dataset", { dataset_id: undefined }, {}, /needs "dataset_id", and got undefined/],
  ["an empty id", { app_id: "" }, {}, /needs "app_id"/],
  ["no attributes", { attribute_ids: [] }, {}, /needs "attribute_ids", a list with an id/],
  ["an attribute twice", { attribute_ids: ["a.b", "a.b"] }, {}, /"a.b" more than once/],
  ["milliseconds", { start_time: 1.7e12 }, {}, /"start_time" in milliseconds/],
  ["a time that ends before it starts", { end_time: 1 }, {}, /later than "end_time"/],
  ["a typo", { app: "x" }, {}, /no option "app", only dataset_id/],
  ["an option of another export", {}, { cancelOnAbort: true }, /no option "cancelOnAbort"/],
  ["an unknown choice", {}, { columns: "names" }, /"columns" .* "requested" or "file"/],
])("%s is refused before anything is sent", (_, given, options, message) => {
  const { intercom, operations } = start();
  const run = () => reportingExport(intercom, { ...request, ...given }, options);
  expect(run).toThrow(ConfigError);
  expect(run).toThrow(message);
  expect(operations()).toEqual([]);
});
