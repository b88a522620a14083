import { createSandbox } from "@interkit/sandbox";
import { expect, onTestFinished, test, vi } from "vitest";
import { secret } from "../support/receiver.ts";
import { withTarget } from "../support/webhook-target.ts";
import { workspace } from "../support/workspace.ts";

const minute = 60_000;

test("a notification that fails is sent once more, a minute later", async () => {
  const { endpoint, webhooks, seed, clock } = await withTarget(() => ({ status: 500 }));
  seed.contact();
  await webhooks.settled();
  expect(endpoint.notifications).toHaveLength(1);
  clock.advance(minute - 1);
  await webhooks.settled();
  expect(endpoint.notifications).toHaveLength(1);
  clock.advance(1);
  await webhooks.settled();
  clock.advance(60 * minute);
  await webhooks.settled();
  const [first, second, ...others] = endpoint.notifications;
  expect(others).toEqual([]);
  expect(second).toEqual({ ...first, delivery_status: "retry", delivery_attempts: 2 });
  expect(webhooks.deliveries({ topic: "contact.user.created" })).toMatchObject([
    {
      status: "failed",
      reason: "The status was 500.",
      attempts: [{ status: 500 }, { status: 500 }],
    },
  ]);
});

test("advancing the clock sends the retry, without a call of settled", async () => {
  const { endpoint, webhooks, seed, clock } = await withTarget((count) =>
    count === 1 ? { status: 503 } : {},
  );
  seed.contact();
  await webhooks.settled();
  clock.advance(minute);
  await expect.poll(() => endpoint.notifications.length).toBe(2);
  await expect
    .poll(() => webhooks.deliveries({ topic: "contact.user.created" })[0]?.status)
    .toBe("delivered");
});

test("an endpoint that responds too late, or not at all, counts as failed", async () => {
  const late = await withTarget(() => ({ afterMs: 400 }), { timeoutMs: 100 });
  late.seed.contact();
  await late.webhooks.settled();
  const [delivery] = late.webhooks.deliveries({ topic: "contact.user.created" });
  expect(delivery?.attempts).toMatchObject([{ error: "There was no response within 100 ms." }]);
  const { sandbox } = await workspace();
  // Nothing listens on the port 1.
  sandbox.webhooks.add({ url: "http://127.0.0.1:1/", secret, topics: ["*"] });
  await sandbox.webhooks.settled();
  expect(sandbox.webhooks.list()).toMatchObject([{ head: { error: expect.any(String) } }]);
  expect(sandbox.webhooks.deliveries()).toMatchObject([{ topic: "ping", status: "pending" }]);
});

test("redirects are not followed", async () => {
  const { endpoint, webhooks, seed } = await withTarget(() => ({
    status: 307,
    headers: { Location: "/elsewhere" },
  }));
  seed.contact();
  await webhooks.settled();
  expect(endpoint.requests.every(({ path }) => path === "/webhooks")).toBe(true);
  expect(webhooks.deliveries({ topic: "contact.user.created" })).toMatchObject([
    { attempts: [{ status: 307 }] },
  ]);
});

test("a 410 disables the target, and drops what waits for it", async () => {
  const { endpoint, webhooks, seed, target, clock } = await withTarget(() => ({ status: 410 }));
  seed.contact();
  seed.contact();
  await webhooks.settled();
  seed.contact();
  clock.advance(60 * minute);
  await webhooks.settled();
  expect(endpoint.notifications).toHaveLength(1);
  expect(target()?.status).toBe("disabled");
  const sent = webhooks.deliveries({ topic: "contact.user.created" });
  expect(sent.map(({ status }) => status)).toEqual(["failed", "dropped"]);
});

test("a 429 delays everything, for longer each time, and drops after two hours", async () => {
  const { endpoint, webhooks, seed, target, clock } = await withTarget(() => ({ status: 429 }));
  seed.contact();
  seed.contact();
  await webhooks.settled();
  expect(endpoint.notifications).toHaveLength(1);
  expect(target()?.status).toBe("throttled");
  const waits: number[] = [];
  for (let count = 1; waits.length < 5; ) {
    const began = clock.now;
    while (endpoint.notifications.length === count) {
      clock.advance(minute);
      await webhooks.settled();
    }
    waits.push((clock.now - began) / minute);
    count = endpoint.notifications.length;
  }
  expect(waits).toEqual([1, 2, 4, 8, 16]);
  clock.advance(180 * minute);
  await webhooks.settled();
  const [first] = webhooks.deliveries({ topic: "contact.user.created" });
  expect(first).toMatchObject({ status: "dropped", reason: expect.stringContaining("two hours") });
});

test("a success after a 429 ends the throttling", async () => {
  const { endpoint, webhooks, seed, target, clock } = await withTarget((count) =>
    count === 1 ? { status: 429 } : {},
  );
  seed.contact();
  seed.contact();
  await webhooks.settled();
  clock.advance(minute);
  await webhooks.settled();
  expect(endpoint.notifications).toHaveLength(3);
  expect(target()?.status).toBe("active");
});

test("a target is paused for 15 minutes after 1,000 errors", async () => {
  const { endpoint, webhooks, seed, target, clock } = await withTarget(() => ({ status: 500 }), {
    concurrency: 20,
  });
  for (let count = 0; count < 1000; count++) seed.contact();
  await webhooks.settled();
  expect(endpoint.notifications.length).toBeGreaterThanOrEqual(1000);
  expect(target()?.status).toBe("paused");
  const before = endpoint.notifications.length;
  seed.contact();
  clock.advance(14 * minute);
  await webhooks.settled();
  expect(endpoint.notifications).toHaveLength(before);
  clock.advance(minute);
  expect(target()?.status).toBe("active");
  seed.contact();
  await webhooks.settled();
  expect(endpoint.notifications).toHaveLength(before + 1);
});

test("errors before a success, and those of 15 minutes ago, do not count", async () => {
  const broken = await withTarget((count) => ({ status: count === 1000 ? 200 : 500 }), {
    concurrency: 20,
  });
  for (const count of [999, 1, 1]) {
    for (let index = 0; index < count; index++) broken.seed.contact();
    await broken.webhooks.settled();
  }
  expect(broken.target()?.status).toBe("active");
  const slow = await withTarget(() => ({ status: 500 }), { concurrency: 20 });
  for (let count = 0; count < 600; count++) slow.seed.contact();
  await slow.webhooks.settled();
  slow.clock.advance(16 * minute);
  await slow.webhooks.settled();
  expect(slow.endpoint.notifications).toHaveLength(1200);
  expect(slow.target()?.status).toBe("active");
});

test("a throttled notification is sent when its time has come, without a change of the clock", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const statuses: number[] = [];
  const fetch = async (_url: string, { method }: RequestInit) => {
    const status = method === "POST" && statuses.length === 0 ? 429 : 200;
    if (method === "POST") statuses.push(status);
    return new Response(null, { status });
  };
  const sandbox = createSandbox({ webhooks: { fetch } });
  sandbox.webhooks.add({ url: "http://127.0.0.1/", secret, topics: ["contact.*"] });
  await sandbox.webhooks.settled();
  sandbox.seed.contact();
  await sandbox.webhooks.settled();
  expect(statuses).toEqual([429]);
  await vi.advanceTimersByTimeAsync(minute);
  // Signatures are computed in real time.
  await vi.waitUntil(() => statuses.length === 3, { timeout: 60_000 });
  expect(statuses).toEqual([429, 200, 200]);
  await sandbox.close();
});

test("what a target responds after a 410 does not send anything again", async () => {
  const { webhooks, seed } = await withTarget(
    (count) => (count === 1 ? { status: 410 } : { status: 500, afterMs: 200 }),
    { concurrency: 2 },
  );
  await webhooks.settled();
  seed.contact();
  seed.contact();
  await webhooks.settled();
  const sent = webhooks.deliveries({ topic: "contact.user.created" });
  expect(sent.map(({ status }) => status)).toEqual(["failed", "dropped"]);
  expect(sent.map(({ attempts }) => attempts.length)).toEqual([1, 1]);
});

test("a response without an end is not read to its end", async () => {
  const chunk = new TextEncoder().encode("x".repeat(64 * 1024));
  let chunks = 0;
  const body = () =>
    new ReadableStream<Uint8Array>({
      pull(controller) {
        chunks += 1;
        controller.enqueue(chunk);
      },
    });
  const targets = [{ url: "http://127.0.0.1/", secret, topics: ["contact.*" as const] }];
  const fetch = async () => new Response(body());
  const { sandbox } = await workspace("2.16", { webhooks: { targets, fetch } });
  await sandbox.webhooks.settled();
  expect(sandbox.webhooks.deliveries()).toMatchObject([{ topic: "ping", status: "delivered" }]);
  expect(chunks).toBeLessThan(20);
});
