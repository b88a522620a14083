import type { Duplex } from "node:stream";
import type { CompressCallback, ZlibOptions } from "node:zlib";
import type { Bytes } from "./bytes.ts";

/** A format of compression, as the functions of Node's zlib. */
interface Format {
  readonly decompress: "gunzip" | "inflate" | "brotliDecompress";
  readonly createStream: "createGunzip" | "createInflate" | "createBrotliDecompress";
}

const gzip: Format = { decompress: "gunzip", createStream: "createGunzip" };
const formats = new Map<string, Format>([
  ["gzip", gzip],
  ["x-gzip", gzip],
  ["deflate", { decompress: "inflate", createStream: "createInflate" }],
  ["br", { decompress: "brotliDecompress", createStream: "createBrotliDecompress" }],
]);

/**
 * Returns the formats of a `Content-Encoding`, in the order in which they are removed. There are none
 * when one of them is unknown: such a body stays as it is, as `fetch` leaves it.
 */
export function formatsOf(contentEncoding: string | null): readonly Format[] {
  if (contentEncoding === null) return [];
  const names = contentEncoding.toLowerCase().split(",").reverse();
  const found = names.map((name) => formats.get(name.trim()));
  return found.includes(undefined) ? [] : (found as Format[]);
}

/** Options of {@link decompress}. */
interface DecompressOptions {
  readonly maxBytes: number;
  /** Accepts a body whose end is missing. */
  readonly isLenient: boolean;
}

/**
 * Decompresses a whole body.
 *
 * @throws An error with the code `ERR_BUFFER_TOO_LARGE` when the result is larger than allowed.
 */
export async function decompress(
  body: Bytes,
  bodyFormats: readonly Format[],
  { maxBytes, isLenient }: DecompressOptions,
): Promise<Bytes> {
  const zlib = process.getBuiltinModule("node:zlib");
  let bytes = body;
  for (const format of bodyFormats) {
    const options: ZlibOptions = {
      ...(Number.isFinite(maxBytes) ? { maxOutputLength: maxBytes } : {}),
      ...(isLenient && format !== formats.get("br")
        ? { finishFlush: zlib.constants.Z_SYNC_FLUSH }
        : {}),
    };
    const run = zlib[format.decompress] as (
      input: Bytes,
      options: ZlibOptions,
      done: CompressCallback,
    ) => void;
    bytes = await new Promise<Bytes>((resolve, reject) => {
      run(bytes, options, (error, result) => (error ? reject(error) : resolve(result)));
    });
  }
  return bytes;
}

/** Decompresses a stream. A stream that ends early is an error. */
export function decompressStream(
  stream: ReadableStream<Uint8Array>,
  bodyFormats: readonly Format[],
): ReadableStream<Uint8Array> {
  const zlib = process.getBuiltinModule("node:zlib");
  const { Duplex: duplex } = process.getBuiltinModule("node:stream");
  const toPair = (through: Duplex) =>
    duplex.toWeb(through) as unknown as ReadableWritablePair<Uint8Array, Uint8Array>;
  return bodyFormats.reduce(
    (from, { createStream }) => from.pipeThrough(toPair(zlib[createStream]())),
    stream,
  );
}
