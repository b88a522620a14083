import { InterkitError, TimeoutError } from "../errors/errors.ts";
import { createConsumedResponse } from "./consumed-response.ts";
import { decompress, formatsOf } from "./content-encoding.ts";
import type { BodySink, Settle } from "./dispatch-transport.ts";
import { isSuccess, type TransportRequest } from "./exchange.ts";
import type { ResponseHead } from "./raw-headers.ts";
import {
  BodyChunks,
  cutOffError,
  decodeText,
  IdleTimer,
  idleTimeout,
  isIdleTimed,
  tooLargeError,
} from "./response-body.ts";

/** Collects a body that is read whole, and settles the request with it. */
export class WholeBody implements BodySink {
  readonly #request: TransportRequest;
  readonly #head: ResponseHead;
  readonly #settle: Settle;
  readonly #response: Response;
  readonly #wantsBytes: boolean;
  readonly #chunks: BodyChunks;
  readonly #idle: IdleTimer | undefined;

  constructor(
    request: TransportRequest,
    head: ResponseHead,
    settle: Settle,
    abort: (reason: unknown) => void,
  ) {
    const { call, url } = request;
    this.#request = request;
    this.#head = head;
    this.#settle = settle;
    this.#response = createConsumedResponse({ ...head, url });
    this.#wantsBytes = call.bodyFormat === "bytes" && isSuccess(head.status);
    this.#chunks = new BodyChunks(request, this.#response, !this.#wantsBytes);
    if (isIdleTimed(call)) {
      const { idleMs } = call.limits;
      this.#idle = new IdleTimer(() => {
        const error = new TimeoutError(call.route, idleTimeout(idleMs));
        this.fail(error);
        abort(error);
      });
      this.#idle.start(idleMs);
    }
  }

  add(chunk: Uint8Array): boolean {
    this.#idle?.start(this.#request.call.limits.idleMs);
    // undici aborts the request with the error that this throws.
    this.#chunks.add(chunk);
    return true;
  }

  end(): void {
    this.#idle?.stop();
    const formats = formatsOf(this.#head.headers.get("content-encoding"));
    // An empty body needs no decompression, whatever its headers say.
    if (formats.length === 0 || this.#chunks.isEmpty) {
      this.#resolve(this.#wantsBytes ? this.#chunks.bytes : this.#chunks.text);
      return;
    }
    const { method, call } = this.#request;
    const options = {
      maxBytes: this.#wantsBytes ? Number.POSITIVE_INFINITY : call.limits.maxBytes,
      // A deletion is done, whatever its response holds.
      isLenient: method === "DELETE",
    };
    decompress(this.#chunks.bytes, formats, options).then(
      (bytes) => this.#resolve(this.#wantsBytes ? new Uint8Array(bytes) : decodeText(bytes)),
      (error: NodeJS.ErrnoException) => {
        const isTooLarge = error.code === "ERR_BUFFER_TOO_LARGE";
        this.fail(isTooLarge ? tooLargeError(this.#request, this.#response) : error);
      },
    );
  }

  fail(cause: unknown): void {
    this.#idle?.stop();
    const error =
      cause instanceof InterkitError
        ? cause
        : cutOffError(this.#request.call.route, this.#response, cause);
    this.#settle.reject(error);
  }

  #resolve(body: string | Uint8Array<ArrayBuffer>): void {
    const { status, headers } = this.#head;
    this.#settle.resolve({ status, headers, body, platformResponse: this.#response });
  }
}
