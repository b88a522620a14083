import { ResponseError } from "@interkit/core";
import { type Call, callOf, type WithResponse } from "./call.ts";

/**
 * The promise of a file. It is read as it comes: nothing of it is kept in memory but what is asked
 * for. One of `stream`, `bytes` and `saveTo` can be called, once.
 */
export interface Download extends Call<ReadableStream<Uint8Array>> {
  /** The bytes as they come, which are the file's: an export is gzip still. */
  stream(): Promise<ReadableStream<Uint8Array>>;
  /**
   * The whole file in memory.
   *
   * @throws {ResponseError} `problem: "cut-off"` when it does not come whole.
   */
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * Writes the file to a path, on Node, and gives its size in bytes. It stands there when it is
   * whole, and not before; what was there is replaced.
   *
   * @throws {ResponseError} `problem: "cut-off"` when it does not come whole.
   *
   * @example
   * ```ts
   * import { createIntercom } from "@interkit/client/2.16";
   *
   * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
   * const size = await intercom.dataExports.download("orzzsbd7hk67xyu").saveTo("export.csv.gz");
   * console.log(size, "bytes");
   * ```
   */
  saveTo(path: string): Promise<number>;
}

/** Makes the promise of a file from the promise of its outcome. */
export function downloadOf(
  route: string,
  outcome: Promise<WithResponse<ReadableStream<Uint8Array> | undefined>>,
): Download {
  const opened = outcome.then(({ data, response }) => {
    // An answer without content is an empty file.
    return { data: data ?? new ReadableStream<Uint8Array>({ start: (c) => c.close() }), response };
  });
  const call = callOf(opened);
  const read = async <T>(use: (stream: ReadableStream<Uint8Array>) => Promise<T>): Promise<T> => {
    call.catch(() => {});
    const { data, response } = await opened;
    try {
      return await use(data);
    } catch (cause) {
      if (!wasCutOff(cause)) throw cause;
      throw new ResponseError(`The file that ${route} answered was cut off`, {
        response,
        problem: "cut-off",
        cause,
      });
    }
  };
  return Object.assign(call, {
    stream: () => read(async (stream) => stream),
    bytes: () => read(async (stream) => new Uint8Array(await new Response(stream).arrayBuffer())),
    saveTo: async (path: string) => {
      const { saveTo } = await import("#save-to");
      return read((stream) => saveTo(stream, path));
    },
  });
}

/** What a connection fails with, and neither the file system nor the caller's abort. */
function wasCutOff(cause: unknown): boolean {
  if (!(cause instanceof Error) || cause.name === "AbortError") return false;
  const isFile = "syscall" in cause && "path" in cause;
  return !isFile;
}
