import { InterkitError } from "../errors/errors.ts";
import type { AttemptSignal } from "./attempt-signal.ts";
import { encodeForm } from "./custom-fetch.ts";
import type { Dispatcher, DispatchHandler, HeaderBytes } from "./dispatcher.ts";
import {
  isBodiless,
  isSuccess,
  type TransportRequest,
  type TransportResponse,
} from "./exchange.ts";
import { noResponseError } from "./fetch-transport.ts";
import { RawHeaders } from "./raw-headers.ts";
import { StreamedBody } from "./streamed-body.ts";
import { WholeBody } from "./whole-body.ts";

/** What is done with a response: it is settled when its body is complete, or when its stream begins. */
export interface Settle {
  resolve(response: TransportResponse): void;
  reject(error: unknown): void;
}

/** Receives the body of a response. */
export interface BodySink {
  /** Returns `false` to receive no more data for now. */
  add(chunk: Uint8Array): boolean;
  end(): void;
  fail(cause: unknown): void;
}

/**
 * Sends a request with a dispatcher of undici, without the objects that `fetch` makes for each call.
 *
 * @throws {ConnectionError} when there is no response.
 * @throws {ResponseError} when the response is cut off.
 */
export async function dispatch(
  dispatcher: Dispatcher | Promise<Dispatcher>,
  request: TransportRequest,
): Promise<TransportResponse> {
  // The next attempt sets another signal.
  const { url, method, body, signal } = request;
  const { origin, pathname, search } = new URL(url);
  const headers = { "accept-encoding": "gzip", ...request.headers };
  const content = body instanceof FormData ? await encodeForm(body, headers) : { headers, body };
  const target = dispatcher instanceof Promise ? await dispatcher : dispatcher;
  return new Promise((resolve, reject) => {
    const handler = new ResponseHandler(request, signal, { resolve, reject });
    const options = {
      origin,
      path: pathname + search,
      method,
      headers: content.headers,
      body: content.body ?? null,
      // The client's own deadlines limit how long a response may take.
      headersTimeout: 0,
      bodyTimeout: 0,
    } as const;
    try {
      target.dispatch(options, handler);
    } catch (error) {
      handler.onError(error);
    }
  });
}

class ResponseHandler implements DispatchHandler {
  readonly #request: TransportRequest;
  readonly #signal: AttemptSignal | undefined;
  readonly #settle: Settle;
  #body: BodySink | undefined;
  #abort: ((reason: unknown) => void) | undefined;
  readonly #onAbort = () => this.#abort?.(this.#signal?.reason);

  constructor(request: TransportRequest, signal: AttemptSignal | undefined, settle: Settle) {
    this.#request = request;
    this.#signal = signal;
    this.#settle = settle;
    signal?.addEventListener("abort", this.#onAbort);
  }

  onConnect(abort: (reason: unknown) => void): void {
    this.#abort = abort;
    if (this.#signal?.aborted) this.#onAbort();
  }

  onHeaders(
    status: number,
    raw: readonly HeaderBytes[],
    resume: () => void,
    statusText: string,
  ): boolean {
    if (status < 200) return true;
    const { call } = this.#request;
    const head = { status, statusText, headers: new RawHeaders(raw) };
    const abort = (reason: unknown) => this.#abort?.(reason);
    if (call.bodyFormat === "stream" && isSuccess(status) && !isBodiless(status)) {
      // The caller's own signal ends a stream.
      this.#signal?.removeEventListener("abort", this.#onAbort);
      const body = new StreamedBody({ abort, resume });
      this.#body = body;
      this.#settle.resolve(body.toResponse(this.#request.url, head));
    } else {
      this.#body = new WholeBody(this.#request, head, this.#settle, abort);
    }
    return true;
  }

  onData(chunk: Uint8Array): boolean {
    return this.#body?.add(chunk) ?? true;
  }

  onComplete(): void {
    this.#signal?.removeEventListener("abort", this.#onAbort);
    this.#body?.end();
  }

  onError(cause: unknown): void {
    this.#signal?.removeEventListener("abort", this.#onAbort);
    if (this.#body) this.#body.fail(cause);
    else {
      const isOurs = cause instanceof InterkitError;
      this.#settle.reject(isOurs ? cause : noResponseError(this.#request.url, cause));
    }
  }
}
