import { describeType, isRecord } from "../errors/values.ts";
import type { Bytes } from "./bytes.ts";
import { isBodiless } from "./exchange.ts";
import type { FetchInit, FetchLike, ResponseLike } from "./options.ts";

/**
 * Calls a `fetch` that was given, which may be of another implementation than the platform's: with a
 * URL and parts that all of them know, since a `Request`, a form or a `Response` of the one is a
 * stranger to the other.
 *
 * @throws {TypeError} when what it gives is no response.
 */
export async function callCustomFetch(
  given: FetchLike,
  url: string,
  init: FetchInit,
): Promise<Response> {
  const { body, headers } = init;
  const encoded =
    body instanceof FormData ? { ...init, ...(await encodeForm(body, headers)) } : init;
  const response: unknown = await given(url, encoded);
  const isPlatforms = response instanceof Response;
  return withUrl(url, isPlatforms ? response : await toPlatformResponse(response));
}

/** A response that a program made has no URL. */
function withUrl(url: string, response: Response): Response {
  if (response.url === "") Object.defineProperty(response, "url", { value: url });
  return response;
}

/** Encodes a form for senders that do not take the platform's `FormData`. */
export async function encodeForm(
  form: FormData,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly headers: Record<string, string>; readonly body: Bytes }> {
  const platform = new Response(form);
  // The boundary of a form is only known after encoding.
  const type = platform.headers.get("content-type") ?? "";
  return {
    headers: { ...headers, "content-type": type },
    body: new Uint8Array(await platform.arrayBuffer()),
  };
}

/** Makes a `Response` of the platform from one of another implementation, as a stream. */
async function toPlatformResponse(given: unknown): Promise<Response> {
  if (!isResponse(given)) {
    throw new TypeError(
      `The option "fetch" gave ${describeType(given)}; give a function that answers like the platform's fetch`,
    );
  }
  const headers: [string, string][] = [];
  given.headers.forEach((value, name) => {
    headers.push([name, value]);
  });
  const { status } = given;
  const body = isBodiless(status) ? null : await bodyOf(given);
  return new Response(body, { status, headers });
}

function isResponse(given: unknown): given is ResponseLike {
  if (!isRecord(given)) return false;
  const { status, headers } = given;
  return (
    typeof status === "number" &&
    status >= 200 &&
    status <= 599 &&
    isRecord(headers) &&
    typeof headers["forEach"] === "function" &&
    typeof given["text"] === "function"
  );
}

/** Some, such as those that stand in for a platform without `fetch`, give no stream of their body. */
async function bodyOf(given: ResponseLike): Promise<ReadableStream<Bytes> | BufferSource | null> {
  const { body } = given;
  if (body !== undefined) return toPlatformStream(body);
  if (given.arrayBuffer) return given.arrayBuffer();
  // A response of a text says that it is plain text.
  return new TextEncoder().encode(await given.text());
}

/** A stream of the platform, of a stream of its own or of one of Node's. */
function toPlatformStream(body: unknown): ReadableStream<Bytes> | null {
  if (body instanceof ReadableStream || body === null) return body;
  const chunks = (body as AsyncIterable<Bytes>)[Symbol.asyncIterator]();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        // A Buffer may share its memory with others.
        else controller.enqueue(new Uint8Array(value));
      },
      async cancel() {
        await chunks.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
