import { memoryState } from "@interkit/jobs";
import { createSync } from "@interkit/jobs/sync";
import { expect, test } from "vitest";
import { syncSetup } from "../support/sync.ts";

test.each([
  ["an unknown option", { maxRemoval: 3 }, 'createSync has no "maxRemoval"'],
  ["no collection", { to: undefined }, '"to" must be a collection'],
  ["no source", { from: [] }, '"source" must be a source'],
  ["a share of percents", { maxRemovalShare: 10 }, "must be a number from 0 to 1"],
  ["a number of removals below none", { maxRemovals: -1 }, '"maxRemovals" must be'],
  ["an empty name", { name: "" }, '"name" must be a text'],
  ["another word", { unknown: "delete" }, '"unknown" must be "keep" or "remove"'],
])("%s is refused", (_, options, message) => {
  const { create } = syncSetup();
  expect(() => create(options as never)).toThrow(message);
});

test("a state with a job of the same name is refused", async () => {
  const { to } = syncSetup();
  const state = memoryState();
  const lease = await state.acquire("docs", 1_000);
  if (lease === undefined) throw new Error("there is another owner");
  const counts = { done: 1, gone: 0, failed: 0, incomplete: 0 };
  const progress = { mark: { rows: 1 }, isComplete: false, counts, startedAt: 1 };
  await state.commit(lease, { progress });
  const docs = createSync({
    name: "docs",
    from: { name: "x", afterwards: "restart", async *read() {} },
    to,
    state,
  });
  await expect(docs.plan()).rejects.toThrow('the state has a job with the name "docs"');
});
