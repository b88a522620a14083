import type { Bytes } from "@interkit/core";
import { type Call, createCall, type WithResponse } from "./call.ts";
import { saveStream } from "./save-stream.ts";

/**
 * The promise of a file. The file is streamed: only `bytes` keeps all of it in memory. One of `stream`,
 * `bytes` and `saveTo` can be called, once.
 *
 * When the connection is lost, the download resumes where it stopped, if the host supports that and
 * still has the same file. A download that is not read is aborted after ten times `idleTimeoutMs`, which
 * is five minutes by default.
 */
export interface Download extends Call<ReadableStream<Uint8Array>> {
  /** The bytes of the file as a stream. They are not decompressed: an export is a gzip file. */
  stream(): Promise<ReadableStream<Uint8Array>>;
  /**
   * The whole file in memory.
   *
   * @throws {ResponseError} `problem: "cut-off"` when the file is incomplete.
   */
  bytes(): Promise<Bytes>;
  /**
   * Writes the file to a path, on Node, and returns its size in bytes. The file gets its name when all of
   * it is on the disk. It replaces an existing file and keeps its mode; a symbolic link is kept too, and
   * its target is replaced. A device or a pipe is written to directly.
   *
   * An error of the file system is thrown unchanged, such as `ENOSPC` for a full disk.
   *
   * @throws {ResponseError} `problem: "cut-off"` when the file is incomplete.
   * @throws {TimeoutError} `phase: "idle"` when the server sends no data for `idleTimeoutMs`.
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

/** Creates the promise of a file from the promise of its result. */
export function createDownload(
  result: Promise<WithResponse<ReadableStream<Uint8Array> | undefined>>,
): Download {
  const opened = result.then(({ data, response }) => {
    // A response without content is an empty file.
    return { data: data ?? new ReadableStream<Uint8Array>({ start: (c) => c.close() }), response };
  });
  const call = createCall(opened);
  const read = async <T>(use: (stream: ReadableStream<Uint8Array>) => Promise<T>): Promise<T> => {
    // The reader gets a failure from the promise below; without a handler, `call` would report the same
    // failure as an unhandled rejection.
    call.catch(() => {});
    const { data } = await opened;
    try {
      return await use(data);
    } catch (error) {
      // The rest is not read: free the connection.
      if (!data.locked) await data.cancel(error).catch(() => {});
      throw error;
    }
  };
  return Object.assign(call, {
    stream: () => read(async (stream) => stream),
    bytes: () => read(readBytes),
    saveTo: (path: string) => read((stream) => saveStream(stream, path)),
  });
}

async function readBytes(stream: ReadableStream<Uint8Array>): Promise<Bytes> {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
