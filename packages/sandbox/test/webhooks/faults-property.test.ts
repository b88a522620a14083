import { createSandbox } from "@interkit/sandbox";
import fc from "fast-check";
import { expect, test } from "vitest";
import { notificationError } from "../support/notification-error.ts";
import { randomRequests, sendAll } from "../support/random-requests.ts";
import { isSigned, receiver, secret } from "../support/receiver.ts";

const faults = { lose: 0.1, duplicate: 0.3, shuffle: 0.3 };

test("with lost, doubled and shuffled notifications, the outbox accounts for every request", async () => {
  await fc.assert(
    fc.asyncProperty(randomRequests, fc.string(), async (requests, seed) => {
      const endpoint = await receiver();
      const target = {
        url: endpoint.url,
        secret,
        topics: ["*" as const],
        version: "2.16" as const,
      };
      const sandbox = createSandbox({
        webhooks: { targets: [target], faults: { ...faults, seed } },
      });
      await sendAll(sandbox, requests);
      await sandbox.webhooks.settled();
      const { notifications } = endpoint;
      const posts = endpoint.requests.filter(({ method }) => method === "POST");
      expect(posts.every((request) => isSigned(request))).toBe(true);
      const mistakes = notifications.map((body) => notificationError("2.16", body));
      expect([...new Set(mistakes)]).toEqual([undefined]);
      const outbox = sandbox.webhooks.deliveries().filter(({ topic }) => topic !== "ping");
      const received = new Map<string, string[]>();
      for (const body of notifications) {
        received.set(body.id, [...(received.get(body.id) ?? []), JSON.stringify(body)]);
      }
      for (const { body, status, attempts } of outbox) {
        expect(status).toBe(attempts.length === 0 ? "lost" : "delivered");
        const text = JSON.stringify(body);
        expect(received.get(String(body.id)) ?? []).toEqual(attempts.map(() => text));
      }
      expect(received.size).toBe(outbox.filter(({ attempts }) => attempts.length > 0).length);
      await sandbox.close();
    }),
    { numRuns: 8 },
  );
});

/** The ids that a target gets of twenty new contacts, in order. */
async function idsOf(options: object, settle = true): Promise<string[]> {
  const endpoint = await receiver();
  const target = { url: endpoint.url, secret, topics: ["contact.user.created" as const] };
  const sandbox = createSandbox({ webhooks: { targets: [target], ...options } });
  for (let count = 0; count < 20; count++) sandbox.seed.contact();
  if (settle) await sandbox.webhooks.settled();
  else await expect.poll(() => endpoint.notifications.length).toBe(20);
  await sandbox.close();
  return endpoint.notifications.map(({ id }) => id);
}

test("each fault occurs about as often as its chance, and in the same way in each run", async () => {
  const inOrder = await idsOf({});
  expect(inOrder).toEqual([...inOrder].sort());
  const lossy = await idsOf({ faults: { lose: 0.5 } });
  expect(lossy.length).toBeGreaterThan(4);
  expect(lossy.length).toBeLessThan(16);
  expect(await idsOf({ faults: { lose: 0.5 } })).toEqual(lossy);
  expect(await idsOf({ faults: { lose: 0.5, seed: "other" } })).not.toEqual(lossy);
  const doubled = await idsOf({ faults: { duplicate: 1 } });
  expect(doubled).toEqual(inOrder.flatMap((id) => [id, id]));
  const shuffled = await idsOf({ faults: { shuffle: 0.5 } });
  expect(shuffled).not.toEqual(inOrder);
  expect([...shuffled].sort()).toEqual(inOrder);
});

test("a shuffled notification that no later one comes for is sent a second later", async () => {
  const ids = await idsOf({ faults: { shuffle: 1 } }, false);
  expect(ids).toHaveLength(20);
});

test("delayed notifications are sent at their time on the clock", async () => {
  const endpoint = await receiver();
  const target = { url: endpoint.url, secret, topics: ["contact.user.created" as const] };
  const sandbox = createSandbox({
    webhooks: { targets: [target], faults: { delayMs: 3_600_000 } },
  });
  sandbox.clock.pause();
  for (let count = 0; count < 20; count++) sandbox.seed.contact();
  await sandbox.webhooks.settled();
  expect(endpoint.notifications.length).toBeLessThan(5);
  sandbox.clock.advance(3_600_000);
  await sandbox.webhooks.settled();
  expect(endpoint.notifications).toHaveLength(20);
  await sandbox.close();
});
