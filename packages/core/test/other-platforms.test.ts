import { afterEach, describe, expect, test, vi } from "vitest";

/** The arguments of `fetch` on a platform with this name. */
async function sentOn(platform: "Deno" | "Bun", global: object, calls: [string, object?][]) {
  vi.stubGlobal(platform, global);
  // The platform is detected once, when the package is loaded.
  vi.resetModules();
  const { createClient } = await import("@interkit/core/2.16");
  const sent: (RequestInit & { client?: unknown; duplex?: string })[] = [];
  const client = createClient({
    token: "token",
    fetch: async (_, init) => {
      sent.push(init);
      return Response.json({ id: "1" });
    },
  });
  for (const [route, init] of calls) await client.request(route, init);
  return sent;
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

const tag = { params: { path: { tag_id: "1" } } };
const header = (init: RequestInit | undefined, name: string) =>
  (init?.headers as Record<string, string> | undefined)?.[name];

/** What Deno makes connections with. */
function deno() {
  const made: object[] = [];
  const createHttpClient = (options: object) => {
    made.push(options);
    return { options };
  };
  return { made, global: { createHttpClient } };
}

describe("Deno, which retries requests that failed on a reused connection", () => {
  test("gets a new connection and no compression where its own retry must be visible", async () => {
    const { made, global } = deno();
    const sent = await sentOn("Deno", global, [
      ["DELETE /tags/{tag_id}", tag],
      ["DELETE /conversations/{id}/tags", { params: { path: { id: 1 } }, body: { admin_id: "1" } }],
      ["GET /companies/scroll"],
      ["GET /me"],
    ]);
    const client = { options: { poolMaxIdlePerHost: 0 } };
    expect(sent.map((init) => init.client)).toEqual([client, client, client, undefined]);
    expect(sent.map((init) => header(init, "accept-encoding"))).toEqual([
      "identity",
      "identity",
      "identity",
      undefined,
    ]);
    expect(sent.map(({ body }) => body)).toEqual([null, '{"admin_id":"1"}', null, null]);
    expect(header(sent[0], "authorization")).toBe("Bearer token");
    expect(made).toHaveLength(1);
  });

  test("gets a body that cannot be read twice for a request that must be sent once", async () => {
    const form = new FormData();
    form.set("file", new Blob(["a,b"]), "a.csv");
    const sent = await sentOn("Deno", deno().global, [
      ["POST /contacts", { body: { name: "Ada" } }],
      ["POST /messages", { body: form }],
      ["POST /contacts/{id}/archive", { params: { path: { id: "1" } } }],
    ]);
    for (const init of sent) {
      expect(init.body).toBeInstanceOf(ReadableStream);
      expect(init.duplex).toBe("half");
      expect(header(init, "authorization")).toBe("Bearer token");
    }
    const [json, written, nothing] = sent;
    expect(header(json, "content-type")).toBe("application/json");
    expect(await new Response(json?.body as BodyInit).text()).toBe('{"name":"Ada"}');
    const type = header(written, "content-type") ?? "";
    const headers = { "content-type": type };
    const read = await new Response(written?.body as BodyInit, { headers }).formData();
    expect(await (read.get("file") as File).text()).toBe("a,b");
    expect(header(nothing, "content-type")).toBeUndefined();
    expect(await new Response(nothing?.body as BodyInit).text()).toBe("");
  });

  test("gets the body of a repeatable request as text", async () => {
    const contact = { params: { path: { contact_id: "1" } }, body: { name: "Ada" } };
    const [put, search] = await sentOn("Deno", deno().global, [
      ["PUT /contacts/{contact_id}", contact],
      ["POST /contacts/search", { body: {} }],
    ]);
    expect([put?.body, search?.body]).toEqual(['{"name":"Ada"}', "{}"]);
    expect([put?.duplex, put?.client]).toEqual([undefined, undefined]);
  });

  test("gets no connection where it cannot make one", async () => {
    const [sent] = await sentOn("Deno", {}, [["DELETE /tags/{tag_id}", tag]]);
    expect(sent).not.toHaveProperty("client");
    expect(header(sent, "accept-encoding")).toBe("identity");
  });
});

test("Bun gets a DELETE without keep-alive, since it would retry one by itself", async () => {
  const [removed, created] = await sentOn("Bun", {}, [
    ["DELETE /tags/{tag_id}", tag],
    ["POST /contacts", { body: { name: "Ada" } }],
  ]);
  expect(removed?.keepalive).toBe(false);
  expect(header(removed, "accept-encoding")).toBe("identity");
  expect(created).not.toHaveProperty("keepalive");
  expect(created?.body).toBe('{"name":"Ada"}');
});
