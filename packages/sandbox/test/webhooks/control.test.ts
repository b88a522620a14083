import { expect, test } from "vitest";
import { receiver, secret } from "../support/receiver.ts";
import { type Json, workspace } from "../support/workspace.ts";

/** A sandbox that listens, and a function that sends control requests. */
async function controlled() {
  const { sandbox, url } = await workspace();
  const control = async (request: string, body?: unknown): Promise<[number, Json]> => {
    const [method = "", path = ""] = request.split(" ");
    const response = await fetch(`${url}/_sandbox${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return [response.status, text === "" ? undefined : JSON.parse(text)];
  };
  return { sandbox, control };
}

test("targets are added, listed and removed over HTTP", async () => {
  const endpoint = await receiver();
  const { sandbox, control } = await controlled();
  const target = { url: endpoint.url, secret, topics: ["contact.*"] };
  const [status, added] = await control("POST /webhooks", target);
  expect(status).toBe(201);
  expect(added).toEqual({
    id: "1",
    url: endpoint.url,
    topics: ["contact.*"],
    version: "2.16",
    status: "active",
    head: null,
  });
  await control("POST /seed/contact", { email: "ada@example.com" });
  expect(await control("POST /webhooks/flush")).toEqual([204, undefined]);
  expect(endpoint.topics).toEqual(["contact.user.created"]);
  expect(await control("GET /webhooks/1")).toEqual([200, { ...added, head: { status: 200 } }]);
  expect((await control("GET /"))[1].counts.webhooks).toBe(1);
  expect(await control("DELETE /webhooks/1")).toEqual([204, undefined]);
  expect(await control("DELETE /webhooks/1")).toEqual([
    404,
    { error: "There is no webhook target 1." },
  ]);
  await control("POST /webhooks", target);
  expect(await control("DELETE /webhooks")).toEqual([204, undefined]);
  expect(sandbox.webhooks.list()).toEqual([]);
});

test("the outbox is read, and a delivery is sent once more, over HTTP", async () => {
  const endpoint = await receiver();
  const { control } = await controlled();
  await control("POST /webhooks", { url: endpoint.url, secret, topics: ["contact.*"] });
  await control("POST /seed/contact", {});
  await control("POST /webhooks/flush");
  const [, { deliveries }] = await control("GET /webhooks/deliveries?topic=contact.user.created");
  expect(deliveries).toMatchObject([{ id: "2", status: "delivered", attempts: [{ status: 200 }] }]);
  expect((await control("POST /webhooks/deliveries/2/redeliver"))[0]).toBe(202);
  await control("POST /webhooks/flush");
  expect(endpoint.notifications.map((body) => body.delivery_attempts)).toEqual([1, 2]);
  expect((await control("POST /webhooks/deliveries/9/redeliver"))[0]).toBe(404);
  expect(await control("GET /webhooks/deliveries?color=red")).toEqual([
    400,
    { error: "Deliveries cannot be filtered by color, only by topic, targetId, status." },
  ]);
});

test("faults are set over HTTP, and mistakes are answered with their message", async () => {
  const { sandbox, control } = await controlled();
  expect(await control("PUT /webhooks/faults", { lose: 1 })).toEqual([200, { lose: 1 }]);
  expect(sandbox.webhooks.faults).toEqual({ lose: 1 });
  expect(await control("GET /webhooks/faults")).toEqual([200, { lose: 1 }]);
  expect((await control("PUT /webhooks/faults", { lose: 2 }))[0]).toBe(400);
  const [status, { error }] = await control("POST /webhooks", { url: "x", secret, topics: ["*"] });
  expect(status).toBe(400);
  expect(error).toContain("http or https URL");
});
