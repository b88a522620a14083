import { ConfigError, TimeoutError } from "../errors/errors.ts";
import { describeType } from "../errors/values.ts";
import { AttemptSignal } from "../transport/attempt-signal.ts";
import {
  isSuccess,
  type TransportLayer,
  type TransportRequest,
  type TransportResponse,
} from "../transport/exchange.ts";
import type { Token } from "../transport/options.ts";
import { checkOrigin, followRedirects, isRedirect } from "./origin-guard.ts";

/**
 * Sends requests with the token, to the configured origin only, and follows redirects. The token is
 * in the headers only after the layers of the user have made their requests of them.
 *
 * A token function is called once, however many calls wait for its token. The token is kept until
 * Intercom refuses it: then the function is called once more, and a call that was refused with the old
 * token, and so had no effect, is sent again with the new one. If a function hangs, the calls that
 * wait for it time out; after the first of them, the next call starts a new request.
 *
 * @throws {ConfigError} when the function fails, or returns something that cannot be a token.
 */
export function authorisation(token: Token, origin: string): TransportLayer {
  const source = typeof token === "function" ? new TokenSource(token) : undefined;
  return (next) => {
    const sendWith = async (request: TransportRequest, current: string) => {
      checkOrigin(request, origin);
      request.headers["authorization"] = `Bearer ${current}`;
      const response = await next(request);
      if (isSuccess(response.status)) return response;
      const last = isRedirect(response)
        ? await followRedirects(next, request, response, origin)
        : response;
      return redactToken(last, current);
    };
    const sendWithSource = async (request: TransportRequest, tokens: TokenSource) => {
      const { signal = new AttemptSignal() } = request;
      const current = await tokens.get(signal);
      const response = await sendWith(request, current);
      if (response.status !== 401) return response;
      const renewed = await tokens.renew(current, signal);
      return renewed === current ? response : sendWith(request, renewed);
    };
    return (request) =>
      source ? sendWithSource(request, source) : sendWith(request, token as string);
  };
}

/** Removes the token from the body of a failure, in case a server repeats it. */
function redactToken(response: TransportResponse, token: string): TransportResponse {
  const { status, headers, body } = response;
  if (isSuccess(status) || typeof body !== "string") return response;
  // JSON may escape a slash.
  const spellings = [token, token.replaceAll("/", "\\/")];
  const cleaned = spellings.reduce((text, spelling) => text.replaceAll(spelling, "…"), body);
  return {
    status,
    headers,
    body: cleaned,
    get platformResponse() {
      return response.platformResponse;
    },
  };
}

/** Requests a token once, and again after it was refused. */
class TokenSource {
  readonly #source: () => string | Promise<string>;
  /** The current token, or the pending request for it. */
  #current: Promise<string> | undefined;
  #isPending = false;

  constructor(source: () => string | Promise<string>) {
    this.#source = source;
  }

  get(signal: AttemptSignal): Promise<string> {
    this.#current ??= this.#request();
    return this.#waitFor(this.#current, signal);
  }

  /** Returns another token than the refused one, if there is another. */
  async renew(refused: string, signal: AttemptSignal): Promise<string> {
    const pending = this.#current;
    // Another call may have renewed it since this call was sent.
    if (pending !== undefined && (await this.#waitFor(pending, signal)) === refused)
      this.#forget(pending);
    return this.get(signal);
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

/** Refuses what cannot be an access token. The message never quotes it. */
export function checkToken(token: unknown): string {
  if (token === undefined || token === null || token === "") {
    throw new ConfigError(
      'The access token is missing; give it as "token" (is the environment variable set?)',
    );
  }
  if (typeof token !== "string") {
    throw new ConfigError(`The access token is ${describeType(token)}; give a string`);
  }
  if (/^bearer\s/i.test(token)) {
    throw new ConfigError('The access token starts with "Bearer "; give the token alone');
  }
  if (/\s/.test(token)) {
    throw new ConfigError(
      "The access token holds a space or a line break; was it copied or read with its line end?",
    );
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new ConfigError("The access token holds characters that cannot be sent in a header");
  }
  return token;
}
