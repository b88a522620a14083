import type { Bytes } from "./bytes.ts";
import { effectOf, isRepeatable, type TransportRequest } from "./exchange.ts";

const { Deno: deno } = globalThis as {
  readonly Deno?: { createHttpClient?(options: object): unknown };
};
const isBun = "Bun" in globalThis;
let unpooledClient: unknown;

/** Headers and body, as a `fetch` takes them. */
interface Content {
  readonly headers: Record<string, string>;
  readonly body: string | FormData | Bytes | ReadableStream<Uint8Array> | null;
  readonly duplex?: "half";
  /** Bun's word for connections that are kept for other requests. */
  readonly keepalive?: false;
  /** What Deno sends with. */
  readonly client?: unknown;
}

/**
 * What keeps Bun and Deno from sending again by themselves what failed on a connection that was open
 * before: a connection of its own. Only then it is known what an attempt may have done.
 */
function withoutPooling(): Partial<Content> {
  if (isBun) return { keepalive: false };
  unpooledClient ??= deno?.createHttpClient?.({ poolMaxIdlePerHost: 0 });
  return unpooledClient === undefined ? {} : { client: unpooledClient };
}

/**
 * The headers and body of a request, such that the platform does not repeat by itself what must be
 * sent once.
 *
 * Deno sends again what failed on a connection that was open before, even a POST that the server has
 * received, unless its body is a stream, which cannot be read twice. Deno and Bun do so with a GET and a
 * DELETE; of these, what must be told apart goes over a connection of its own.
 */
export function contentSentOnce(request: TransportRequest): Content {
  const { method, headers, body } = request;
  if ((deno || isBun) && (method === "DELETE" || effectOf(request) === "advancing-read")) {
    // Deno cannot unpack an empty answer, and leaves what was not to be packed.
    const plain = { ...headers, "accept-encoding": "identity" };
    return { headers: plain, body: body ?? null, ...withoutPooling() };
  }
  if (deno === undefined || isRepeatable(request)) {
    return { headers: { ...headers }, body: body ?? null };
  }
  const written = new Response(body ?? new Uint8Array());
  // The boundary of a form is only known once it is written.
  const type = written.headers.get("content-type");
  return {
    headers: { ...(type === null ? {} : { "content-type": type }), ...headers },
    // Without the pipe, Deno looks through the stream at the text behind it.
    body: (written.body as ReadableStream<Uint8Array>).pipeThrough(new TransformStream()),
    duplex: "half",
  };
}
