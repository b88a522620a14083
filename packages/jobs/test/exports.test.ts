import { type ContentExportOptions, contentExport } from "@interkit/client/helpers/content-export";
import {
  defineJob,
  fromExport,
  memoryState,
  type Progress,
  type RunOptions,
  run,
  type StateStore,
} from "@interkit/jobs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fakeClock, now, period, startSandbox } from "../../client/test/support/exports.ts";
import { passTime } from "../../client/test/support/pass-time.ts";
import { wrapStore } from "./support/wrap-store.ts";

beforeEach(fakeClock);
afterEach(() => void vi.useRealTimers());

/** A workspace with receipts, and a job that exports them in batches of ten. Only waits for the export take time. */
function setup(receipts = 25) {
  let pass = passTime;
  /** Waits for the export take forever. */
  const stopTime = () => {
    pass = (promise) => promise;
  };
  const startTime = () => {
    pass = passTime;
  };
  const { sandbox, intercom, id, sent } = startSandbox();
  for (let count = 1; count < receipts; count++) {
    sandbox.seed.receipt({ contact_id: id, content_title: `Message ${count}` });
  }
  const state = memoryState();
  const done: string[] = [];
  const job = (own: Partial<ContentExportOptions> = {}, sentIn = period) =>
    defineJob({
      name: "receipts",
      source: fromExport(
        sentIn,
        (what, options) => {
          const exported = contentExport(intercom, what, { ...options, ...own });
          return {
            get jobIdentifier() {
              return exported.jobIdentifier;
            },
            wait: () => pass(exported.wait()),
            rows: () => exported.rows(),
          };
        },
        { batchSize: 10 },
      ),
      key: ({ receipt_id }) => receipt_id,
      step: ({ receipt_id }) => void done.push(receipt_id ?? ""),
    });
  const start = (options: RunOptions = {}, own?: Partial<ContentExportOptions>) =>
    run(job(own), { state, stopOnSignals: false, ...options });
  return { sandbox, intercom, sent, state, done, job, start, stopTime, startTime };
}

/** A state that ends the run at a commit, as a kill does. */
function failingAt(state: StateStore, commits: number): StateStore {
  let left = commits;
  return wrapStore(state, {
    commit: async (...args) => {
      left -= 1;
      if (left < 0) throw new Error("killed");
      await state.commit(...args);
    },
  });
}

/** Taken before a test fakes it. */
const startTurn = setImmediate;

async function untilTrue(isTrue: () => Promise<boolean>): Promise<void> {
  for (let turns = 0; turns < 10_000 && !(await isTrue()); turns++) {
    await new Promise<void>((resolve) => startTurn(resolve));
  }
  expect(await isTrue()).toBe(true);
}

const readMark = (progress: Progress | undefined) => progress?.mark as Record<string, unknown>;

test("the rows of an export are the items of a job", async () => {
  const { start, done, sent } = setup();
  const { outcome, counts } = await start();
  expect([outcome, counts.done]).toEqual(["complete", 25]);
  expect(new Set(done).size).toBe(25);
  expect([sent("dataExports.create"), sent("dataExports.download")]).toEqual([1, 1]);
});

test("a run after a complete one starts another export", async () => {
  const { start, done, sent } = setup(3);
  await start();
  await start();
  expect(done).toHaveLength(6);
  expect(sent("dataExports.create")).toBe(2);
});

test("an export without rows is a complete run", async () => {
  const { job, state } = setup();
  const nothing = job({}, { created_at_after: 0, created_at_before: 1 });
  const { outcome, counts } = await run(nothing, { state, stopOnSignals: false });
  expect([outcome, counts.done]).toEqual(["complete", 0]);
});

/** Runs a job until its export has started, and aborts it before that is complete. */
async function stopWhileExporting({ start, state, stopTime, startTime }: ReturnType<typeof setup>) {
  const controller = new AbortController();
  stopTime();
  const first = start({ signal: controller.signal });
  await untilTrue(async () => (await state.progress("receipts"))?.mark !== undefined);
  controller.abort(new Error("killed"));
  await expect(first).rejects.toThrow("killed");
  startTime();
}

test("the job is stored before it is complete, and waited for by the next run", async () => {
  const used = setup();
  await stopWhileExporting(used);
  const { start, done, sent } = used;
  expect([sent("dataExports.create"), sent("dataExports.download")]).toEqual([1, 0]);
  const { outcome, isResumed } = await start();
  expect([outcome, isResumed]).toEqual(["complete", true]);
  expect(done).toHaveLength(25);
  expect([sent("dataExports.create"), sent("dataExports.download")]).toEqual([1, 1]);
});

test.each([1, 2, 3])("a run that ends after %i commits is continued", async (commits) => {
  const { start, state, done, sent } = setup();
  await expect(start({ state: failingAt(state, commits) })).rejects.toThrow("killed");
  const { outcome, counts } = await start();
  expect([outcome, counts.done]).toEqual(["complete", 25]);
  expect(new Set(done).size).toBe(25);
  expect([sent("dataExports.create"), sent("dataExports.download")]).toEqual([1, 2]);
  expect(readMark(await state.progress("receipts"))).toMatchObject({ rows: 25 });
});

test("rows that are done are not worked at again", async () => {
  const { start, state, done } = setup();
  await expect(start({ state: failingAt(state, 2) })).rejects.toThrow("killed");
  const rows = readMark(await state.progress("receipts"))["rows"] as number;
  expect(rows).toBeGreaterThan(0);
  done.length = 0;
  await start();
  expect(done).toHaveLength(25 - rows);
});

test("a job that was cancelled before a row was done is replaced by a new one", async () => {
  const used = setup();
  await stopWhileExporting(used);
  const { start, state, intercom, sent, done } = used;
  const id = readMark(await state.progress("receipts"))["job"];
  await intercom.dataExports.cancel(String(id));
  const { outcome, notices } = await start();
  expect([outcome, done.length]).toEqual(["complete", 25]);
  expect(notices).toEqual([`The export ${id} ended without its rows. Another one was started`]);
  expect(sent("dataExports.create")).toBe(2);
});

test("a file that is gone before a row was done is exported again", async () => {
  const used = setup();
  await stopWhileExporting(used);
  const { start, sandbox, sent, done } = used;
  sandbox.faults.add({ operation: "dataExports.download", times: 1, fault: { status: 404 } });
  expect((await start()).outcome).toBe("complete");
  expect(done).toHaveLength(25);
  expect(sent("dataExports.create")).toBe(2);
});

test("an export that is too old names the restart, where rows of it are done", async () => {
  const { start, state, sandbox, done } = setup();
  await expect(start({ state: failingAt(state, 2) })).rejects.toThrow("killed");
  const { job, rows } = readMark(await state.progress("receipts"));
  sandbox.faults.add({ operation: "dataExports.download", fault: { status: 404 } });
  await expect(start()).rejects.toThrow(
    `export: the export ${job}, of which ${rows} rows are done, can no longer be read; Intercom keeps it for two days. To read the source from its start instead, run with { restart: true }`,
  );
  sandbox.faults.clear();
  done.length = 0;
  await start({ restart: true });
  expect(done).toHaveLength(25);
});

test("a run of another period is refused, before anything is sent", async () => {
  const { start, job, state, sandbox } = setup();
  await expect(start({ state: failingAt(state, 2) })).rejects.toThrow("killed");
  sandbox.requests.clear();
  const other = job({}, { ...period, created_at_before: now });
  await expect(run(other, { state, stopOnSignals: false })).rejects.toThrow(
    "export: the run that is continued exports something else, such as another period. To read the source",
  );
  expect(sandbox.requests.list()).toEqual([]);
});

test("an export that does not get the options is refused where a run continues", async () => {
  const { start, state, sandbox } = setup();
  await expect(start({ state: failingAt(state, 2) })).rejects.toThrow("killed");
  sandbox.requests.clear();
  await expect(start({}, { resume: undefined })).rejects.toThrow(
    "pass the options of the second argument on to it",
  );
  expect(sandbox.requests.list()).toEqual([]);
});

test("wrong arguments are refused at the call", () => {
  const create = () => ({}) as never;
  expect(() => fromExport(period, undefined as never)).toThrow('"create" must be a function');
  expect(() => fromExport(period, create, { batchsize: 1 } as object)).toThrow("batchsize");
  expect(() => fromExport(period, create, { batchSize: 0 })).toThrow('"batchSize"');
  expect(() => fromExport(period, create, { name: "" })).toThrow('"name"');
});

test("a function that returns no export is refused", async () => {
  const job = defineJob({
    name: "wrong",
    source: fromExport(period, () => ({}) as never),
    step: () => undefined,
  });
  const state = memoryState();
  await expect(run(job, { state, stopOnSignals: false })).rejects.toThrow(
    "export: the function of fromExport must return an export, as contentExport does",
  );
});
