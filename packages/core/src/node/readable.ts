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
 * A web stream over one of Node's. Node's own adapter throws where nobody can catch it, when a stream
 * is given up that nobody has read.
 */
export function toWebStream(source: Readable): ReadableStream<Uint8Array> {
  // A stream that is destroyed tells of it as of an error; whoever reads is told below.
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

/** Reads one of Node's streams to its end, without the cost of a web stream. */
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
