import type { OperationId, Route } from "../description/operations.ts";
import type { Version } from "../description/versions.ts";

/** The options of every fault. */
interface FaultBase {
  /** The delay of the response, in milliseconds of real time, at most an hour. */
  readonly latencyMs?: number;
}

interface ApplicableFault extends FaultBase {
  /**
   * Whether the request is handled before the fault, so that only the response is lost. When left
   * out, it is handled for faults that damage a response (`cut-off`, `content-type`,
   * `broken-json`), and is not handled otherwise.
   */
  readonly applied?: boolean;
}

/** An error response with Intercom's `error.list`. */
export interface ErrorFault extends ApplicableFault {
  readonly kind?: "error";
  /** 400 to 599. */
  readonly status: number;
  /** The code in the list. When left out, the usual code of the status. */
  readonly code?: string;
  /** The message in the list. When left out, the usual message of the status. */
  readonly message?: string;
  /** Seconds in the `Retry-After` header. With a 429, `X-RateLimit-Reset` is the same time. */
  readonly retryAfterSeconds?: number;
  /** Whether the response has `X-RateLimit-…` headers. `true` when left out. */
  readonly rateLimitHeaders?: boolean;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The normal response, delayed. The request is handled before the delay. */
export interface SlowFault extends FaultBase {
  readonly kind: "slow";
  readonly latencyMs: number;
}

/** The connection is reset before any response: `fetch` rejects. */
export interface ResetFault extends ApplicableFault {
  readonly kind: "reset";
}

/** The body is shorter than `Content-Length`: reading it fails. */
export interface CutOffFault extends ApplicableFault {
  readonly kind: "cut-off";
  /** How many bytes of the body are sent. Half of them when left out. */
  readonly afterBytes?: number;
}

/** A page of HTML, such as a proxy sends, without any of Intercom's headers. */
export interface HtmlFault extends ApplicableFault {
  readonly kind: "html";
  /** 200 when left out, as sign-in pages and maintenance pages have. */
  readonly status?: number;
}

/** The normal response with another `Content-Type`. */
export interface ContentTypeFault extends ApplicableFault {
  readonly kind: "content-type";
  /** `text/plain` when left out. */
  readonly contentType?: string;
}

/** A response of type JSON whose last character is missing. */
export interface BrokenJsonFault extends ApplicableFault {
  readonly kind: "broken-json";
}

/** A fault. Without a `kind`, it is an error with a status: `{ status: 503 }`. */
export type Fault =
  | ErrorFault
  | SlowFault
  | ResetFault
  | CutOffFault
  | HtmlFault
  | ContentTypeFault
  | BrokenJsonFault;

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** The requests that a plan matches. Without any of these, it matches every request. */
export interface FaultTarget {
  /**
   * A method and a path as the description has it, such as `POST /contacts`; `*` stands for
   * anything, as in `GET *` or `* /contacts/*`.
   */
  readonly route?: Route | "*" | `${Method} *` | `${Method | "*"} /${string}*`;
  /** An operation by name, such as `contacts.create`. */
  readonly operation?: OperationId;
  /** The API version that a request is answered in. */
  readonly version?: Version;
}

/** The fault is triggered for a number of matching requests; for all when both are left out. */
export interface CountedFault {
  /** How many matching requests pass first. */
  readonly skip?: number;
  /** How many requests trigger the fault after that. All when left out. */
  readonly times?: number;
  readonly chance?: never;
  readonly seed?: never;
}

/** The fault is triggered at random: the same seeds and the same requests fail in the same way. */
export interface ChanceFault {
  /** From 0, never, to 1, always. */
  readonly chance: number;
  /** The seed of the random choice, in addition to the seed of the sandbox. */
  readonly seed?: string;
  readonly skip?: never;
  readonly times?: never;
}

/**
 * A planned fault: the requests that it matches, how often it is triggered, and the fault itself.
 *
 * @example
 * ```ts
 * import { createSandbox } from "@interkit/sandbox";
 *
 * const sandbox = createSandbox();
 * // The contact is created, but the client gets no response.
 * sandbox.faults.add({ route: "POST /contacts", times: 1, fault: { kind: "reset", applied: true } });
 * ```
 */
export type FaultPlan = FaultTarget & (CountedFault | ChanceFault) & { readonly fault: Fault };

/** A plan that was added, with its counts. */
export type PlannedFault = FaultPlan & {
  readonly id: string;
  /** How many requests it has matched so far. */
  readonly matched: number;
  /** How many of them triggered the fault. */
  readonly triggered: number;
};

/** A fault in the log of requests. */
export interface TriggeredFault {
  /** The plan's id. */
  readonly id: string;
  /** The kind of the fault. */
  readonly kind: FaultKind;
}

/** The kind of a fault. */
export type FaultKind = NonNullable<Fault["kind"]>;

/** The faults of a sandbox. Where several plans match a request, the one added first is triggered. */
export interface Faults {
  /** Plans a fault. @throws {TypeError} when the plan is invalid, or matches no operation. */
  add(plan: FaultPlan): PlannedFault;
  /** All plans in the order in which they were added, those that are used up included. */
  list(): PlannedFault[];
  /** Removes a plan. Returns false when no plan has this id. */
  remove(id: string): boolean;
  /** Removes all plans. */
  clear(): void;
}
