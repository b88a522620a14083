import { createSandbox, type Sandbox } from "@interkit/sandbox";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Json, workspace } from "./support/workspace.ts";

interface Bad {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

const good = {
  Authorization: "Bearer any",
  "Content-Type": "application/json",
  "Intercom-Version": "2.16",
};

describe.each(["http", "fetch"])("over %s", (transport) => {
  let sandbox: Sandbox;
  const before = () => sandbox.snapshot().collections;

  /** Sends bad input, and checks that the state is unchanged and the next request succeeds. */
  async function send({ method = "POST", path = "/contacts", headers = {}, body }: Bad) {
    sandbox = createSandbox();
    let url = "https://api.intercom.io";
    if (transport === "http") {
      const server = await sandbox.listen();
      onTestFinished(() => server.close());
      url = server.url;
    }
    const collections = before();
    const init = { method, headers: { ...good, ...headers }, body: body ?? null };
    const fetchFrom = transport === "http" ? fetch : sandbox.fetch;
    const response = await fetchFrom(url + path, init);
    const text = await response.text();
    expect(before()).toEqual(collections);
    expect((await fetchFrom(`${url}/tags`, { headers: good })).status).toBe(200);
    const read = (text === "" ? undefined : JSON.parse(text)) as Json;
    const code = read?.errors?.[0]?.code as string | undefined;
    return { status: response.status, headers: response.headers, code, read };
  }

  const both = async (bad: Bad) => {
    const { status, code } = await send(bad);
    return [status, code];
  };

  test("a body that is not JSON", async () => {
    for (const body of ["{", "{]", "undefined", '{"a":1}x', "\u0000"]) {
      expect(await both({ body })).toEqual([400, "parameter_invalid"]);
    }
    const notUtf8 = new Uint8Array([0x22, 0xff, 0xfe, 0x22]);
    expect(await both({ body: notUtf8 })).toEqual([400, "parameter_invalid"]);
  });

  test("a body with another Content-Type", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "json", "text/json"]) {
      const headers = { "Content-Type": type };
      expect(await both({ headers, body: "{}" })).toEqual([415, "unsupported"]);
    }
  });

  test("JSON that is not an object", async () => {
    for (const body of ["[]", "1", '"text"', "true", "null"]) {
      expect(await both({ body })).toEqual([400, "type_mismatch"]);
    }
    expect(await both({ body: "" })).toEqual([400, "parameter_not_found"]);
  });

  test("a body over 10 MB with a Content-Length", async () => {
    const body = new Uint8Array(10 * 1024 * 1024 + 1).fill(0x20);
    const { status, code } = await send({ body });
    expect([status, code]).toEqual([413, "content_too_large"]);
  });

  test("an unknown path", async () => {
    for (const path of ["/nowhere", "//contacts", "/contacts//tags", "/CONTACTS"]) {
      expect(await both({ method: "GET", path })).toEqual([404, "not_found"]);
    }
  });

  test("a method that the path does not have, with the allowed ones", async () => {
    for (const method of ["PUT", "PATCH", "OPTIONS", "PURGE"]) {
      const { status, code, headers } = await send({ method });
      expect([status, code]).toEqual([405, "method_not_allowed"]);
      expect(headers.get("Allow")).toBe("GET, HEAD, POST");
    }
  });

  test("a HEAD is a GET without a body", async () => {
    const { status, read, headers } = await send({ method: "HEAD" });
    expect([status, read, headers.get("Content-Type")]).toEqual([
      200,
      undefined,
      "application/json; charset=utf-8",
    ]);
  });

  test("a token that is missing or malformed", async () => {
    const status = async (Authorization: string) =>
      both({ method: "GET", headers: { Authorization } });
    expect(await status("")).toEqual([401, "token_not_found"]);
    for (const value of [
      "Bearer",
      "Bearer ",
      "Bearer a b",
      "Basic YTo6YiBj",
      "any",
      "Token any",
      "bearerany",
    ]) {
      expect(await status(value)).toEqual([401, "unauthorized"]);
    }
    expect((await status("bearer any"))[0]).toBe(200);
  });

  test("a path with broken percent-encoding", async () => {
    for (const path of ["/contacts/%", "/contacts/%E0%A4%A", "/contacts/%zz/tags"]) {
      expect(await both({ method: "GET", path })).toEqual([400, "parameter_invalid"]);
    }
    for (const path of ["/%", "/contacts/%2F", "/contacts/%00", "/contacts/%2e%2e%2fadmins"]) {
      expect(await both({ method: "GET", path })).toEqual([404, "not_found"]);
    }
  });

  test("JSON that is nested 100,000 levels deep", async () => {
    const [open, close] = ["[".repeat(100_000), "]".repeat(100_000)];
    for (const body of [open + close, open, `{"custom_attributes":{"a":${open}${close}}}`]) {
      expect(await both({ body })).toEqual([400, "parameter_invalid"]);
    }
    const objects = `${'{"query":'.repeat(100_000)}1${"}".repeat(100_000)}`;
    expect(await both({ path: "/contacts/search", body: objects })).toEqual([
      400,
      "parameter_invalid",
    ]);
  });

  test("keys that every object inherits", async () => {
    for (const key of ["__proto__", "toString", "valueOf"]) {
      for (const body of [`{"${key}":{"role":"lead"}}`, `{"custom_attributes":{"${key}":null}}`]) {
        expect(await both({ body })).toEqual([400, "parameter_invalid"]);
      }
    }
    expect(({} as { role?: string }).role).toBeUndefined();
  });

  test("numbers that are too large", async () => {
    expect(await both({ body: '{"custom_attributes":{"n":1e999}}' })).toEqual([
      400,
      "parameter_invalid",
    ]);
    const [status] = await both({ body: '{"email":"ada@example.com","signed_up_at":1e300}' });
    expect(status).toBe(400);
  });

  test("unknown and repeated query parameters", async () => {
    const get = async (path: string) => (await send({ method: "GET", path })).status;
    expect(await get("/contacts?per_page=1&per_page=2&per_page=x")).toBe(400);
    expect(await get("/contacts?per_page=x&per_page=2")).toBe(200);
    expect(await get("/contacts?__proto__=1&constructor=2&%00=%00&%=%&&==")).toBe(200);
    expect(await get("/contacts?starting_after=%F0%9F%92%A9")).toBe(400);
  });
});

test.each(["2.7", "2.16", "Preview"])(
  "strange words are kept and answered in %s",
  async (version) => {
    const { send, sandbox } = await workspace(version);
    const custom_attributes = {
      constructor: "x",
      hasOwnProperty: 1,
      toLocaleString: true,
      "a\u0000b": "c\u0000d",
      "💩": "\u202e\ufeff",
    };
    const half = { "a\ud800": "b\udc00" };
    for (const [name, value] of Object.entries({ ...custom_attributes, "a\ufffd": "" })) {
      const data_type = typeof value === "number" ? "integer" : typeof value;
      sandbox.seed.dataAttribute({ name, data_type });
    }
    const contact = { email: "ada@example.com", name: "\u0000", role: "user" };
    const made = await send("POST", "/contacts", {
      ...contact,
      custom_attributes: { ...custom_attributes, ...half },
    });
    expect(made.status).toBe(200);
    const { body } = await send("GET", `/contacts/${made.body.id}`);
    expect(body.name).toBe("\u0000");
    // UTF-8 cannot encode lone surrogates.
    expect(body.custom_attributes).toEqual({ ...custom_attributes, "a\ufffd": "b\ufffd" });
  },
);

// Over HTTP, the response depends on the timing of the client: see bad-input-wire.test.ts.
test("an endless body is refused once it is over 10 MB, and not read further", async () => {
  let sent = 0;
  const piece = new Uint8Array(1024 * 1024).fill(0x20);
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      sent += 1;
      controller.enqueue(piece);
    },
  });
  const init = { method: "POST", headers: good, body, duplex: "half" } as RequestInit;
  const sandbox = createSandbox();
  const response = await sandbox.fetch("https://api.intercom.io/contacts", init);
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ errors: [{ code: "content_too_large" }] });
  expect(sent).toBeLessThan(20);
});

test("10 MB of JSON are read", async () => {
  const { status } = await createSandbox().fetch("https://api.intercom.io/contacts", {
    method: "POST",
    headers: good,
    body: `{"role":"lead"${" ".repeat(10 * 1024 * 1024 - 15)}}`,
  });
  expect(status).toBe(200);
});

test("a query of 100 kB is answered by the function, and refused by a server as too long", async () => {
  const sandbox = createSandbox();
  const path = `/contacts?x=${"y".repeat(100_000)}`;
  expect((await sandbox.fetch(`https://api.intercom.io${path}`, { headers: good })).status).toBe(
    200,
  );
  const server = await sandbox.listen();
  onTestFinished(() => server.close());
  expect((await fetch(server.url + path, { headers: good })).status).toBe(431);
  expect((await fetch(`${server.url}/tags`, { headers: good })).status).toBe(200);
});
