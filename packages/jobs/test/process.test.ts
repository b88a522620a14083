import { fileState } from "@interkit/jobs";
import { expect, onTestFinished, test, vi } from "vitest";
import { temporaryPath } from "./support/files.ts";
import { start } from "./support/process.ts";

/** Starts a process that runs a job, and resolves when its eleventh row waits. */
async function startRun(state: string, until: "signal" | "never") {
  const { child, printed, ended } = start("stopped-run.ts", [state, until]);
  await vi.waitFor(() => expect(printed.text, printed.errors).toContain("waiting\n"), 60_000);
  const end = async () => {
    const [code, signal] = await ended;
    const [, summary = "null"] = printed.text.trim().split("\n");
    return { code, signal, summary: JSON.parse(summary) };
  };
  return { child, end };
}

test("a process stops at the first SIGTERM, ends by itself, and the next one goes on", async () => {
  const state = temporaryPath();
  const first = await startRun(state, "signal");
  first.child.kill("SIGTERM");
  const { code, summary } = await first.end();
  expect({ code, summary }).toMatchObject({
    code: 0,
    summary: { outcome: "stopped", stoppedBy: "signal" },
  });
  expect(summary.done).toBeLessThan(1_000);
  const next = start("stopped-run.ts", [state, "now"]);
  const [nextCode] = await next.ended;
  expect(nextCode).toBe(0);
  expect(next.printed.text).toContain('{"outcome":"complete","done":1000}');
});

test("a process ends at the second SIGTERM, at once, and what it stored stays", async () => {
  const state = temporaryPath();
  const { child, end } = await startRun(state, "never");
  // Signals of one kind count once until the process runs, so that the second is sent until the process ends.
  const timer = setInterval(() => child.kill("SIGTERM"), 50);
  onTestFinished(() => clearInterval(timer));
  expect(await end()).toEqual({ code: null, signal: "SIGTERM", summary: null });
  const store = fileState(state);
  expect(await store.progress("rows")).toMatchObject({ isComplete: false, counts: { done: 10 } });
  await store.close();
});
