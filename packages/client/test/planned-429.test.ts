import { createIntercom } from "@interkit/client/2.16";
import { createSandbox } from "@interkit/sandbox";
import { afterEach, expect, test, vi } from "vitest";
import { until } from "../../core/test/support/virtual-time.ts";

afterEach(() => void vi.useRealTimers());

test("each retry waits for the Retry-After of a planned 429, and onRetry reports that delay", async () => {
  const sandbox = createSandbox({ clock: () => Date.now() });
  const delays: number[] = [];
  const intercom = createIntercom({
    token: "any",
    fetch: sandbox.fetch,
    hooks: { onRetry: ({ delayMs }) => void delays.push(delayMs) },
  });
  const create = (email: string) => intercom.contacts.create({ role: "user", email });
  // The sandbox reads its bundle from the disk in the first call, which the virtual clock cannot await.
  await create("ada@example.com");
  vi.useFakeTimers();
  sandbox.faults.add({
    route: "POST /contacts",
    times: 2,
    fault: { status: 429, retryAfterSeconds: 1 },
  });
  await until(create("grace@example.com"));
  expect(delays).toEqual([1000, 1000]);
  const times = sandbox.requests.list().map(({ time }) => time);
  const waits = times.slice(-2).map((time, index) => time - (times.at(index - 3) ?? 0));
  // Other timers may advance the virtual clock too, so a wait may be longer.
  expect(
    waits.every((wait) => wait >= 1000),
    String(waits),
  ).toBe(true);
});
