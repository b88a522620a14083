import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { inspect } from "node:util";
import { callOf, type Hooks, type Layer, logTo } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { diagnostics } from "@interkit/core/node";
import { openTelemetry } from "@interkit/core/opentelemetry";
import { SpanStatusCode, trace } from "@opentelemetry/api";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { afterEach, describe, expect, test, vi } from "vitest";
import { observe } from "./support/observe.ts";

const token = "secret-token";
const params = { path: { contact_id: "private-id" } };
const route = "GET /contacts/{contact_id}";

/** A client whose first answer is 503, and whose second one is this. */
function flaky(hooks: Hooks | readonly Hooks[], then = Response.json({ id: "1" }), more = {}) {
  const answers = [then, Response.json({}, { status: 503 })];
  const { fetch, requests } = observe(() => answers.pop() ?? Response.json({}));
  return { client: createClient({ token, fetch, hooks, ...more }), requests };
}

describe("hooks", () => {
  test("are told of every attempt, in order, as one call", async () => {
    const seen: [string, unknown][] = [];
    const calls = new Set<object>();
    const tell = (name: string) => (event: { call: object }) => {
      const { call, ...rest } = event;
      calls.add(call);
      seen.push([name, rest]);
    };
    const found = Response.json({ id: "1" }, { headers: { "x-request-id": "r-1" } });
    const { client } = flaky(
      { onRequest: tell("request"), onResponse: tell("response"), onRetry: tell("retry") },
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

  test("are told of a failure once, with its error", async () => {
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

  test("fail no call by what they throw", async () => {
    const broken = () => {
      throw new Error("a mistake in a log line");
    };
    const { client } = flaky({ onRequest: broken, onResponse: broken, onRetry: broken });
    expect((await client.GET("/contacts/{contact_id}", { params })).data).toEqual({ id: "1" });
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
  const { client } = flaky(logTo(logger), Response.json(secret, { status: 400 }));
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
  const { client } = flaky(diagnostics());
  await client.GET("/contacts/{contact_id}", { params });
  unsubscribe("interkit:response", listen);
  expect(seen).toMatchObject([
    { route, status: 503 },
    { route, status: 200 },
  ]);
  expect(inspect(seen, { depth: 10 })).not.toContain(token);
});

describe("OpenTelemetry", () => {
  afterEach(() => trace.disable());

  test("gets a span for each call, and an event for each attempt", async () => {
    const exporter = new InMemorySpanExporter();
    const spanProcessors = [new SimpleSpanProcessor(exporter)];
    trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors }));
    const { layers, hooks } = openTelemetry();
    const { client } = flaky(hooks, Response.json({}, { status: 404 }), { layers });
    await client.GET("/contacts/{contact_id}", { params });
    const [span, ...others] = exporter.getFinishedSpans();
    expect(others).toEqual([]);
    expect(span).toMatchObject({
      name: route,
      status: { code: SpanStatusCode.ERROR },
      attributes: {
        "http.request.method": "GET",
        "http.response.status_code": 404,
        "http.request.resend_count": 1,
        "server.address": "api.intercom.io",
        "server.port": 443,
        "url.template": "/contacts/{contact_id}",
        "error.type": "404",
      },
    });
    expect(span?.events.map(({ name }) => name)).toEqual(["attempt", "retry", "attempt"]);
    expect(JSON.stringify(span?.attributes)).not.toContain("private-id");
  });

  test("does nothing without an SDK", async () => {
    const { client } = flaky([], undefined, openTelemetry());
    expect((await client.GET("/contacts/{contact_id}", { params })).data).toEqual({ id: "1" });
  });
});

test("a layer can tell which operation a request is for", async () => {
  const seen: unknown[] = [];
  const layer: Layer = (next) => (request) => {
    seen.push(callOf(request)?.route);
    return next(request);
  };
  const { fetch } = observe();
  await createClient({ token, fetch, layers: [layer] }).GET("/contacts/{contact_id}", { params });
  expect(seen).toEqual([route]);
});
