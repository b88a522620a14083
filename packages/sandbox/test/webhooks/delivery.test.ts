import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createSandbox } from "@interkit/sandbox";
import { expect, test } from "vitest";
import { followProgram } from "../support/program.ts";
import { isSigned, receiver, secret } from "../support/receiver.ts";
import { withTarget } from "../support/webhook-target.ts";
import { start, workspace } from "../support/workspace.ts";

const minute = 60_000;

test("a new target gets a HEAD request, then a ping, then what happens", async () => {
  const { endpoint, webhooks, send, target } = await withTarget();
  await send("POST", "/contacts", { role: "user", email: "ada@example.com" });
  await webhooks.settled();
  expect(endpoint.requests.map(({ method, body }) => [method, body?.topic])).toEqual([
    ["HEAD", undefined],
    ["POST", "ping"],
    ["POST", "contact.user.created"],
  ]);
  const [head, ping, created] = endpoint.requests;
  expect(head?.headers["x-hub-signature"]).toBeUndefined();
  expect(ping?.body).toMatchObject({ id: null, delivery_status: null });
  expect(target()).toMatchObject({ status: "active", head: { status: 200 } });
  expect(created?.headers).toMatchObject({
    "content-type": "application/json",
    "user-agent": "intercom-parrot-service-client/1.0",
  });
});

test("notifications are signed, and have the envelope of Intercom", async () => {
  const { endpoint, webhooks, send, clock } = await withTarget();
  const { body } = await send("POST", "/contacts", { role: "user", email: "ada@example.com" });
  await webhooks.settled();
  const posts = endpoint.requests.filter(({ method }) => method === "POST");
  expect(posts.every((request) => isSigned(request))).toBe(true);
  const [notification] = endpoint.notifications;
  expect(notification).toMatchObject({
    type: "notification_event",
    app_id: "sandbox1",
    topic: "contact.user.created",
    delivery_status: "pending",
    delivery_attempts: 1,
    delivered_at: 0,
    created_at: clock.now / 1000,
    self: null,
  });
  expect(notification.id).toMatch(/^notif_[0-9a-f-]{36}$/);
  // The times of contacts are text in notifications.
  expect(notification.data.item).toMatchObject({ id: body.id, email: "ada@example.com" });
  expect(notification.data.item.created_at).toBe("2024-06-03T08:00:00.000Z");
});

test("a request that is refused notifies no target", async () => {
  const { endpoint, webhooks, send, seed } = await withTarget();
  const { id } = seed.contact({ email: "ada@example.com" });
  await send("POST", "/contacts", { role: "user", email: "ada@example.com" });
  await send("PUT", `/contacts/${id}`, { role: "nobody" });
  await webhooks.settled();
  expect(endpoint.topics).toEqual(["contact.user.created"]);
});

test("the API responds before a notification is delivered", async () => {
  const { webhooks, send } = await withTarget(() => ({ afterMs: 3_000 }));
  await webhooks.settled();
  await send("POST", "/contacts", { email: "ada@example.com" });
  expect(webhooks.deliveries({ status: "pending" })).toHaveLength(1);
  await webhooks.settled();
  expect(webhooks.deliveries({ status: "pending" })).toHaveLength(0);
});

test("on flush, nothing is sent before", async () => {
  const { endpoint, webhooks, seed, clock } = await withTarget(() => ({ status: 500 }), {
    deliver: "on-flush",
  });
  seed.contact();
  clock.advance(minute);
  await webhooks.settled();
  expect(endpoint.requests).toEqual([]);
  await webhooks.flush();
  expect(endpoint.topics).toEqual(["contact.user.created"]);
  clock.advance(minute);
  await webhooks.flush();
  expect(endpoint.topics).toEqual(["contact.user.created", "contact.user.created"]);
});

test("a delivery is sent once more on demand", async () => {
  const { endpoint, webhooks, seed } = await withTarget();
  seed.contact();
  await webhooks.settled();
  const [{ id = "" } = {}] = webhooks.deliveries({ topic: "contact.user.created" });
  webhooks.redeliver(id);
  await webhooks.settled();
  const [first, second] = endpoint.notifications;
  expect(second).toEqual({ ...first, delivery_attempts: 2, delivery_status: "retry" });
  expect(() => webhooks.redeliver("99")).toThrow("There is no delivery 99.");
});

test("a delivery that waits for its retry is sent at once on demand, and not again", async () => {
  const { endpoint, webhooks, seed, clock } = await withTarget((count) =>
    count === 1 ? { status: 500 } : {},
  );
  seed.contact();
  await webhooks.settled();
  webhooks.redeliver("2");
  await webhooks.settled();
  clock.advance(minute);
  await webhooks.settled();
  expect(endpoint.notifications.map((body) => body.delivery_attempts)).toEqual([1, 2]);
});

test("with several requests at once, there is one HEAD request, before all others", async () => {
  const { endpoint, webhooks, seed } = await withTarget(() => ({ afterMs: 50 }), {
    concurrency: 5,
  });
  for (let count = 0; count < 5; count++) seed.contact();
  await webhooks.settled();
  expect(endpoint.requests.map(({ method }) => method)).toEqual(["HEAD", ...Array(6).fill("POST")]);
});

test("nothing is sent after closing, though its signature was being computed", async () => {
  let requests = 0;
  const fetch = async () => {
    requests += 1;
    return new Response();
  };
  const sandbox = createSandbox({ webhooks: { fetch } });
  sandbox.webhooks.add({ url: "http://127.0.0.1/", secret, topics: ["contact.*"] });
  await sandbox.webhooks.settled();
  sandbox.seed.contact();
  await Promise.resolve();
  await Promise.resolve();
  await sandbox.close();
  expect(requests).toBe(2);
});

test("a removed target gets nothing more", async () => {
  const { endpoint, webhooks, seed } = await withTarget();
  await webhooks.settled();
  expect(webhooks.remove("1")).toBe(true);
  expect(webhooks.remove("1")).toBe(false);
  seed.contact();
  await webhooks.settled();
  expect(endpoint.notifications).toEqual([]);
  expect(webhooks.list()).toEqual([]);
});

test("reset returns to the targets and the faults of the options, with an empty outbox", async () => {
  const endpoint = await receiver();
  const target = { url: endpoint.url, secret, topics: ["contact.user.created"] as const };
  const { sandbox } = await workspace("2.16", {
    webhooks: { targets: [target], faults: { lose: 1 } },
  });
  const { webhooks } = sandbox;
  webhooks.add({ ...target, topics: ["contact.*"] });
  webhooks.faults = { duplicate: 1 };
  sandbox.seed.contact();
  await webhooks.settled();
  sandbox.reset();
  expect(webhooks.faults).toEqual({ lose: 1 });
  expect(webhooks.list()).toMatchObject([{ id: "1", topics: ["contact.user.created"] }]);
  await webhooks.settled();
  expect(webhooks.deliveries()).toMatchObject([{ id: "1", topic: "ping" }]);
});

test("restoring a state with apps keeps the targets that were added after a reset", async () => {
  const { url } = await receiver();
  const { sandbox } = await workspace();
  sandbox.apps.add({ webhooks: { url, topics: ["company.*"] } });
  const snapshot = sandbox.snapshot();
  sandbox.reset();
  sandbox.webhooks.add({ url, secret, topics: ["contact.*"] });
  sandbox.restore(snapshot);
  expect(sandbox.webhooks.list().map(({ topics }) => topics)).toEqual([
    ["contact.*"],
    ["company.*"],
  ]);
});

test("neither initial records nor a restored snapshot notify targets", async () => {
  const endpoint = await receiver();
  const sandbox = createSandbox({
    seed: "acme",
    clock: () => start * 1000,
    webhooks: { targets: [{ url: endpoint.url, secret, topics: ["*"] }] },
  });
  await sandbox.ready;
  sandbox.restore(sandbox.snapshot());
  await sandbox.webhooks.settled();
  expect(endpoint.topics).toEqual([]);
  expect(JSON.stringify(sandbox.snapshot())).not.toContain(secret);
  await sandbox.close();
});

test("closing ends requests that are on their way", { retry: 3 }, async () => {
  const { sandbox, webhooks, seed } = await withTarget(() => ({ afterMs: 60_000 }));
  seed.contact();
  await expect.poll(() => webhooks.deliveries({ status: "delivered" }).length).toBe(1);
  const began = Date.now();
  await sandbox.close();
  await webhooks.settled();
  expect(Date.now() - began).toBeLessThan(2000);
  expect(() => webhooks.add({ url: "http://127.0.0.1:1/", secret, topics: ["*"] })).toThrow(
    "This sandbox is closed",
  );
});

test("changes that come before the description is loaded have the items of their time", async () => {
  const endpoint = await receiver();
  const { sandbox } = await workspace("2.8");
  sandbox.webhooks.add({ url: endpoint.url, secret, topics: ["contact.*"], version: "2.8" });
  const { id } = sandbox.seed.contact({ name: "Ada" });
  const response = sandbox.fetch(`https://api.intercom.io/contacts/${id}`, {
    method: "PUT",
    headers: { Authorization: "Bearer any", "Content-Type": "application/json" },
    body: JSON.stringify({ name: "Grace" }),
  });
  expect((await response).status).toBe(200);
  await sandbox.webhooks.settled();
  expect(endpoint.notifications.map(({ data }) => data.item.name)).toEqual(["Ada", "Grace"]);
});

test("the outbox keeps the last 5,000 notifications", async () => {
  const { webhooks, seed } = await withTarget(() => ({}), { faults: { lose: 1 } });
  await webhooks.settled();
  for (let count = 0; count < 5001; count++) seed.contact();
  const sent = webhooks.deliveries();
  expect(sent).toHaveLength(5000);
  expect([sent[0]?.id, sent.at(-1)?.id]).toEqual(["3", "5002"]);
});

test("a retry that is due later does not keep a program running", async () => {
  const program = `
    import { createSandbox } from "@interkit/sandbox";
    const targets = [{ url: "http://127.0.0.1:1/", secret: "client secret", topics: ["*"] }];
    const sandbox = createSandbox({ webhooks: { targets } });
    sandbox.seed.contact();
    await sandbox.webhooks.settled();
    console.log(sandbox.webhooks.deliveries({ status: "pending" }).length, "wait");
  `;
  const flags = ["--conditions=@interkit/source", "--import", "tsx", "--input-type=module"];
  const child = spawn(process.execPath, [...flags, "--eval", program], {
    cwd: fileURLToPath(new URL("../../", import.meta.url)),
  });
  const { said } = followProgram(child);
  const ended = once(child, "exit");
  await said(/(2 wait)/);
  expect(await ended).toEqual([0, null]);
});
