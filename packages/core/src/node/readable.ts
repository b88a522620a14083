import type { Readable } from "node:stream";
import { TimeoutError } from "../errors/errors.ts";
import type { TransportRequest } from "../transport/exchange.ts";
import {
  type BodyChunks,
  IdleTimer,
  idleTimeout,
  isIdleTimed,
} from "../transport/response-body.ts";

/**
 * Returns a web stream of a Node stream. Node's own adapter throws an uncatchable error when a stream
 * is cancelled before it is read.
 */
export function toWebStream(source: Readable): ReadableStream<Uint8Array> {
  // Destroying a stream emits an error; its reader gets that error from the iterator.
  source.on("error", () => {});
  const chunks = source[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel() {
        source.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Reads a Node stream to its end, without the cost of a web stream. */
export function readNodeStream(
  source: Readable,
  chunks: BodyChunks,
  { call }: TransportRequest,
): Promise<void> {
  const { idleMs } = call.limits;
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      idle.stop();
      reject(error);
      source.destroy();
    };
    const idle = new IdleTimer(() => fail(new TimeoutError(call.route, idleTimeout(idleMs))));
    const isTimed = isIdleTimed(call);
    if (isTimed) idle.start(idleMs);
    source.on("data", (chunk: Uint8Array) => {
      if (isTimed) idle.start(idleMs);
      try {
        chunks.add(chunk);
      } catch (error) {
        fail(error);
      }
    });
    source.on("error", fail);
    source.on("end", () => {
      idle.stop();
      resolve();
    });
  });
}
