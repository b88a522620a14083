/** The parts of undici that fetch hands requests to: those of its older handlers, and of its newer ones. */
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
/** What a newer handler is given beside the headers: among others, the headers as they came. */
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

/** What Node's fetch sends with; nothing on other platforms. */
function nodeDispatcher(): Dispatcher | undefined {
  const found = ["undici.globalDispatcher.2", "undici.globalDispatcher.1"].map(
    (name) => (globalThis as Record<symbol, unknown>)[Symbol.for(name)],
  );
  return found.find((one) => typeof (one as Dispatcher)?.dispatch === "function") as
    | Dispatcher
    | undefined;
}

/**
 * Fetches such that a packed body which ends early is an error.
 *
 * Node's fetch unpacks gzip leniently: what ends early is taken as whole. There, the body is fetched
 * packed and unpacked here. Bun is strict by itself, and Deno unpacks nothing that was not to be
 * packed; a browser is not, and lets nobody see what came.
 */
export async function fetchWithStrictGzip(url: string, init: RequestInit): Promise<Response> {
  // Node loads what it fetches with when one of these is made for the first time.
  const sent = new Headers(init.headers);
  const dispatcher = nodeDispatcher();
  if (dispatcher === undefined) {
    const response = await globalThis.fetch(url, init);
    // Deno leaves packed what was not to be packed.
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
  const response = await globalThis.fetch(url, {
    ...init,
    headers: sent,
    dispatcher: compressedDispatcher,
  } as RequestInit);
  // It may have been unpacked all the same.
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

/** A handler to which an answer is not said to be gzip, so that it leaves the body as it comes. */
function withoutDecompression(handler: Handler, onGzip: () => void): Handler {
  // What the handler keeps, it keeps on whatever it is called on.
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

/** Headers as they came, name after value, of which none says gzip. */
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

/** The same object but for its headers; its methods work on itself alone. */
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

/** Whether `Content-Encoding` is gzip, and nothing else. */
export function isGzip(encoding: string | readonly string[] | null | undefined): boolean {
  return /^\s*(x-)?gzip\s*$/i.test(String(encoding));
}
