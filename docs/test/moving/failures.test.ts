import { RateLimitError, ResponseError, TimeoutError } from "@interkit/client";
import { IntercomError, IntercomTimeoutError } from "intercom-client";
import { describe, expect, test } from "vitest";
import { both, ended, json } from "./support/both.ts";

// What the page /moving/behaviour/ states of both clients when calls fail.

const failed = {
  type: "error.list",
  errors: [{ code: "server_error", message: "for ada@example.com" }],
};
const contact = { type: "contact", id: "1", role: "user", email: "ada@example.com" };

describe("retries", () => {
  test("intercom-client repeats a create after a 500, and Interkit does not", async () => {
    const clients = await both((_, response) =>
      json(response, 500, failed, { "retry-after": "1" }),
    );
    const create = { email: "ada@example.com" } as const;
    const there = await ended(clients, () =>
      clients.there.contacts.create(create, { maxRetries: 1 }),
    );
    expect(there.requests).toEqual(["POST /contacts", "POST /contacts"]);
    const here = await ended(clients, () =>
      clients.here.contacts.create({ role: "user", ...create }),
    );
    expect(here.requests).toEqual(["POST /contacts"]);
  });

  test("two retries are the default of intercom-client", async () => {
    const clients = await both((_, response, count) => {
      if (count < 3) json(response, 500, failed, { "retry-after": "1" });
      else json(response, 200, contact);
    });
    const there = await ended(clients, () =>
      clients.there.contacts.create({ email: "ada@example.com" }),
    );
    expect(there.requests).toHaveLength(3);
  });

  test("intercom-client reports a read whose connection was lost, and Interkit repeats it", async () => {
    const clients = await both((request, response, count) => {
      if (count % 2 === 1) request.socket.destroy();
      else json(response, 200, contact);
    });
    const there = await ended(clients, () => clients.there.contacts.find({ contact_id: "1" }));
    expect(there.error).toBeInstanceOf(IntercomError);
    expect(there.requests).toHaveLength(1);
    await ended(clients, () => clients.there.contacts.find({ contact_id: "1" }));
    const here = await ended(clients, () => clients.here.contacts.get("1"));
    expect(here.requests).toHaveLength(2);
    expect(here.value).toMatchObject({ id: "1" });
  });

  test("intercom-client repeats a page of the scroll, and Interkit reports it", async () => {
    const clients = await both((_, response) =>
      json(response, 500, failed, { "retry-after": "1" }),
    );
    const there = await ended(clients, () => clients.there.companies.scroll({}, { maxRetries: 1 }));
    expect(there.requests).toHaveLength(2);
    const here = await ended(clients, () =>
      clients.here.companies.scroll().collect({ limit: 100 }),
    );
    expect(here.requests).toHaveLength(1);
  });
});

describe("timeouts", () => {
  test("intercom-client waits for a body that never ends, and Interkit does not", async () => {
    const clients = await both((_, response) => {
      response.writeHead(200, { "content-type": "application/json" }).write('{"type":');
    });
    const there = clients.there.contacts.find(
      { contact_id: "1" },
      { timeoutInSeconds: 0.1, maxRetries: 0 },
    );
    there.catch(() => {});
    const here = await ended(clients, () =>
      clients.here.contacts.get("1", {}, { timeoutMs: 500, retry: false }),
    );
    expect(here.error).toBeInstanceOf(TimeoutError);
    // By now the tenth of a second of intercom-client is over too.
    await expect(Promise.race([there, Promise.resolve("waits")])).resolves.toBe("waits");
  });

  test("both stop waiting for a response that does not begin; only the error of Interkit is one of timeouts", async () => {
    const clients = await both(() => {});
    const there = await ended(clients, () =>
      clients.there.contacts.find({ contact_id: "1" }, { timeoutInSeconds: 0.1, maxRetries: 0 }),
    );
    expect(there.error).toBeInstanceOf(IntercomError);
    expect(there.error).not.toBeInstanceOf(IntercomTimeoutError);
    const here = await ended(clients, () =>
      clients.here.contacts.get("1", {}, { timeoutMs: 100, retry: false }),
    );
    expect(here.error).toBeInstanceOf(TimeoutError);
  });
});

describe("responses that are not the API's", () => {
  test("intercom-client returns a description of a web page as the contact, and Interkit throws", async () => {
    const clients = await both((_, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end("<html>Maintenance</html>");
    });
    const there = await ended(clients, () => clients.there.contacts.find({ contact_id: "1" }));
    expect(there.value).toMatchObject({ ok: false, error: { reason: "non-json" } });
    const here = await ended(clients, () => clients.here.contacts.get("1", {}, { retry: false }));
    expect(here.error).toBeInstanceOf(ResponseError);
  });

  test("intercom-client returns undefined for an empty body, and Interkit throws", async () => {
    const clients = await both((_, response) => response.writeHead(200).end());
    const there = await ended(clients, () => clients.there.contacts.find({ contact_id: "1" }));
    expect(there).toMatchObject({ value: undefined });
    expect(there.error).toBeUndefined();
    const here = await ended(clients, () => clients.here.contacts.get("1", {}, { retry: false }));
    expect(here.error).toBeInstanceOf(ResponseError);
  });
});

describe("errors", () => {
  test("the message of intercom-client has the whole body, and that of Interkit the reason on one line", async () => {
    const body = { ...failed, request_id: "r1", secret_note: "private" };
    const clients = await both((_, response) => json(response, 422, body));
    const there = await ended(clients, () => clients.there.contacts.find({ contact_id: "1" }));
    expect(there.error?.message).toContain("private");
    const here = await ended(clients, () => clients.here.contacts.get("1"));
    expect(here.error?.message).not.toContain("private");
    expect(here.error?.message.split("\n")).toHaveLength(1);
    expect(here.error).toMatchObject({ status: 422, code: "server_error", requestId: "r1" });
  });

  test("a call that is aborted is an IntercomError there, and the platform's AbortError here", async () => {
    const clients = await both(() => {});
    const abort = () => AbortSignal.abort();
    const there = await ended(clients, () =>
      clients.there.contacts.find({ contact_id: "1" }, { abortSignal: abort() }),
    );
    expect(there.error).toBeInstanceOf(IntercomError);
    const here = await ended(clients, () =>
      clients.here.contacts.get("1", {}, { signal: abort() }),
    );
    expect(here.error?.name).toBe("AbortError");
  });

  test("a 429 is an error of its own here, with the delay", async () => {
    const clients = await both((_, response) =>
      json(response, 429, failed, { "retry-after": "7" }),
    );
    const here = await ended(clients, () => clients.here.contacts.get("1", {}, { retry: false }));
    expect(here.error).toBeInstanceOf(RateLimitError);
    expect(here.error).toMatchObject({ retryAfterMs: 7_000 });
  });
});
