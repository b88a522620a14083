import { createIntercom } from "@interkit/client/2.16";
import { contentExport } from "@interkit/client/helpers/content-export";
import { createSandbox } from "@interkit/sandbox";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { collect, fakeClock, period, readRows, serveExport } from "../support/exports.ts";
import { passTime } from "../support/pass-time.ts";

beforeEach(fakeClock);
afterEach(() => {
  vi.useRealTimers();
  vi.doUnmock("csv-parse");
});

/** A client whose reads of a status fail, from the second one on, so often. */
function startFailing(failures: number) {
  const sandbox = createSandbox({ clock: () => Date.now() });
  sandbox.seed.receipt({ contact_id: sandbox.seed.contact({}).id });
  let reads = 0;
  const intercom = createIntercom({
    token: "any",
    fetch: sandbox.fetch,
    retry: false,
    layers: [
      (next) => async (request) => {
        if (!/\/export\/content\/data\/\w/.test(request.url)) return next(request);
        reads += 1;
        const isFailing = reads > 1 && reads <= 1 + failures;
        return isFailing ? new Response("{}", { status: 503 }) : next(request);
      },
    ],
  });
  return contentExport(intercom, period);
}

test("a wait outlasts an outage of four reads", async () => {
  expect(await readRows(startFailing(4))).toHaveLength(1);
});

test("a longer outage ends it, and it can be waited for again", async () => {
  const exported = startFailing(5);
  await expect(passTime(exported.wait())).rejects.toMatchObject({ status: 503 });
  expect(await readRows(exported)).toHaveLength(1);
});

test("a job that failed is an ExportError", async () => {
  vi.useRealTimers();
  const { start, requests } = await serveExport(Buffer.alloc(0), "failed");
  await expect(collect(start().rows())).rejects.toMatchObject({
    kind: "export",
    reason: "failed",
    jobIdentifier: "job1",
  });
  expect(requests).toEqual(["GET /export/content/data/job1"]);
});

test("without csv-parse, rows are refused before a job is started, and files are saved", async () => {
  vi.useRealTimers();
  vi.doMock("csv-parse", () => {
    throw new Error("Cannot find package 'csv-parse'");
  });
  const { start, requests } = await serveExport(Buffer.from("id\n1\n"));
  await expect(collect(start().rows())).rejects.toMatchObject({
    kind: "config",
    message: expect.stringContaining("npm install csv-parse"),
  });
  expect(requests).toEqual([]);
  expect(await start().saveTo("/dev/null")).toBe(5);
});
