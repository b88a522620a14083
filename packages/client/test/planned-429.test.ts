import { createIntercom } from "@interkit/client/2.16";
import { createSandbox } from "@interkit/sandbox";
import { expect, test } from "vitest";

test("a call waits for as long as a planned 429 says, each time, and tells the same", async () => {
  const sandbox = createSandbox();
  sandbox.faults.add({
    route: "POST /contacts",
    times: 2,
    fault: { status: 429, retryAfterSeconds: 1 },
  });
  const told: number[] = [];
  const intercom = createIntercom({
    token: "any",
    fetch: sandbox.fetch,
    hooks: { onRetry: ({ delayMs }) => void told.push(delayMs) },
  });
  await intercom.contacts.create({ role: "user", email: "ada@example.com" });
  expect(told).toEqual([1000, 1000]);
  const times = sandbox.requests.list().map(({ time }) => time);
  const waits = times.slice(1).map((time, i) => time - (times[i] ?? 0));
  expect(waits).toHaveLength(2);
  // A busy machine may be late, and the delay that was told says that it was not meant.
  for (const wait of waits) expect(wait).toBeGreaterThanOrEqual(1000);
});
