import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { inspect } from "node:util";
import { callInfoOf, type Hooks, type Layer, logTo } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { diagnostics } from "@interkit/core/node";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { clientThatFailsOnce, token } from "./support/client-that-fails-once.ts";
import { failureOf, observe } from "./support/observe.ts";
import { until } from "./support/virtual-time.ts";

const params = { path: { contact_id: "private-id" } };
const route = "GET /contacts/{contact_id}";

describe("hooks", () => {
  test("get an event for every attempt, in order, as one call", async () => {
    const seen: [string, unknown][] = [];
    const calls = new Set<object>();
    const record = (name: string) => (event: { call: object }) => {
      const { call, ...rest } = event;
      calls.add(call);
      seen.push([name, rest]);
    };
    const found = Response.json({ id: "1" }, { headers: { "x-request-id": "r-1" } });
    const { client } = clientThatFailsOnce(
      { onRequest: record("request"), onResponse: record("response"), onRetry: record("retry") },
      found,
    );
    await client.GET("/contacts/{contact_id}", { params });
    const durationMs = expect.any(Number);
    expect(seen).toEqual([
      ["request", { route, attempt: 1 }],
      ["response", { route, attempt: 1, status: 503, requestId: undefined, durationMs }],
      ["retry", { route, attempt: 1, status: 503, error: undefined, delayMs: durationMs }],
      ["request", { route, attempt: 2 }],
      ["response", { route, attempt: 2, status: 200, requestId: "r-1", durationMs }],
    ]);
    expect(calls.size).toBe(1);
  });

  test("get one event for a failure, with its error", async () => {
    const onError = vi.fn();
    const missing = { type: "error.list", errors: [{ code: "not_found" }] };
    const { fetch } = observe(() => Response.json(missing, { status: 404 }));
    await createClient({ token, fetch, hooks: { onError } }).GET("/contacts/{contact_id}", {
      params,
    });
    expect(onError).toHaveBeenCalledTimes(1);
    expect(onError.mock.calls[0]?.[0]).toMatchObject({
      route,
      error: { status: 404, code: "not_found" },
    });
  });

  test("do not make a call fail when they throw", async () => {
    const broken = () => {
      throw new Error("a mistake in a log line");
    };
    const { client } = clientThatFailsOnce({
      onRequest: broken,
      onResponse: broken,
      onRetry: broken,
    });
    expect((await client.GET("/contacts/{contact_id}", { params })).data).toEqual({ id: "1" });
  });

  test("change neither a call nor the events of other hooks by writing into an event", async () => {
    const dropped: unknown[] = [];
    const frozen: boolean[] = [];
    const writing = (event: { call: object }) => {
      for (const target of [event.call, event] as Record<string, unknown>[]) {
        frozen.push(Object.isFrozen(target));
        for (const name of [...Object.keys(target), "more"]) {
          try {
            target[name] = 99;
          } catch (error) {
            dropped.push(error);
          }
        }
      }
      (event as Record<string, unknown>)["attempt"] = 99;
    };
    const seen: unknown[] = [];
    const watch = ({ call, route, attempt }: { call: object; route: string; attempt: number }) =>
      seen.push([route, attempt, JSON.stringify(call)]);
    const all = (one: (event: never) => void): Hooks => {
      const hook = one as (event: object) => void;
      return { onRequest: hook, onResponse: hook, onRetry: hook, onRateLimit: hook, onError: hook };
    };
    const missing = Response.json({ errors: [{ code: "not_found" }] }, { status: 404 });
    const { client, requests } = clientThatFailsOnce([all(writing), all(watch)], missing);
    const { error } = await client.GET("/contacts/{contact_id}", { params });
    expect(error).toMatchObject({ errors: [{ code: "not_found" }] });
    expect(requests).toHaveLength(2);
    const expectedEvent = (attempt: number) => [route, attempt, JSON.stringify({ route, attempt })];
    expect(seen).toEqual([1, 1, 1, 2, 2, 2].map(expectedEvent));
    expect(new Set(frozen)).toEqual(new Set([true]));
    expect(dropped.length).toBeGreaterThan(40);
    for (const one of dropped) expect(one).toBeInstanceOf(TypeError);
  });

  test.each([[{ onRespond: () => {} }], [{ onError: "log" }], ["log"]])(
    "that there are not are refused: %j",
    (hooks) => {
      expect(() => createClient({ token, hooks: hooks as never })).toThrow(/hooks/);
    },
  );
});

test("a logger gets lines that hold no value of the call", async () => {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const logger = { debug: write, info: write, warn: write, error: write };
  const secret = { errors: [{ code: "bad\nforged", message: "private text" }] };
  const { client } = clientThatFailsOnce(logTo(logger), Response.json(secret, { status: 400 }));
  await client.PUT("/contacts/{contact_id}", { params, body: { name: "private" } });
  expect(lines.join("\n")).not.toMatch(/secret-token|private/);
  expect(lines.every((line) => !line.includes("\n"))).toBe(true);
  expect(lines).toHaveLength(4);
  expect(lines.at(-1)).toMatch(
    /^PUT \/contacts\/\{contact_id\} failed after \d+ ms, 2 attempts: 400/,
  );
});

test("diagnostics channels get the events", async () => {
  const seen: unknown[] = [];
  const listen = (event: unknown) => seen.push(event);
  subscribe("interkit:response", listen);
  const { client } = clientThatFailsOnce(diagnostics());
  await client.GET("/contacts/{contact_id}", { params });
  unsubscribe("interkit:response", listen);
  expect(seen).toMatchObject([
    { route, status: 503 },
    { route, status: 200 },
  ]);
  expect(inspect(seen, { depth: 10 })).not.toContain(token);
});

test("a layer can read the operation of a request, and its attempt number", async () => {
  const seen: unknown[] = [];
  const infos = new Set<unknown>();
  const layer: Layer = (next) => async (request) => {
    const info = callInfoOf(request);
    infos.add(info);
    seen.push(info?.route, info?.attempt);
    const response = await next(request);
    seen.push(info?.attempt);
    return response;
  };
  const onRequest = ({ call }: { call: object }) => void infos.add(call);
  const { client } = clientThatFailsOnce({ onRequest }, undefined, { layers: [layer] });
  await client.GET("/contacts/{contact_id}", { params });
  expect(seen).toEqual([route, 0, 2]);
  // The same object as in the events.
  expect(infos.size).toBe(1);
  expect(callInfoOf(new Request("https://api.intercom.io/me"))).toBeUndefined();
});

test("hooks get the duration of an attempt and of a call", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  await vi.advanceTimersByTimeAsync(1_000);
  const took: unknown[] = [];
  const onResponse = ({ durationMs }: { durationMs: number }) => void took.push(durationMs);
  const { fetch } = observe(
    () =>
      new Promise((resolve) => setTimeout(() => resolve(new Response("{}", { status: 404 })), 30)),
  );
  const hooks = { onResponse, onError: onResponse };
  await until(createClient({ token, fetch, hooks }).GET("/me"));
  expect(took).toEqual([30, 30]);
});

test("hooks get a thrown failure, with the duration of the call", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const onError = vi.fn();
  const own = new Error("not today");
  const layer: Layer = () => async () => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    throw own;
  };
  const client = createClient({
    token,
    fetch: observe().fetch,
    hooks: { onError },
    layers: [layer],
  });
  expect(await until(failureOf(client.GET("/me")))).toBe(own);
  expect(onError).toHaveBeenCalledTimes(1);
  const [event] = onError.mock.calls[0] ?? [];
  expect(event).toMatchObject({ route: "GET /me", attempt: 0, error: own, durationMs: 30 });
});

test.each(["GET", "POST", "PUT", "PATCH", "DELETE"] as const)(
  "%s is a method of its own",
  async (verb) => {
    const { fetch, requests } = observe();
    const client = createClient({ token, fetch }) as unknown as Record<
      string,
      (path: string) => Promise<unknown>
    >;
    await client[verb]?.("/contacts");
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `${verb} https://api.intercom.io/contacts`,
    ]);
  },
);
