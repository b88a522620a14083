import { createClient } from "@interkit/core/2.16";
import { createClient as createPreview } from "@interkit/core/preview";
import { createClient as createUnstable } from "@interkit/core/unstable";
import { describe, expect, test } from "vitest";
import { observe } from "./support/observe.ts";
import { json, respond, serve } from "./support/serve.ts";

const token = "dG9rOjEyMw==";
const contact = { type: "contact", id: "5ba682d23d7cf92bef87bfd4", email: "ada@example.com" };

describe("a request", () => {
  test("carries the token, the version of the import and what it accepts", async () => {
    const server = await serve(json(200, contact));
    const client = createClient({ token, baseUrl: server.url });
    const { data, error, response } = await client.GET("/contacts/{contact_id}", {
      params: { path: { contact_id: contact.id } },
    });
    expect(data).toEqual(contact);
    expect(error).toBeUndefined();
    expect(response.status).toBe(200);
    expect(response.url).toBe(`${server.url}/contacts/${contact.id}`);
    expect(server.received).toMatchObject([
      {
        method: "GET",
        url: `/contacts/${contact.id}`,
        headers: {
          authorization: `Bearer ${token}`,
          "intercom-version": "2.16",
          accept: "application/json",
          "user-agent": "interkit",
        },
      },
    ]);
    expect(server.received[0]?.headers).not.toHaveProperty("content-type");
  });

  test("names Preview by the name of its import", async () => {
    const { fetch, requests } = observe();
    await createPreview({ token, fetch }).GET("/contacts");
    await createUnstable({ token, fetch }).GET("/contacts");
    const versions = requests.map((request) => request.headers.get("intercom-version"));
    expect(versions).toEqual(["Preview", "Unstable"]);
  });

  test("has its body as JSON, on PUT, POST and DELETE alike", async () => {
    const server = await serve(json(200, contact));
    const client = createClient({ token, baseUrl: server.url });
    await client.PUT("/contacts/{contact_id}", {
      params: { path: { contact_id: "1" } },
      body: { name: null },
    });
    await client.request("DELETE /conversations/{conversation_id}/customers/{contact_id}", {
      params: { path: { conversation_id: 2, contact_id: "3" } },
      body: { admin_id: "4" },
    });
    expect(server.received).toMatchObject([
      { method: "PUT", body: '{"name":null}', headers: { "content-type": "application/json" } },
      { method: "DELETE", url: "/conversations/2/customers/3", body: '{"admin_id":"4"}' },
    ]);
  });

  test("sends a form as a form", async () => {
    const server = await serve(json(200, {}));
    const client = createClient({ token, baseUrl: server.url });
    const body = new FormData();
    body.set("file", new Blob(["a,b"]), "catalog.csv");
    await client.request("POST /ecommerce/connectors/{connector_id}/catalog", {
      params: { path: { connector_id: "1" } },
      body,
    });
    expect(server.received[0]?.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
    expect(server.received[0]?.body).toContain("a,b");
  });

  test("takes headers of its own, and another way to read the answer", async () => {
    const server = await serve(respond(200, "a,b", { "content-type": "text/csv" }));
    const client = createClient({ token, baseUrl: server.url, userAgent: "my-app/1.0" });
    const { data } = await client.GET("/contacts", {
      parseAs: "text",
      headers: { "x-trace": "1", accept: "text/csv" },
    });
    expect(data).toBe("a,b");
    expect(server.received[0]?.headers).toMatchObject({
      "user-agent": "my-app/1.0",
      "x-trace": "1",
      accept: "text/csv",
    });
  });
});

describe("what is accepted", () => {
  test.each([
    ["json", "application/json", false],
    ["text", "text/plain, application/json", false],
    ["blob", "application/octet-stream", false],
    ["arrayBuffer", "application/octet-stream", false],
    ["stream", "application/octet-stream", true],
  ] as const)("of a call read as %s is %s", async (parseAs, accept, isPlain) => {
    const { fetch, requests } = observe();
    await createClient({ token, fetch }).request("GET /me", { parseAs });
    const headers = requests[0]?.headers;
    expect(headers?.get("accept")).toBe(accept);
    // Ranges of a file count its uncompressed bytes.
    expect(headers?.get("accept-encoding")).toBe(isPlain ? "identity" : null);
  });
});

test("a deletion on Node accepts compressed responses, as all other calls do", async () => {
  const { fetch, requests } = observe();
  const client = createClient({ token, fetch });
  await client.request("DELETE /tags/{tag_id}", { params: { path: { tag_id: "1" } } });
  expect(requests[0]?.headers.get("accept-encoding")).toBeNull();
});

describe("an answer with nothing in it", () => {
  test.each([
    ["204", respond(204)],
    ["empty 200", respond(200, "", { "content-type": "application/json" })],
    ["empty 200 in chunks", respond(200, "", { "transfer-encoding": "chunked" })],
    ["empty 202", respond(202)],
  ])("is undefined: %s", async (_, handler) => {
    const server = await serve(handler);
    const client = createClient({ token, baseUrl: server.url });
    const result = await client.request("DELETE /tags/{tag_id}", {
      params: { path: { tag_id: "1" } },
    });
    expect(result).toEqual({ data: undefined, response: expect.any(Response) });
    expect(result.error).toBeUndefined();
  });
});

describe("the host", () => {
  test.each([
    [{}, "https://api.intercom.io/contacts"],
    [{ region: "us" }, "https://api.intercom.io/contacts"],
    [{ region: "eu" }, "https://api.eu.intercom.io/contacts"],
    [{ region: "au" }, "https://api.au.intercom.io/contacts"],
    [
      { baseUrl: "https://proxy.example.com/intercom//" },
      "https://proxy.example.com/intercom/contacts",
    ],
    [{ baseUrl: "https://example.com/a///" }, "https://example.com/a/contacts"],
    [{ baseUrl: "http://localhost:4010/" }, "http://localhost:4010/contacts"],
    [{ baseUrl: "http://[::1]:4010" }, "http://[::1]:4010/contacts"],
  ] as const)("of %j is %s", async (options, url) => {
    const { fetch, requests } = observe();
    await createClient({ token, fetch, ...options }).GET("/contacts");
    expect(requests[0]?.url).toBe(url);
  });

  test("is sent with the fetch that the platform has at that time", async () => {
    const client = createClient({ token });
    const original = globalThis.fetch;
    try {
      globalThis.fetch = async () => Response.json({ type: "list", data: [] });
      expect((await client.GET("/contacts")).data).toEqual({ type: "list", data: [] });
    } finally {
      globalThis.fetch = original;
    }
  });
});

describe("the token", () => {
  test("may be a function, which all calls together call once", async () => {
    const { fetch, requests } = observe();
    let tokenCalls = 0;
    const client = createClient({ token: async () => `token-${++tokenCalls}`, fetch });
    await Promise.all([1, 2, 3].map(() => client.GET("/contacts")));
    await client.GET("/contacts");
    const sent = requests.map((request) => request.headers.get("authorization"));
    expect(new Set(sent)).toEqual(new Set(["Bearer token-1"]));
  });

  test("is requested once more when it was refused, and refused calls are retried", async () => {
    let current = 1;
    const refuseOld = (request: Request) =>
      request.headers.get("authorization") === `Bearer token-${current}`
        ? Response.json({ ok: true })
        : Response.json({ type: "error.list", errors: [] }, { status: 401 });
    const { fetch, requests } = observe(refuseOld);
    let tokenCalls = 0;
    const token = async () => {
      tokenCalls += 1;
      return `token-${current}`;
    };
    const client = createClient({ token, fetch });
    await client.GET("/contacts");
    current = 2;
    const calls = [1, 2, 3].map((name) => client.POST("/contacts", { body: { name: `${name}` } }));
    const results = await Promise.all(calls);
    expect(results.map(({ response }) => response.status)).toEqual([200, 200, 200]);
    expect(tokenCalls).toBe(2);
    const accepted = requests
      .slice(1)
      .filter((sent) => sent.headers.get("authorization") === "Bearer token-2");
    const names = await Promise.all(accepted.map(async (sent) => (await sent.json()).name));
    expect(names.sort()).toEqual(["1", "2", "3"]);
  });

  test("that is refused again results in the 401, after one more request for it", async () => {
    const unauthorised = { type: "error.list", errors: [{ code: "unauthorized" }] };
    const { fetch, requests } = observe(() => Response.json(unauthorised, { status: 401 }));
    let tokenCalls = 0;
    const refused = () => {
      tokenCalls += 1;
      return "same";
    };
    const client = createClient({ token: refused, fetch });
    const { error, response } = await client.GET("/contacts");
    expect([response.status, error?.errors[0]?.code]).toEqual([401, "unauthorized"]);
    expect([requests.length, tokenCalls]).toEqual([1, 2]);
  });

  test("is requested again after its function has failed", async () => {
    const { fetch } = observe();
    let tokenCalls = 0;
    const token = async () => {
      tokenCalls += 1;
      if (tokenCalls === 1) throw new Error("the vault is locked");
      return "token";
    };
    const client = createClient({ token, fetch });
    await expect(client.GET("/contacts")).rejects.toThrow('the option "token" failed');
    expect((await client.GET("/contacts")).response.status).toBe(200);
  });
});
