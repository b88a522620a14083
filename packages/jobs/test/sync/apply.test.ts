import { ApiError } from "@interkit/client";
import { JobError, memoryState } from "@interkit/jobs";
import { describe, expect, test, vi } from "vitest";
import { page } from "../support/pages.ts";
import { manyPages, pagesCalled, syncSetup } from "../support/sync.ts";
import { wrapStore } from "../support/wrap-store.ts";

const refusal = (status: number, code: string) =>
  Response.json({ type: "error.list", errors: [{ code, message: "Refused" }] }, { status });

/** Answers the writes of some pages itself. */
function answering(names: RegExp, answer: () => Response) {
  return async (request: Request, send: () => Promise<Response>) => {
    const isWrite = request.method !== "GET";
    return isWrite && names.test(await request.clone().text()) ? answer() : send();
  };
}

test("an object that is refused is reported, stops no other one, and is tried again", async () => {
  const { world, create, pages } = syncSetup();
  world.rows = pagesCalled("a.md", "b.md", "c.md");
  world.intercept = answering(/"b\.md"/, () => refusal(400, "parameter_invalid"));
  const docs = create();
  const report = await docs.apply();
  expect(report).toMatchObject({ outcome: "failed", counts: { created: 2, failed: 1 } });
  expect(report.failures).toEqual([
    { key: "b.md", title: "Title of b.md", reason: expect.stringContaining("Refused") },
  ]);
  expect(String(report)).toContain("failed  b.md  Title of b.md: POST /ai/external_pages");
  world.intercept = undefined;
  expect(await docs.apply()).toMatchObject({ outcome: "complete", counts: { created: 1 } });
  expect(await pages()).toHaveLength(3);
});

test("a page that moved stays while the one with its new key is refused", async () => {
  const { world, create, pages } = syncSetup();
  world.rows = pagesCalled("a.md", "b.md");
  const docs = create();
  await docs.apply();
  world.rows = [
    { ...page("a.md"), external_id: "new.md", url: "https://docs.example.com/new" },
    page("b.md"),
  ];
  world.intercept = answering(/"new\.md"/, () => refusal(400, "parameter_invalid"));
  const report = await docs.apply();
  expect(report.failures.map(({ key }) => key).sort()).toEqual(["a.md", "new.md"]);
  expect((await pages()).map(({ external_id }) => external_id).sort()).toEqual(["a.md", "b.md"]);
});

test.each([
  [401, "unauthorized"],
  [403, "api_plan_restricted"],
])(
  "an answer of %i %s ends the apply at once, and what was written is stored",
  async (status, code) => {
    const { world, create, pages, writes } = syncSetup({ concurrency: 1 });
    world.rows = manyPages(6);
    world.intercept = answering(/page-3/, () => refusal(status, code));
    const docs = create();
    const ended = docs.apply();
    await expect(ended).rejects.toThrow(ApiError);
    await expect(ended).rejects.toMatchObject({ status });
    expect(await pages()).toHaveLength(3);
    world.intercept = undefined;
    writes();
    await docs.apply();
    expect(writes()).toHaveLength(3);
  },
);

test("an object that Intercom takes for another one, such as in another case, is not removed", async () => {
  const { world, create, pages } = syncSetup();
  world.rows = [page("Guide.md"), page("b.md")];
  await create().apply();
  world.rows = [page("guide.md"), page("b.md")];
  world.intercept = async (request, send) => {
    if (request.method !== "POST") return send();
    const body = { ...((await request.json()) as object), external_id: "Guide.md" };
    const { id } = (await pages()).find((one) => one.external_id === "Guide.md") ?? {};
    return Response.json({ ...body, id });
  };
  const report = await create().apply();
  expect(report.failures).toMatchObject([{ key: "Guide.md", reason: /guide\.md was written/ }]);
  expect(await pages()).toHaveLength(2);
});

test("failures in a row that may pass stop the apply, and no removal is done", async () => {
  const { world, create, pages } = syncSetup();
  world.rows = manyPages(40);
  const docs = create();
  await docs.apply();
  world.rows = world.rows.slice(1).map((row) => ({ ...row, title: "New" }));
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  try {
    world.intercept = answering(/New/, () => refusal(503, "service_unavailable"));
    const applying = docs.apply({ maxFailuresInARow: 5 });
    let isEnded = false;
    const report = applying.finally(() => {
      isEnded = true;
    });
    while (!isEnded) await vi.advanceTimersByTimeAsync(1_000);
    expect(await report).toMatchObject({ outcome: "stopped", stoppedBy: "failures" });
    expect((await report).notices.join()).toContain("5 items in a row failed");
  } finally {
    vi.useRealTimers();
  }
  expect(await pages()).toHaveLength(40);
});

test("a signal of the process finishes what is in hand; the next apply goes on", async () => {
  const { world, create, pages, writes } = syncSetup({ concurrency: 2 });
  world.rows = manyPages(50);
  world.intercept = answering(/page-10\.md/, () => {
    process.emit("SIGTERM");
    return refusal(429, "rate_limit_exceeded");
  });
  const docs = create();
  const report = await docs.apply();
  expect(report).toMatchObject({ outcome: "stopped", stoppedBy: "signal" });
  const before = (await pages()).length;
  expect(before).toBeGreaterThanOrEqual(8);
  expect(before).toBeLessThan(30);
  world.intercept = undefined;
  writes();
  expect((await docs.apply()).outcome).toBe("complete");
  expect(writes()).toHaveLength(50 - before);
  expect(process.listenerCount("SIGTERM")).toBe(0);
});

test("a signal of the process during the plan of an apply writes nothing", async () => {
  const { world, create, writes } = syncSetup();
  world.rows = manyPages(3);
  world.intercept = (request, send) => {
    if (request.url.endsWith("/content_import_sources")) process.emit("SIGINT");
    return send();
  };
  expect(await create().apply()).toMatchObject({ outcome: "stopped", counts: { created: 0 } });
  expect(writes()).toEqual([]);
});

test("an aborted apply rejects with the reason, and what was written is stored", async () => {
  const { world, create, pages, writes } = syncSetup({ concurrency: 1 });
  world.rows = manyPages(20);
  const controller = new AbortController();
  world.intercept = answering(/page-7\.md/, () => {
    controller.abort(new Error("enough"));
    return refusal(429, "rate_limit_exceeded");
  });
  const docs = create();
  await expect(docs.apply({ signal: controller.signal })).rejects.toThrow("enough");
  expect(await pages()).toHaveLength(7);
  world.intercept = undefined;
  writes();
  await docs.apply();
  expect(writes()).toHaveLength(13);
});

test("a budget stops an apply after its first writes, and the next one goes on", async () => {
  const { world, create, pages } = syncSetup();
  world.rows = manyPages(45);
  const docs = create();
  let applies = 0;
  for (let outcome = "stopped"; outcome === "stopped"; applies += 1) {
    ({ outcome } = await docs.apply({ budgetMs: 1 }));
    expect(applies).toBeLessThan(20);
  }
  expect(await pages()).toHaveLength(45);
});

describe("two applies of a sync at once", () => {
  test("do not write at the same time, and the error names the process that runs", async () => {
    const { world, create } = syncSetup();
    world.rows = manyPages(5);
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    world.intercept = async (request, send) => {
      if (request.method !== "GET") await opened;
      return send();
    };
    const docs = create();
    const first = docs.apply();
    await vi.waitFor(() => expect(first).toBeDefined(), { timeout: 60_000 });
    const second = docs.apply({ leaseMs: 300 });
    await expect(second).rejects.toThrow(JobError);
    await expect(second).rejects.toThrow(
      new RegExp(
        `^The sync "docs" is running in process ${process.pid} on \\S+ since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC; run it when that has ended`,
      ),
    );
    expect((await docs.plan()).counts.create).toBe(5);
    open();
    expect((await first).counts.created).toBe(5);
  });

  test("follow each other where the first one ends in time", async () => {
    const { world, create, writes } = syncSetup();
    world.rows = manyPages(5);
    const docs = create();
    const reports = await Promise.all([docs.apply(), docs.apply()]);
    expect(reports.map(({ counts }) => counts.created).sort()).toEqual([0, 5]);
    expect(writes().filter((line) => line.endsWith("external_pages"))).toHaveLength(5);
  });
});

test("an apply that lost its lease writes nothing more to the state", async () => {
  const { world, create, state } = syncSetup();
  world.rows = manyPages(30);
  const other = wrapStore(state, {
    commit: async (lease, change) => {
      await state.release(lease);
      await state.commit(lease, change);
    },
  });
  await expect(create({ state: other }).apply()).rejects.toMatchObject({ reason: "lease-lost" });
  expect(await state.records("docs", { limit: 100 })).toEqual([]);
});

test("progress has the number of all writes, and a callback that throws ends nothing", async () => {
  const { world, create } = syncSetup();
  world.rows = manyPages(5);
  const totals: unknown[] = [];
  const report = await create({ state: memoryState() }).apply({
    onProgress: ({ items, total }) => {
      totals.push([items, total]);
      throw new Error("mistake");
    },
  });
  expect(report.outcome).toBe("complete");
  expect(totals.at(-1)).toEqual([5, 5]);
});
