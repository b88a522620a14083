import { InterkitError } from "./interkit-error.ts";

export { type Checkpoint, type ErrorKind, InterkitError } from "./interkit-error.ts";

/** One entry of an `error.list`. */
export interface ApiErrorDetail {
  /** A word for programs, such as `not_found`; `unknown` when the answer gives none. */
  readonly code: string;
  /** Words for people. They may quote what was sent. */
  readonly message?: string;
  /** The field of the request that is wrong. */
  readonly field?: string;
}

/** The fields of a new {@link ApiError}. */
export interface ApiErrorInit {
  /** The operation, `"GET /contacts/{contact_id}"`, without values in its path. */
  readonly route: string;
  /** The response's status. */
  readonly status: number;
  /** The errors of the response, in its order. */
  readonly errors: readonly ApiErrorDetail[];
  /** The server's reason, in a form that a message may contain; nothing when the server gave none. */
  readonly reason?: string | undefined;
  /** The id of the request, if the response has it. */
  readonly requestId: string | undefined;
  /** The response's headers. */
  readonly headers: Headers;
}

/**
 * Intercom answered with an error: any status that is not a success. The message gives the reason in
 * the server's words, on one line and without what the request sent: `POST /companies answered 400
 * type_mismatch: company_id must be a string (request 0f9c)`. All of it, as it came, is in `errors`.
 *
 * https://developers.intercom.com/docs/references/rest-api/errors/error-codes
 *
 * @example
 * ```ts
 * import { ApiError } from "@interkit/core";
 *
 * const isMissing = (error: unknown) => error instanceof ApiError && error.status === 404;
 * ```
 */
export class ApiError extends InterkitError {
  override readonly kind = "api";
  /** The operation, `"GET /contacts/{contact_id}"`; values of the path are not in it. */
  readonly route: string;
  /** The answer's status, 300 or more. */
  readonly status: number;
  /** The first error's code, such as `not_found`. */
  readonly code: string | undefined;
  /** The errors of the response, in its order; empty for a response without any. */
  readonly errors: readonly ApiErrorDetail[];
  /** The id of the request, for Intercom's support. */
  readonly requestId: string | undefined;
  /** The response's headers, cookies left out. */
  readonly headers: Headers;

  constructor(init: ApiErrorInit) {
    const code = init.errors[0]?.code;
    // A code is a word; anything else would be quoting the body.
    const word = code !== undefined && /^[\w.-]{1,64}$/.test(code) ? ` ${code}` : "";
    const reason = init.reason ? `: ${init.reason}` : "";
    // An id is a word as well.
    const id = init.requestId?.replace(/[^\w.:-]/g, "").slice(0, 64) ?? "";
    const request = id === "" ? "" : ` (request ${id})`;
    super(`${init.route} answered ${init.status}${word}${reason}${request}`);
    this.name = "ApiError";
    this.route = init.route;
    this.status = init.status;
    this.code = code;
    this.errors = init.errors;
    this.requestId = init.requestId;
    this.headers = init.headers;
  }
}

/** `"busy"` when as many exports are pending as Intercom allows, otherwise `"rate-limit"`. */
export type RateLimitReason = "rate-limit" | "busy";

/** The fields of a new {@link RateLimitError}. */
export interface RateLimitErrorInit extends ApiErrorInit {
  /** The milliseconds to wait before a retry, if the response has them. */
  readonly retryAfterMs: number | undefined;
  /** When the window of requests ends, if the response has it. */
  readonly resetAt: Date | undefined;
  /** Which limit was reached. */
  readonly reason: RateLimitReason;
}

/**
 * Intercom answered 429: too many requests, or too many jobs at a time.
 *
 * https://developers.intercom.com/docs/references/rest-api/errors/rate-limiting
 *
 * @example
 * ```ts
 * import { RateLimitError } from "@interkit/core";
 *
 * const secondsToWait = (error: unknown) =>
 *   error instanceof RateLimitError ? Math.ceil((error.retryAfterMs ?? 0) / 1000) : 0;
 * ```
 */
export class RateLimitError extends ApiError {
  /** The milliseconds to wait after the response before a retry, if the response has them. */
  readonly retryAfterMs: number | undefined;
  /** When the current window of requests ends, if the response has it. */
  readonly resetAt: Date | undefined;
  /** Whether the limit of requests was reached, or that of pending exports. */
  readonly reason: RateLimitReason;

  constructor(init: RateLimitErrorInit) {
    super(init);
    this.name = "RateLimitError";
    this.retryAfterMs = init.retryAfterMs;
    this.resetAt = init.resetAt;
    this.reason = init.reason;
  }
}

/**
 * There was no answer: the host was not found, refused or dropped the connection. `cause` says why.
 *
 * @example
 * ```ts
 * import { ConnectionError } from "@interkit/core";
 *
 * const causeOf = (error: unknown) => (error instanceof ConnectionError ? error.cause : undefined);
 * ```
 */
export class ConnectionError extends InterkitError {
  override readonly kind = "connection";

  constructor(message: string, options: { readonly cause: unknown }) {
    super(message, options);
    this.name = "ConnectionError";
  }
}

/**
 * Which timeout expired: that of the whole call, that of one of its attempts, or `"idle"`: a server
 * stopped sending within a body, or a stream was not read.
 */
export type TimeoutPhase = "call" | "attempt" | "idle";

const timeoutMessages: Readonly<Record<TimeoutPhase, (route: string, ms: number) => string>> = {
  call: (route, ms) => `${route} took longer than ${ms} ms`,
  attempt: (route, ms) => `An attempt of ${route} took longer than ${ms} ms`,
  idle: (route, ms) => `The answer to ${route} stood still for ${ms} ms`,
};

/**
 * There was no complete response in time. It is unknown whether Intercom processed the request.
 *
 * @example
 * ```ts
 * import { TimeoutError } from "@interkit/core";
 *
 * const isSilent = (error: unknown) => error instanceof TimeoutError && error.phase === "idle";
 * ```
 */
export class TimeoutError extends InterkitError {
  override readonly kind = "timeout";
  /** The timeout that expired, in milliseconds. */
  readonly timeoutMs: number;
  /** Which timeout it was. */
  readonly phase: TimeoutPhase;

  constructor(route: string, init: { readonly timeoutMs: number; readonly phase: TimeoutPhase }) {
    super(timeoutMessages[init.phase](route, init.timeoutMs));
    this.name = "TimeoutError";
    this.timeoutMs = init.timeoutMs;
    this.phase = init.phase;
  }
}

/**
 * What is wrong with a response: `"html"` and `"json"` for a body that is not JSON (a proxy's page, a
 * broken document), `"content-type"` for one with another content type, `"cut-off"` for one that ended
 * early, `"redirect"` for a redirect that is not followed, `"list"` for a list of another form, one that
 * continues without new items, or one that ends before its total count, `"missing"` for an empty body,
 * `null` or a list where an object is required, `"too-large"` for more than `maxAnswerBytes`, `"layer"` for
 * a response that a layer of yours did not return, or after which it sent a request that is refused.
 */
export type ResponseProblem =
  | "html"
  | "json"
  | "content-type"
  | "cut-off"
  | "redirect"
  | "list"
  | "missing"
  | "too-large"
  | "layer";

/**
 * The response is not one of the API: a proxy or gateway before Intercom may have sent it.
 *
 * @example
 * ```ts
 * import { ResponseError } from "@interkit/core";
 *
 * const isPage = (error: unknown) => error instanceof ResponseError && error.problem === "html";
 * ```
 */
export class ResponseError extends InterkitError {
  override readonly kind = "response";
  /** The response's status. */
  readonly status: number;
  /** What is wrong with the response. */
  readonly problem: ResponseProblem;
  /** The id of the request, for Intercom's support; nothing when the response has none. */
  readonly requestId: string | undefined;

  constructor(
    message: string,
    init: {
      readonly response: Response;
      readonly problem: ResponseProblem;
      readonly cause?: unknown;
    },
  ) {
    super(message, init.cause === undefined ? undefined : { cause: init.cause });
    this.name = "ResponseError";
    this.status = init.response.status;
    this.problem = init.problem;
    this.requestId = init.response.headers.get("x-request-id") ?? undefined;
  }
}

/**
 * We were called wrongly; the message says what to change. Thrown before anything was done: nothing was
 * sent, or what was sent was refused (401) and no other token could be had.
 *
 * @example
 * ```ts
 * import { ConfigError } from "@interkit/core";
 *
 * const isOurMistake = (error: unknown) => error instanceof ConfigError;
 * ```
 */
export class ConfigError extends InterkitError {
  override readonly kind = "config";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ConfigError";
  }
}
