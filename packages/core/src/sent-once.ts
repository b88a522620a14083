import { isRepeatable, type Outgoing } from "./exchange.ts";

const isDeno = "Deno" in globalThis;

/** Headers and body, as a `fetch` takes them. */
interface Content {
  readonly headers: Record<string, string>;
  readonly body: string | FormData | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null;
  readonly duplex?: "half";
}

/**
 * The headers and body of a request, such that the platform does not repeat by itself what must be
 * sent once.
 *
 * Deno sends again what failed on a connection that was open before, even a POST that the server has
 * received, unless its body is a stream, which cannot be read twice.
 */
export function contentOf(outgoing: Outgoing): Content {
  const { method, headers, body } = outgoing;
  // A GET has no body that could be a stream.
  if (!isDeno || method === "GET" || isRepeatable(outgoing)) {
    return { headers: { ...headers }, body: body ?? null };
  }
  const written = new Response(body ?? new Uint8Array());
  // The boundary of a form is only known once it is written.
  const type = written.headers.get("content-type");
  return {
    headers: { ...(type === null ? {} : { "content-type": type }), ...headers },
    // Without the pipe, Deno looks through the stream at the text behind it.
    body: written.body?.pipeThrough(new TransformStream()) ?? null,
    duplex: "half",
  };
}
