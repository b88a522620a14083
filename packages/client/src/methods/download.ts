import type { Bytes } from "@interkit/core";
import { type Call, callOf, type WithResponse } from "./call.ts";

/**
 * The promise of a file. It is read as it comes: nothing of it is kept in memory but what is asked
 * for. One of `stream`, `bytes` and `saveTo` can be called, once.
 *
 * A file whose connection is lost goes on where it was, if its host allows that and it is still the
 * same file. One that nobody reads is let go after ten times `idleTimeoutMs`: five minutes unless told.
 */
export interface Download extends Call<ReadableStream<Uint8Array>> {
  /** The bytes as they come, which are the file's: an export is gzip still. */
  stream(): Promise<ReadableStream<Uint8Array>>;
  /**
   * The whole file in memory.
   *
   * @throws {ResponseError} `problem: "cut-off"` when it does not come whole.
   */
  bytes(): Promise<Bytes>;
  /**
   * Writes the file to a path, on Node, and gives its size in bytes. It stands there when all of it is
   * on the disk, and not before; a file that was there is replaced and its mode kept, and a link goes
   * on leading to it. A device or a pipe is written into.
   *
   * What the file system refuses is thrown as it says it, such as `ENOSPC` for a full disk.
   *
   * @throws {ResponseError} `problem: "cut-off"` when it does not come whole.
   * @throws {TimeoutError} `phase: "idle"` when the server falls silent.
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
  outcome: Promise<WithResponse<ReadableStream<Uint8Array> | undefined>>,
): Download {
  const opened = outcome.then(({ data, response }) => {
    // An answer without content is an empty file.
    return { data: data ?? new ReadableStream<Uint8Array>({ start: (c) => c.close() }), response };
  });
  const call = callOf(opened);
  const read = async <T>(use: (stream: ReadableStream<Uint8Array>) => Promise<T>): Promise<T> => {
    // Whoever reads is told there; this promise must have a handler before anything is waited for.
    call.catch(() => {});
    const { data } = await opened;
    try {
      return await use(data);
    } catch (error) {
      // Nobody will read the rest.
      if (!data.locked) await data.cancel(error).catch(() => {});
      throw error;
    }
  };
  return Object.assign(call, {
    stream: () => read(async (stream) => stream),
    bytes: () => read(bytesOf),
    saveTo: (path: string) =>
      read(async (stream) => {
        const { saveTo } = await import("#save-to");
        return saveTo(stream, path);
      }),
  });
}

async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Bytes> {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
