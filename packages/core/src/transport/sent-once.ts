import type { Bytes } from "./bytes.ts";
import { effectOf, isRepeatable, type Outgoing } from "./exchange.ts";

const { Deno: deno } = globalThis as {
  readonly Deno?: { createHttpClient?(options: object): unknown };
};
const isBun = "Bun" in globalThis;
let unpooled: unknown;

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
function apart(): Partial<Content> {
  if (isBun) return { keepalive: false };
  unpooled ??= deno?.createHttpClient?.({ poolMaxIdlePerHost: 0 });
  return unpooled === undefined ? {} : { client: unpooled };
}

/**
 * The headers and body of a request, such that the platform does not repeat by itself what must be
 * sent once.
 *
 * Deno sends again what failed on a connection that was open before, even a POST that the server has
 * received, unless its body is a stream, which cannot be read twice. Deno and Bun do so with a GET and a
 * DELETE; of these, what must be told apart goes over a connection of its own.
 */
export function contentOf(outgoing: Outgoing): Content {
  const { method, headers, body } = outgoing;
  if ((deno || isBun) && (method === "DELETE" || effectOf(outgoing) === "advancing-read")) {
    // Deno cannot unpack an empty answer, and leaves what was not to be packed.
    const plain = { ...headers, "accept-encoding": "identity" };
    return { headers: plain, body: body ?? null, ...apart() };
  }
  if (deno === undefined || isRepeatable(outgoing)) {
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
