import { decompressStream, formatsOf } from "./content-encoding.ts";
import type { BodySink } from "./dispatch-transport.ts";
import type { TransportResponse } from "./exchange.ts";
import type { ResponseHead } from "./raw-headers.ts";

/** Bytes of a stream that may wait for their reader. */
const bufferedBytes = 256 * 1024;

/** The connection of a stream. */
interface Source {
  readonly abort: (reason: unknown) => void;
  readonly resume: () => void;
}

/** Passes a body on as a web stream. The connection is paused while enough of it is unread. */
export class StreamedBody implements BodySink {
  readonly #stream: ReadableStream<Uint8Array>;
  #controller!: ReadableStreamDefaultController<Uint8Array>;

  constructor({ abort, resume }: Source) {
    this.#stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: () => resume(),
        cancel: (reason) => abort(reason),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: bufferedBytes }),
    );
  }

  toResponse(url: string, { status, statusText, headers }: ResponseHead): TransportResponse {
    const body = decompressStream(this.#stream, formatsOf(headers.get("content-encoding")));
    const response = new Response(body, { status, statusText, headers: headers.toPlatform() });
    Object.defineProperty(response, "url", { value: url });
    return { status, headers, body: response.body ?? body, platformResponse: response };
  }

  add(chunk: Uint8Array): boolean {
    this.#controller.enqueue(chunk);
    return (this.#controller.desiredSize ?? 0) > 0;
  }

  end(): void {
    this.#controller.close();
  }

  fail(cause: unknown): void {
    this.#controller.error(cause);
  }
}
