import { isGzip } from "./gzip.ts";

/**
 * The parts of undici's dispatchers that are used, with the handlers of its older and newer versions.
 */
interface Dispatcher {
  dispatch(options: unknown, handler: Handler): boolean;
}
interface Handler {
  onHeaders?(status: number, raw: readonly HeaderBytes[], resume: unknown, text: unknown): unknown;
  onResponseStart?(
    controller: HandlerController,
    status: number,
    headers: HeaderFields,
    text: unknown,
  ): unknown;
}
/** The controller that newer handlers receive, with the original headers. */
interface HandlerController {
  readonly rawHeaders?: readonly HeaderBytes[] | undefined;
}
type HeaderFields = Record<string, string | string[] | undefined>;
/** A `Buffer`, without its type. */
interface HeaderBytes {
  toString(): string;
  subarray(from: number, to: number): HeaderBytes;
}

const isDeno = "Deno" in globalThis;

/** Returns the dispatcher of Node's fetch; `undefined` on other platforms. */
function nodeDispatcher(): Dispatcher | undefined {
  const found = ["undici.globalDispatcher.2", "undici.globalDispatcher.1"].map(
    (name) => (globalThis as Record<symbol, unknown>)[Symbol.for(name)],
  );
  return found.find((one) => typeof (one as Dispatcher)?.dispatch === "function") as
    | Dispatcher
    | undefined;
}

/**
 * Sends with the platform's `fetch`. Left out, it is read for each request, so that an instrumentation that is
 * installed later is used as well.
 *
 * @param isStrict Whether a truncated gzip body must be an error.
 */
export function fetchStrictly(
  url: string,
  init: RequestInit,
  isStrict: boolean,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<Response> {
  return isStrict ? fetchWithStrictGzip(url, init, fetch) : fetch(url, init);
}

/**
 * Fetches such that a truncated gzip body is an error.
 *
 * Node's fetch accepts truncated gzip as complete. There, the body is fetched compressed and
 * decompressed here. Bun is strict by itself, and Deno decompresses nothing that was not requested
 * compressed; a browser is not strict, and hides the compressed bytes.
 */
async function fetchWithStrictGzip(
  url: string,
  init: RequestInit,
  fetch: typeof globalThis.fetch,
): Promise<Response> {
  // Making a `Headers` loads Node's fetch, which sets the dispatcher.
  const sent = new Headers(init.headers);
  const dispatcher = nodeDispatcher();
  if (dispatcher === undefined) {
    const response = await fetch(url, init);
    // Deno leaves a body compressed that was not requested compressed.
    return isDeno && isGzip(response.headers.get("content-encoding"))
      ? decompress(response)
      : response;
  }
  let isCompressed = false;
  const compressedDispatcher: Dispatcher = {
    dispatch: (options, handler) =>
      dispatcher.dispatch(
        options,
        withoutDecompression(handler, () => (isCompressed = true)),
      ),
  };
  const response = await fetch(url, {
    ...init,
    headers: sent,
    dispatcher: compressedDispatcher,
  } as RequestInit);
  // The platform may have decompressed it anyway.
  if (!isCompressed || response.headers.get("content-encoding")) return response;
  return decompress(response);
}

function decompress(response: Response): Response {
  if (response.body === null) return response;
  const headers = new Headers(response.headers);
  headers.set("content-encoding", "gzip");
  const body = response.body.pipeThrough(new DecompressionStream("gzip") as ReadableWritablePair);
  const decompressed = new Response(body, { status: response.status, headers });
  Object.defineProperty(decompressed, "url", { value: response.url });
  return decompressed;
}

/** Returns a handler that sees no gzip encoding, so that it leaves the body compressed. */
function withoutDecompression(handler: Handler, onGzip: () => void): Handler {
  // A handler keeps its state on the object that its methods are called on.
  const wrapped: Handler = Object.create(handler);
  const { onHeaders, onResponseStart } = handler;
  if (onHeaders) {
    wrapped.onHeaders = function (status, raw, resume, text) {
      return onHeaders.call(this, status, withoutGzipEncoding(raw, onGzip), resume, text);
    };
  }
  if (onResponseStart) {
    wrapped.onResponseStart = function (controller, status, headers, text) {
      if (!isGzip(headers["content-encoding"])) {
        return onResponseStart.call(this, controller, status, headers, text);
      }
      onGzip();
      const { "content-encoding": _, ...others } = headers;
      const raw = controller.rawHeaders && withoutGzipEncoding(controller.rawHeaders);
      return onResponseStart.call(this, withRawHeaders(controller, raw), status, others, text);
    };
  }
  return wrapped;
}

/** Removes gzip from raw headers, which are names and values in turn. */
function withoutGzipEncoding(
  raw: readonly HeaderBytes[],
  onGzip: () => void = () => {},
): readonly HeaderBytes[] {
  return raw.map((value, index) => {
    const isValue = index % 2 === 1;
    const isEncoding = isValue && `${raw[index - 1]}`.toLowerCase() === "content-encoding";
    if (!isEncoding || !isGzip(`${value}`)) return value;
    onGzip();
    return value.subarray(0, 0);
  });
}

/** Returns the same controller with other raw headers; its methods only work on the original. */
function withRawHeaders(
  controller: HandlerController,
  raw: readonly HeaderBytes[] | undefined,
): HandlerController {
  return new Proxy(controller, {
    get: (target, name) => {
      if (name === "rawHeaders") return raw;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
