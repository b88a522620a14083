import { ConfigError } from "@interkit/core";
import {
  createMemoryStore,
  createWebhooks,
  type DeliveryStore,
  SignatureError,
  type WebhooksOptions,
} from "@interkit/webhooks";
import { describe, expect, test, vi } from "vitest";
import { delivery, notification, secret } from "./support/notification.ts";

function receiver(options: Partial<WebhooksOptions> = {}) {
  const errors: unknown[] = [];
  const handled: string[] = [];
  const webhooks = createWebhooks({ secret, onError: (error) => errors.push(error), ...options });
  const send = async (body: string) => (await webhooks.fetch(await delivery(body))).status;
  return { webhooks, errors, handled, send };
}

describe("topics", () => {
  test("each handler gets the notifications that its pattern fits, in the order of registration", async () => {
    const { webhooks, handled, send } = receiver();
    webhooks
      .on("contact.user.created", () => handled.push("topic"))
      .on("contact.user.*", () => handled.push("inner group"))
      .on("contact.*", () => handled.push("group"))
      .on("*", () => handled.push("all"))
      .on("conversation.*", () => handled.push("other"));
    expect(await send(notification("contact.user.created"))).toBe(200);
    expect(handled).toEqual(["topic", "inner group", "group", "all"]);
  });

  test("a group has no topic that only begins alike", async () => {
    const { webhooks, handled, send } = receiver();
    webhooks.on("conversation.*", ({ topic }) => handled.push(topic));
    await send(notification("conversation_part.redacted"));
    expect(handled).toEqual([]);
  });

  test("a topic is not one that only begins alike", async () => {
    const { webhooks, handled, send } = receiver();
    webhooks.on("ticket.closed", ({ topic }) => handled.push(topic));
    await send(notification("ticket.closed.again"));
    await send(notification("ticket.closes"));
    expect(handled).toEqual([]);
  });

  test("what no handler fits goes to the others, unknown topics included", async () => {
    const { webhooks, handled, send } = receiver();
    webhooks.on("ping", () => handled.push("ping")).otherwise(({ topic }) => handled.push(topic));
    expect(await send(notification("ping"))).toBe(200);
    expect(await send(notification("brand.new"))).toBe(200);
    expect(handled).toEqual(["ping", "brand.new"]);
  });

  test("a notification without a handler is acknowledged", async () => {
    expect(await receiver().send(notification("contact.deleted"))).toBe(200);
  });

  test("a handler gets the notification as it was sent", async () => {
    const { webhooks, send } = receiver();
    const handler = vi.fn();
    webhooks.on("contact.user.created", handler);
    const body = notification("contact.user.created", { type: "contact", id: "7", name: "Zoë" });
    await send(body);
    expect(handler).toHaveBeenCalledExactlyOnceWith(JSON.parse(body));
  });
});

describe("requests", () => {
  test("HEAD is answered, and methods that Intercom does not send are refused", async () => {
    const { webhooks, errors } = receiver();
    const status = async (method: string) =>
      (await webhooks.fetch(new Request("https://example.com/", { method }))).status;
    expect(await status("HEAD")).toBe(200);
    const response = await webhooks.fetch(new Request("https://example.com/"));
    expect([response.status, response.headers.get("allow")]).toEqual([405, "HEAD, POST"]);
    expect(await status("PUT")).toBe(405);
    expect(errors).toEqual([]);
  });

  test("a request that is not signed reaches no handler", async () => {
    const { webhooks, handled, errors } = receiver();
    webhooks.on("*", () => handled.push("handled"));
    const body = notification("ping");
    const request = new Request("https://example.com/", { method: "POST", body });
    expect((await webhooks.fetch(request)).status).toBe(401);
    expect([handled, errors]).toEqual([[], [expect.any(SignatureError)]]);
  });

  test.each([
    ["no JSON", "{"],
    ["no notification", "[]"],
    ["without an item", '{"topic":"ping","data":{}}'],
    ["with an id that is a number", '{"id":1,"topic":"ping","data":{"item":{}}}'],
    ["null", "null"],
    ["without a topic", '{"data":{"item":{}}}'],
  ])("a signed body that is %s is refused", async (_what, body) => {
    const { errors, send } = receiver();
    expect(await send(body)).toBe(400);
    expect(errors).toEqual([expect.any(SyntaxError)]);
  });

  test("the error of a body says what a notification has to have", async () => {
    const { errors, send } = receiver();
    await send("{}");
    expect(String(errors[0])).toContain("The body is no notification: it has no topic or no item");
  });

  test("a body of more than the limit is refused, with and without its length", async () => {
    const { webhooks, errors } = receiver({ maxBodyBytes: 1_000 });
    const large = notification("ping", { text: "x".repeat(2_000) });
    expect((await webhooks.fetch(await delivery(large))).status).toBe(413);
    const request = new Request(await delivery(large), { headers: { "Content-Length": "3000" } });
    expect((await webhooks.fetch(request)).status).toBe(413);
    expect(String(errors[0])).toContain('more than 1000 bytes was refused: see "maxBodyBytes"');
  });

  test("a request whose body was read is a mistake of the program", async () => {
    const { webhooks, errors } = receiver();
    const request = await delivery(notification("ping"));
    await request.json();
    expect((await webhooks.fetch(request)).status).toBe(500);
    expect(errors).toEqual([expect.any(ConfigError)]);
  });
});

describe("deliveries", () => {
  test("a notification is handled once, and a ping without an id each time", async () => {
    const { webhooks, handled, send } = receiver();
    webhooks.on("*", ({ topic }) => handled.push(topic));
    const body = notification("contact.archived");
    expect([await send(body), await send(body)]).toEqual([200, 200]);
    const ping = notification("ping", { type: "ping" }, { id: null });
    await send(ping);
    await send(ping);
    expect(handled).toEqual(["contact.archived", "ping", "ping"]);
  });

  test("a notification that comes again while it is being handled is not handled twice", async () => {
    const { webhooks, handled, send } = receiver();
    let end: () => void = () => undefined;
    webhooks.on("*", () => {
      handled.push("started");
      return new Promise<void>((resolve) => {
        end = resolve;
      });
    });
    const body = notification("contact.archived");
    const first = send(body);
    await vi.waitFor(() => expect(handled).toEqual(["started"]), { timeout: 60_000 });
    expect(await send(body)).toBe(200);
    end();
    expect(await first).toBe(200);
    expect(handled).toEqual(["started"]);
  });

  test("after a failure Intercom gets an error, and the notification is handled when it comes again", async () => {
    const { webhooks, errors, handled, send } = receiver();
    webhooks.on("*", () => {
      handled.push("tried");
      if (handled.length === 1) throw new Error("the database is down");
    });
    const body = notification("contact.archived");
    expect([await send(body), await send(body), await send(body)]).toEqual([500, 200, 200]);
    expect(handled).toEqual(["tried", "tried"]);
    expect(errors).toEqual([new Error("the database is down")]);
  });

  test("notifications without an order are handled side by side", async () => {
    const { webhooks, handled, send } = receiver();
    const ends: (() => void)[] = [];
    webhooks.on("contact.archived", () => new Promise<void>((resolve) => ends.push(resolve)));
    webhooks.on("contact.deleted", () => handled.push("second"));
    const first = send(notification("contact.archived"));
    await vi.waitFor(() => expect(ends).toHaveLength(1), { timeout: 60_000 });
    expect(await send(notification("contact.deleted"))).toBe(200);
    expect(handled).toEqual(["second"]);
    ends[0]?.();
    expect(await first).toBe(200);
  });

  test("a notification without the property id is handled each time", async () => {
    const { webhooks, handled, send } = receiver();
    webhooks.on("*", ({ topic }) => handled.push(topic));
    const body = notification("ping", { type: "ping" }, { id: undefined });
    expect([await send(body), await send(body)]).toEqual([200, 200]);
    expect(handled).toEqual(["ping", "ping"]);
  });

  test.each([{ ttlMs: 0 }, { maxEntries: -1 }, { ttlMs: "1" }, { maxEntries: Number.NaN }])(
    "a store with the options %j is refused",
    (options) => {
      const [name] = Object.keys(options);
      expect(() => createMemoryStore(options as object)).toThrow(`"${name}" of the store must be`);
    },
  );

  test("the store forgets what is old, and the oldest beyond its size", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    try {
      const store = createMemoryStore({ ttlMs: 1_000, maxEntries: 2 });
      for (const id of ["1", "2", "3"]) {
        expect(store.claim(id)).toBe("new");
        store.complete(id);
      }
      expect([store.claim("1"), store.claim("2"), store.claim("3")]).toEqual([
        "new",
        "done",
        "done",
      ]);
      vi.advanceTimersByTime(1_001);
      expect(store.claim("3")).toBe("new");
    } finally {
      vi.useRealTimers();
    }
  });

  test("where the store fails, Intercom gets an error and no handler is called", async () => {
    const store: DeliveryStore = {
      claim: () => Promise.reject(new Error("the store is down")),
      complete: () => undefined,
      release: () => undefined,
    };
    const { webhooks, errors, handled, send } = receiver({ store });
    webhooks.on("*", () => handled.push("handled"));
    expect(await send(notification("contact.archived"))).toBe(503);
    expect([handled, errors]).toEqual([[], [new Error("the store is down")]]);
  });

  test("a store that fails after the handlers does not fail the delivery", async () => {
    const store: DeliveryStore = {
      claim: () => "new",
      complete: () => Promise.reject(new Error("the store is down")),
      release: () => undefined,
    };
    const { webhooks, errors, send } = receiver({ store });
    webhooks.on("*", () => undefined);
    expect(await send(notification("contact.archived"))).toBe(200);
    expect(errors).toEqual([new Error("the store is down")]);
  });
});
