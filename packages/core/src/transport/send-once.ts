import type { Bytes } from "./bytes.ts";
import { effectOf, isRepeatable, type TransportRequest } from "./exchange.ts";

const { Deno: deno } = globalThis as {
  readonly Deno?: { createHttpClient?(options: object): unknown };
};
const isBun = "Bun" in globalThis;
let unpooledClient: unknown;

/** Headers and body for `fetch`. */
interface Content {
  readonly headers: Record<string, string>;
  readonly body: string | FormData | Bytes | ReadableStream<Uint8Array> | null;
  readonly duplex?: "half";
  /** Bun's option for connections that are kept for other requests. */
  readonly keepalive?: false;
  /** Deno's HTTP client. */
  readonly client?: unknown;
}

/**
 * Returns the option that gives a request a connection of its own, so that Bun and Deno do not send it
 * again when a kept connection fails. Only then the client controls what is sent twice.
 */
function withoutPooling(): Partial<Content> {
  if (isBun) return { keepalive: false };
  unpooledClient ??= deno?.createHttpClient?.({ poolMaxIdlePerHost: 0 });
  return unpooledClient === undefined ? {} : { client: unpooledClient };
}

/**
 * Returns headers and body in a form that the platform does not send again by itself, where a request
 * must be sent once.
 *
 * Deno sends a request again when a kept connection fails, even a POST that the server has received,
 * unless its body is a stream, which cannot be read twice. Deno and Bun do so with a GET and a DELETE;
 * those that matter are sent over a connection of their own.
 */
export function contentSentOnce(request: TransportRequest): Content {
  const { method, headers, body } = request;
  if ((deno || isBun) && (method === "DELETE" || effectOf(request) === "advancing-read")) {
    // Deno cannot decompress an empty body, and leaves a body as it is that was not requested
    // compressed.
    const plain = { ...headers, "accept-encoding": "identity" };
    return { headers: plain, body: body ?? null, ...withoutPooling() };
  }
  if (deno === undefined || isRepeatable(request)) {
    return { headers: { ...headers }, body: body ?? null };
  }
  const written = new Response(body ?? new Uint8Array());
  // The boundary of a form is only known after encoding.
  const type = written.headers.get("content-type");
  return {
    headers: { ...(type === null ? {} : { "content-type": type }), ...headers },
    // Without the pipe, Deno finds the text behind the stream.
    body: (written.body as ReadableStream<Uint8Array>).pipeThrough(new TransformStream()),
    duplex: "half",
  };
}
