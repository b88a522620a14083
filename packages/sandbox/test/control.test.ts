import { createSandbox, type Sandbox, type SandboxOptions } from "@interkit/sandbox";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Json } from "./support/workspace.ts";

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

interface Connection {
  readonly sandbox: Sandbox;
  readonly url: string;
  send(method: string, path: string, body?: unknown, headers?: HeadersInit): Promise<Answer>;
}

/** A sandbox, and a function that sends requests without a token. */
async function open(transport: string, options: SandboxOptions = {}): Promise<Connection> {
  const sandbox = createSandbox(options);
  let url = "https://api.intercom.io";
  if (transport === "http") {
    const server = await sandbox.listen();
    onTestFinished(() => server.close());
    url = server.url;
  }
  const fetchFrom = transport === "http" ? fetch : sandbox.fetch;
  return {
    sandbox,
    url,
    async send(method, path, body, headers = {}) {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const init = { method, headers, ...(body === undefined ? {} : { body: text }) };
      const response = await fetchFrom(url + path, init);
      const read = await response.text();
      const { status } = response;
      return { status, headers: response.headers, body: read ? JSON.parse(read) : undefined };
    },
  };
}

describe.each(["http", "fetch"])("over %s", (transport) => {
  test("the overview needs no token, and counts for no rate limit", async () => {
    const { send, url, sandbox } = await open(transport, {
      token: "secret",
      rateLimit: { perMinute: 6 },
    });
    sandbox.seed.contact({});
    sandbox.faults.add({ fault: { status: 503 } });
    for (let i = 0; i < 3; i += 1) {
      const { status, body } = await send("GET", "/_sandbox");
      expect(status).toBe(200);
      expect(body).toMatchObject({
        defaultVersion: "2.16",
        counts: { requests: 0, faults: 1, collections: { contacts: 1, admins: 1 } },
        links: { faults: `${url}/_sandbox/faults` },
      });
      expect(body.versions).toContain("Preview");
      expect(body.links.seed).toContain(`${url}/_sandbox/seed/contact`);
    }
  });

  test("the state is read, restored and reset", async () => {
    const { send, sandbox } = await open(transport);
    sandbox.seed.contact({ email: "ada@example.com" });
    const { body: before } = await send("GET", "/_sandbox/state");
    expect(before).toEqual(sandbox.snapshot());
    expect(await send("DELETE", "/_sandbox/state")).toMatchObject({ status: 204, body: undefined });
    expect(sandbox.snapshot().collections["contacts"]).toBeUndefined();
    expect((await send("PUT", "/_sandbox/state", before)).status).toBe(204);
    expect(sandbox.snapshot()).toEqual(before);
  });

  test("resetting the state resets the clock, the faults and the log too", async () => {
    const { send, sandbox } = await open(transport, { clock: () => 1000 });
    sandbox.faults.add({ fault: { status: 503 } });
    sandbox.clock.set(5);
    await send("GET", "/tags");
    await send("DELETE", "/_sandbox/state");
    expect([sandbox.faults.list(), sandbox.requests.list()]).toEqual([[], []]);
    expect(sandbox.clock.now).toBe(1000);
    expect(sandbox.faults.add({ fault: { status: 503 } }).id).toBe("1");
  });

  test("faults are planned, listed and removed", async () => {
    const { send } = await open(transport);
    const plan = { route: "POST /contacts", times: 2, fault: { status: 503 } };
    const made = await send("POST", "/_sandbox/faults", plan);
    const planned = {
      ...plan,
      id: "1",
      fault: { kind: "error", status: 503 },
      matched: 0,
      triggered: 0,
    };
    expect(made).toMatchObject({ status: 201, body: planned });
    expect((await send("POST", "/contacts", {})).status).toBe(503);
    const triggered = { ...planned, matched: 1, triggered: 1 };
    expect((await send("GET", "/_sandbox/faults")).body).toEqual({ faults: [triggered] });
    expect((await send("GET", "/_sandbox/faults/1")).body).toEqual(triggered);
    expect((await send("DELETE", "/_sandbox/faults/1")).status).toBe(204);
    const missing = { status: 404, body: { error: "There is no fault 1." } };
    expect(await send("DELETE", "/_sandbox/faults/1")).toMatchObject(missing);
    expect(await send("GET", "/_sandbox/faults/1")).toMatchObject(missing);
    await send("POST", "/_sandbox/faults", plan);
    expect((await send("DELETE", "/_sandbox/faults")).status).toBe(204);
    expect((await send("GET", "/_sandbox/faults")).body).toEqual({ faults: [] });
  });

  test("the clock is read and set", async () => {
    const { send } = await open(transport, { clock: () => 1_717_401_600_000 });
    const now = 1_717_401_600_000;
    const date = "2024-06-03T08:00:00.000Z";
    expect((await send("GET", "/_sandbox/clock")).body).toEqual({ now, paused: false, date });
    const advanced = await send("PATCH", "/_sandbox/clock", { advanceMs: 60_000 });
    expect(advanced).toMatchObject({ status: 200, body: { now: now + 60_000 } });
    const paused = await send("PATCH", "/_sandbox/clock", { now: 5, paused: true });
    expect(paused.body).toMatchObject({ now: 5, paused: true });
    const resumed = await send("PATCH", "/_sandbox/clock", { paused: false });
    expect(resumed.body).toMatchObject({ now: 5, paused: false });
  });

  test("the log has the requests, with bodies and without tokens", async () => {
    const { send, sandbox } = await open(transport, { clock: () => 1000 });
    const token = { Authorization: "Bearer secret", "Content-Type": "application/json" };
    await send("POST", "/contacts", { email: "ada@example.com" }, token);
    sandbox.faults.add({ times: 1, fault: { status: 429 } });
    await send("POST", "/contacts", { email: "grace@example.com" }, token);
    await send("GET", "/tags?x=1", undefined, token);
    const { body } = await send("GET", "/_sandbox/requests");
    expect(body.requests).toMatchObject([
      { method: "POST", path: "/contacts", status: 200, body: { email: "ada@example.com" } },
      { status: 429, body: { email: "grace@example.com" }, faults: [{ id: "1", kind: "error" }] },
      { time: 1000, path: "/tags?x=1", operation: "tags.list", version: "2.16", faults: [] },
    ]);
    expect(JSON.stringify(body)).not.toContain("secret");
    const some = await send("GET", "/_sandbox/requests?operation=tags.list");
    expect(some.body.requests).toHaveLength(1);
    expect((await send("DELETE", "/_sandbox/requests")).status).toBe(204);
    expect((await send("GET", "/_sandbox/requests")).body).toEqual({ requests: [] });
  });

  test("records are seeded", async () => {
    const { send, sandbox } = await open(transport);
    const made = await send("POST", "/_sandbox/seed/contact", { email: "ada@example.com" });
    expect(made).toMatchObject({ status: 201, body: { email: "ada@example.com" } });
    expect(sandbox.snapshot().collections["contacts"]).toMatchObject([{ id: made.body.id }]);
  });

  const mistakes: readonly [string, string, unknown, number, RegExp | string][] = [
    ["PUT", "/state", { format: 1 }, 400, /^This is not a snapshot/],
    ["PUT", "/state", "[]", 400, 'The body must be a JSON object, such as { "a": 1 }'],
    ["PUT", "/state", "{", 400, "The body is not valid JSON"],
    ["PUT", "/state", `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, 400, /levels deep$/],
    [
      "POST",
      "/faults",
      { fault: { status: 42 } },
      400,
      /^fault\.status is a whole number from 400/,
    ],
    ["POST", "/faults", { rout: "GET *" }, 400, 'A plan has no "rout". Did you mean route?'],
    ["POST", "/faults", undefined, 400, /^The body must be a JSON object/],
    ["PATCH", "/clock", {}, 400, /^The clock takes { "now": … }/],
    ["PATCH", "/clock", { advanceMs: -1 }, 400, /^The clock advances by a number of milliseconds/],
    ["PATCH", "/clock", { advanceMs: 1, now: 1 }, 400, /not now and advanceMs at once\.$/],
    ["PATCH", "/clock", { pause: true }, 400, /, not pause\.$/],
    ["PATCH", "/clock", { now: 1, paused: "yes" }, 400, 'paused is true or false, not "yes".'],
    ["GET", "/requests?operation=tags.lst", undefined, 400, /Did you mean tags\.list\?$/],
    [
      "GET",
      "/requests?op=tags.list",
      undefined,
      400,
      /cannot be filtered by op, only by operation/,
    ],
    ["POST", "/seed/contakt", {}, 404, /^There is no seed contakt\. There are .*contact, /],
    ["POST", "/seed/constructor", {}, 404, /^There is no seed constructor/],
    ["POST", "/seed/contact", { id: "1" }, 400, /^A seed has no id/],
    ["GET", "/fault", undefined, 404, /^There is no \/_sandbox\/fault\. There are \/_sandbox, /],
    ["POST", "/clock", {}, 405, "There is no POST of /_sandbox/clock. There is GET, PATCH."],
  ];

  test.each(mistakes)("%s %s with %j is %i, with the mistake", async (...row) => {
    const [method, path, body, status, error] = row;
    const { send, sandbox } = await open(transport, { clock: () => 1000 });
    const before = sandbox.snapshot();
    const answer = await send(method, `/_sandbox${path}`, body);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toMatch(error);
    expect(Object.keys(answer.body)).toEqual(["error"]);
    expect(sandbox.snapshot()).toEqual(before);
    expect([sandbox.faults.list(), sandbox.clock.now]).toEqual([[], 1000]);
  });

  test("a page of another origin changes nothing", async () => {
    const { send, url, sandbox } = await open(transport);
    const plan = { fault: { status: 503 } };
    for (const origin of ["https://evil.example", "null", "http://127.0.0.1:1"]) {
      const refused = await send("POST", "/_sandbox/faults", plan, { Origin: origin });
      expect(refused.status).toBe(403);
      expect(refused.body.error).toContain(`A page of ${origin} cannot change this sandbox.`);
    }
    expect(sandbox.faults.list()).toEqual([]);
    const own = await send("POST", "/_sandbox/faults", plan, { Origin: url });
    expect(own.status).toBe(201);
  });
});

test("a fault for all requests does not affect the control API", async () => {
  const { send } = await open("fetch");
  await send("POST", "/_sandbox/faults", { route: "*", fault: { kind: "reset" } });
  await expect(send("GET", "/tags")).rejects.toThrow("fetch failed");
  expect((await send("DELETE", "/_sandbox/faults")).status).toBe(204);
});
