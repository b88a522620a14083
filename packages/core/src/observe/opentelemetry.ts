import {
  type Attributes,
  context,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { callInfoOf } from "../transport/call-info.ts";
import type { Layer, Send } from "../transport/layer.ts";
import type { Hooks } from "./hooks.ts";
import { ignoreErrors } from "./ignore-errors.ts";

/** The options that make a client traced. */
export interface Tracing {
  /** Makes the spans. */
  readonly layers: readonly Layer[];
  /** Adds events to them. */
  readonly hooks: Hooks;
}

/**
 * Traces calls with OpenTelemetry: a client span for each call, over all its attempts and waits, with
 * an event for each attempt, and the span's context in the request's headers. Names are those of the
 * semantic conventions for HTTP clients; the name of a span is the operation, without its values.
 *
 * Needs `@opentelemetry/api`, and does nothing until an SDK is registered. What the SDK throws, such as
 * a propagator of your own, is dropped: the call continues without it.
 *
 * https://opentelemetry.io/docs/specs/semconv/http/http-spans/
 *
 * @example
 * ```ts
 * import { createClient } from "@interkit/core/2.16";
 * import { openTelemetry } from "@interkit/core/opentelemetry";
 *
 * const client = createClient({
 *   token: process.env["INTERCOM_TOKEN"] ?? "",
 *   ...openTelemetry(),
 * });
 * ```
 */
export function openTelemetry(): Tracing {
  const tracer = trace.getTracer("@interkit/core");
  const spans = new WeakMap<object, Span>();
  const eventOn = (call: object, name: string, attributes: Attributes) =>
    spans.get(call)?.addEvent(name, attributes);

  const layer: Layer = (next) => async (request) => {
    const call = callInfoOf(request);
    const route = call?.route ?? request.method;
    const attributes = attributesOf(request, route);
    const span = ignoreErrors(() => tracer.startSpan(route, { kind: SpanKind.CLIENT, attributes }));
    if (call && span) spans.set(call, span);
    try {
      const response = await within(span, request, next);
      ignoreErrors(() => span && answered(span, response));
      return response;
    } catch (error) {
      ignoreErrors(() => span && failed(span, error));
      throw error;
    } finally {
      ignoreErrors(() => {
        if (call && call.attempt > 1) {
          span?.setAttribute("http.request.resend_count", call.attempt - 1);
        }
      });
      ignoreErrors(() => span?.end());
    }
  };

  const hooks: Hooks = {
    onRequest: ({ call, attempt }) => eventOn(call, "attempt", { "interkit.attempt": attempt }),
    onRetry: ({ call, attempt, delayMs, status }) =>
      eventOn(call, "retry", {
        "interkit.attempt": attempt,
        "interkit.delay_ms": Math.round(delayMs),
        ...(status === undefined ? {} : { "http.response.status_code": status }),
      }),
    onRateLimit: ({ call, reason, delayMs }) =>
      eventOn(call, "rate limit", {
        "interkit.reason": reason,
        ...(delayMs === undefined ? {} : { "interkit.delay_ms": Math.round(delayMs) }),
      }),
  };
  return { layers: [layer], hooks };
}

/** The URL without its query, and with the path of the operation: values may be secret. */
function attributesOf(request: Request, route: string): Attributes {
  const { protocol, hostname, port } = new URL(request.url);
  const template = route.slice(route.indexOf(" ") + 1);
  return {
    "http.request.method": request.method,
    "server.address": hostname,
    "server.port": Number(port || (protocol === "https:" ? 443 : 80)),
    "url.scheme": protocol.slice(0, -1),
    "url.template": template,
  };
}

/** Sends a request within the context of a span, which is added to its headers. */
function within(span: Span | undefined, request: Request, next: Send): Promise<Response> {
  let sent: Promise<Response> | undefined;
  ignoreErrors(() => {
    const active = context.active();
    const own = span ? trace.setSpan(active, span) : active;
    ignoreErrors(() =>
      propagation.inject(own, request.headers, {
        set: (headers, name, value) => headers.set(name, value),
      }),
    );
    context.with(own, () => {
      sent = next(request);
    });
  });
  return sent ?? next(request);
}

function answered(span: Span, { status }: Response): void {
  span.setAttribute("http.response.status_code", status);
  if (status < 400) return;
  span.setAttribute("error.type", String(status));
  span.setStatus({ code: SpanStatusCode.ERROR });
}

function failed(span: Span, error: unknown): void {
  const name = error instanceof Error ? error.name : "unknown";
  span.setAttribute("error.type", name);
  span.setStatus({ code: SpanStatusCode.ERROR, message: name });
}
