import { createIntercom } from "@interkit/client/2.16";
import { defineJob, fromRows, memoryState, run } from "@interkit/jobs";
import { createSandbox } from "@interkit/sandbox";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fakeClock, until } from "../../core/test/support/virtual-time.ts";

const start = Date.UTC(2026, 5, 1);

beforeEach(async () => {
  // The first request reads files, which the virtual clock cannot await.
  await createIntercom({ token: "any", fetch: createSandbox().fetch }).contacts.create({
    external_id: "first",
  });
  fakeClock(start);
});
afterEach(() => void vi.useRealTimers());

function* people() {
  for (let number = 1; ; number++) yield { external_id: `user-${number}` };
}

test("at 100 ms of latency, bulk calls use 95 % of the limit, and none is refused", async () => {
  const statuses: number[] = [];
  const sandbox = createSandbox({ log: ({ status }) => statuses.push(status) });
  sandbox.faults.add({ route: "POST /contacts", fault: { kind: "slow", latencyMs: 100 } });
  // Calls of priority "bulk" leave a share of the limit to others, of which there are none here.
  const intercom = createIntercom({
    token: "test-token",
    fetch: sandbox.fetch,
    rateLimit: { reserve: 0 },
  });
  const job = defineJob({
    name: "backfill",
    source: fromRows(people),
    key: ({ external_id }) => external_id,
    step: (person, { call }) => intercom.contacts.create(person, call),
  });
  const { counts, outcome, stoppedBy } = await until(
    run(job, { state: memoryState(), budgetMs: 30_000 }),
  );
  expect({ outcome, stoppedBy }).toEqual({ outcome: "stopped", stoppedBy: "budget" });
  expect(counts.done).toBeGreaterThanOrEqual(0.95 * 5_000);
  expect(counts.done).toBe(statuses.length);
  expect(new Set(statuses)).toEqual(new Set([200]));
});
