import { ConfigError, type Requester } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeClock, until } from "../support/virtual-time.ts";
import { SimulatedServer } from "./simulated-server.ts";

/** `createClient` as plain JavaScript calls it, with any value. */
const create = createClient as unknown as (options: unknown) => Requester;
const store = { add: async () => 1 };
const token = () => "secret";

describe("the option rateLimit is refused with a message that states what to change", () => {
  test.each([
    [{ rateLimit: null }, '"rateLimit" must be an object like { store }, or false'],
    [{ rateLimit: true }, '"rateLimit" must be an object like { store }, or false'],
    [
      { rateLimit: { limit: 5 } },
      '"rateLimit" takes no "limit"; what it takes is store, key, callsPerWindow, reserve',
    ],
    [{ rateLimit: { store: null } }, '"rateLimit.store" must be a store with a function "add"'],
    [{ rateLimit: { store: { add: 1 } } }, '"rateLimit.store" must be a store'],
    [{ rateLimit: { key: "" } }, '"rateLimit.key" must be a text that names the workspace'],
    [{ rateLimit: { key: " " } }, '"rateLimit.key" must be a text'],
    [{ rateLimit: { key: 1 } }, '"rateLimit.key" must be a text'],
    [{ rateLimit: { callsPerWindow: 0 } }, '"rateLimit.callsPerWindow" must be a whole number'],
    [{ rateLimit: { callsPerWindow: 1.5 } }, '"rateLimit.callsPerWindow" must be a whole number'],
    [{ rateLimit: { callsPerWindow: "9" } }, '"rateLimit.callsPerWindow" must be a whole number'],
    [{ rateLimit: { reserve: -0.1 } }, '"rateLimit.reserve" must be a share from 0 to 0.9'],
    [{ rateLimit: { reserve: 0.91 } }, '"rateLimit.reserve" must be a share'],
    [{ rateLimit: { reserve: "0.1" } }, '"rateLimit.reserve" must be a share'],
    [{ rateLimit: { reserve: Number.NaN } }, '"rateLimit.reserve" must be a share'],
    [{ token, rateLimit: { store } }, 'a token that is a function need "rateLimit.key"'],
  ])("%j", (options, message) => {
    const make = () => create({ token: "secret", ...options });
    expect(make).toThrow(ConfigError);
    expect(make).toThrow(message);
  });

  test.each([
    ["no crypto", undefined],
    ["crypto without digests", {}],
  ])("is refused where the key cannot be derived from the token: %s", (_, crypto) => {
    vi.stubGlobal("crypto", crypto);
    try {
      expect(() => create({ token: "secret", rateLimit: { store } })).toThrow(
        'Nothing here can make a key of the token (a page without https?); give "rateLimit.key"',
      );
      expect(() => create({ token: "secret", rateLimit: { store, key: "a" } })).not.toThrow();
      expect(() => create({ token: "secret" })).not.toThrow();
    } finally {
      vi.unstubAllGlobals();
    }
  });

  test.each([
    { token, rateLimit: { store, key: "workspace" } },
    { token, rateLimit: { key: undefined, store: undefined } },
    { rateLimit: { reserve: 0 } },
    { rateLimit: { reserve: 0.9 } },
    { rateLimit: { callsPerWindow: 1 } },
    { rateLimit: {} },
    { rateLimit: false },
  ])("is accepted when it is valid: %j", (options) => {
    expect(() => create({ token: "secret", ...options })).not.toThrow();
  });
});

test("a client with rateLimit: false has no limit", () => {
  expect(createClient({ token: "token", rateLimit: false }).rateLimit).toBeUndefined();
  expect(createClient({ token: "token" }).rateLimit).toMatchObject({
    limit: 1_666,
    remaining: 1_666,
    waiting: 0,
  });
});

describe("onRateLimit", () => {
  beforeEach(() => {
    fakeClock(1_717_401_600_000);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("is called for each delayed call, with its delay", async () => {
    const events: object[] = [];
    const server = new SimulatedServer({ limit: 5, latency: () => 20 });
    const client = createClient({
      token: "token",
      fetch: server.fetch,
      hooks: { onRateLimit: ({ call, ...event }) => void events.push(event) },
    });
    for (let call = 0; call < 5; call += 1) await until(client.GET("/me"));
    expect(events).toEqual([]);
    await until(client.GET("/me"));
    // The window ends ten seconds after its beginning, and the next one begins a little later.
    expect(events).toEqual([{ route: "GET /me", attempt: 1, reason: "wait", delayMs: 9_950 }]);
    expect(server.refused).toEqual([]);
  });

  test("is called for a 429, with the delay of Retry-After", async () => {
    const events: object[] = [];
    const responses = [
      Response.json({}),
      Response.json({}, { status: 429, headers: { "retry-after": "3" } }),
    ];
    const client = createClient({
      token: "token",
      fetch: async () => responses.pop() ?? Response.json({}),
      hooks: { onRateLimit: ({ call, ...event }) => void events.push(event) },
    });
    expect((await until(client.GET("/me"))).response.status).toBe(200);
    const refused = { route: "GET /me", attempt: 1, reason: "rate-limit", delayMs: 3_000 };
    expect(events[0]).toEqual(refused);
  });

  test("is called for an export that is busy, which delays no other call", async () => {
    const events: object[] = [];
    const headers = { "x-ratelimit-limit": "100", "x-ratelimit-remaining": "50" };
    const client = createClient({
      token: "token",
      fetch: async (url) =>
        Response.json({}, { status: url.includes("export") ? 429 : 200, headers }),
      hooks: { onRateLimit: ({ call, ...event }) => void events.push(event) },
    });
    const body = { created_at_after: 1, created_at_before: 2 };
    const { response } = await until(client.request("POST /export/content/data", { body }));
    expect(response.status).toBe(429);
    const start = Date.now();
    await until(client.GET("/me"));
    expect(Date.now() - start).toBeLessThan(10);
    const route = "POST /export/content/data";
    expect(events).toEqual([{ route, attempt: 1, reason: "busy", delayMs: undefined }]);
  });
});
