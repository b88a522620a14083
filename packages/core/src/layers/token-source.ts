import { ConfigError, TimeoutError } from "../errors/errors.ts";
import { AttemptSignal } from "../transport/attempt-signal.ts";
import type { TransportRequest, TransportResponse } from "../transport/exchange.ts";
import { checkToken } from "./authorisation.ts";

/**
 * Requests the token of a function: once, however many calls wait for it. The token is kept until Intercom
 * refuses it: then the function is called once more, and a call that was refused with the old token, and
 * so had no effect, is sent again with the new one. If a function hangs, the calls that wait for it time
 * out; after the first of them, the next call starts a new request.
 *
 * @throws {ConfigError} when the function fails, or returns something that cannot be a token.
 */
export class TokenSource {
  readonly #source: () => string | Promise<string>;
  /** The current token, or the pending request for it. */
  #current: Promise<string> | undefined;
  #isPending = false;

  constructor(source: () => string | Promise<string>) {
    this.#source = source;
  }

  /** Sends a request with the token, and once more with another one if Intercom refuses it. */
  async send(
    request: TransportRequest,
    sendWith: (request: TransportRequest, token: string) => Promise<TransportResponse>,
  ): Promise<TransportResponse> {
    const { signal = new AttemptSignal() } = request;
    const token = await this.#get(signal);
    const response = await sendWith(request, token);
    if (response.status !== 401) return response;
    const renewed = await this.#renew(token, signal);
    return renewed === token ? response : sendWith(request, renewed);
  }

  #get(signal: AttemptSignal): Promise<string> {
    this.#current ??= this.#request();
    return this.#waitFor(this.#current, signal);
  }

  /** Returns another token than the refused one, if there is another. */
  async #renew(refused: string, signal: AttemptSignal): Promise<string> {
    const pending = this.#current;
    // Another call may have renewed it since this call was sent.
    if (pending !== undefined && (await this.#waitFor(pending, signal)) === refused)
      this.#forget(pending);
    return this.#get(signal);
  }

  #request(): Promise<string> {
    this.#isPending = true;
    const pending = this.#callSource();
    pending.then(
      // A late token is used rather than requested again.
      () => {
        if (this.#isPending) this.#current = pending;
        this.#isPending = false;
      },
      // A failure is not kept: the next call requests a token again.
      () => this.#forget(pending),
    );
    return pending;
  }

  #forget(pending: Promise<string>): void {
    if (this.#current === pending) this.#current = undefined;
  }

  /** Waits for the token, unless the attempt ends before. */
  #waitFor(pending: Promise<string>, signal: AttemptSignal): Promise<string> {
    return new Promise((resolve, reject) => {
      const stopWaiting = () => {
        // An aborted call shows nothing about how long a token takes; a timeout does.
        if (signal.reason instanceof TimeoutError) this.#forget(pending);
        reject(signal.reason);
      };
      if (signal.aborted) return stopWaiting();
      signal.addEventListener("abort", stopWaiting);
      pending.then(resolve, reject).finally(() => signal.removeEventListener("abort", stopWaiting));
    });
  }

  async #callSource(): Promise<string> {
    let given: unknown;
    try {
      given = await this.#source();
    } catch (cause) {
      throw new ConfigError('The function that is the option "token" failed', { cause });
    }
    return checkToken(given);
  }
}
