import { openTelemetry } from "@interkit/core/opentelemetry";
import {
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type SpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { afterEach, describe, expect, test } from "vitest";
import { clientThatFailsOnce } from "./support/client-that-fails-once.ts";

const params = { path: { contact_id: "private-id" } };
const route = "GET /contacts/{contact_id}";

describe("OpenTelemetry", () => {
  afterEach(() => {
    trace.disable();
    propagation.disable();
    context.disable();
  });

  /** Registers an SDK, and gives what it exports. */
  const traced = (...more: SpanProcessor[]) => {
    const exporter = new InMemorySpanExporter();
    const spanProcessors = [new SimpleSpanProcessor(exporter), ...more];
    trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors }));
    return exporter;
  };

  test("gets a span for each call, and an event for each attempt", async () => {
    const exporter = traced();
    const { layers, hooks } = openTelemetry();
    const { client } = clientThatFailsOnce(hooks, Response.json({}, { status: 404 }), { layers });
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

  test("sends the context of the span in the headers of the request", async () => {
    propagation.setGlobalPropagator({
      inject: (own, carrier, { set }) =>
        set(carrier, "x-span", trace.getSpanContext(own)?.spanId ?? ""),
      extract: (own) => own,
      fields: () => ["x-span"],
    });
    const exporter = traced();
    const { client, requests } = clientThatFailsOnce([], undefined, openTelemetry());
    await client.GET("/contacts/{contact_id}", { params });
    const [span] = exporter.getFinishedSpans();
    const id = span?.spanContext().spanId;
    expect(requests.map(({ headers }) => headers.get("x-span"))).toEqual([id, id]);
  });

  const broken = () => {
    throw new Error("a mistake in a tracer");
  };
  const late = async () => broken();

  test.each([
    ["a propagator that throws", { inject: broken }, {}],
    ["a propagator that rejects", { inject: late }, {}],
    ["a processor that throws at the start", {}, { onStart: broken }],
    ["a processor that throws at the end", {}, { onEnd: broken }],
  ])("fails no call by %s", async (_, ofPropagator, ofProcessor) => {
    const propagator = { inject: () => {}, extract: (one: Context) => one, fields: () => [] };
    propagation.setGlobalPropagator({ ...propagator, ...ofPropagator });
    const settled = async () => {};
    const quiet = { onStart: () => {}, onEnd: () => {}, shutdown: settled, forceFlush: settled };
    const exporter = traced({ ...quiet, ...ofProcessor });
    const { layers, hooks } = openTelemetry();
    const { client, requests } = clientThatFailsOnce(hooks, undefined, { layers });
    const { data } = await client.GET("/contacts/{contact_id}", { params });
    expect(data).toEqual({ id: "1" });
    expect(requests).toHaveLength(2);
    if (!("onStart" in ofProcessor)) expect(exporter.getFinishedSpans()).toHaveLength(1);
  });

  test("fails no call by a context that cannot be entered", async () => {
    const manager = { active: () => ROOT_CONTEXT, with: broken, bind: broken };
    context.setGlobalContextManager({
      ...manager,
      enable: () => manager as never,
      disable: () => manager as never,
    });
    traced();
    const { client, requests } = clientThatFailsOnce([], undefined, openTelemetry());
    const { data } = await client.GET("/contacts/{contact_id}", { params });
    expect(data).toEqual({ id: "1" });
    expect(requests).toHaveLength(2);
  });

  test("does nothing without an SDK", async () => {
    const { client } = clientThatFailsOnce([], undefined, openTelemetry());
    expect((await client.GET("/contacts/{contact_id}", { params })).data).toEqual({ id: "1" });
  });
});
