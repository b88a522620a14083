import type { OperationId, Route } from "../description/operations.ts";
import type { Version } from "../description/versions.ts";

/** What every fault can say besides. */
interface AnyFault {
  /** How long the answer is held back, in milliseconds of real time, at most an hour. */
  readonly latencyMs?: number;
}

interface AppliedFault extends AnyFault {
  /**
   * Whether the work is done before the fault strikes, so that only the answer is lost. Left out,
   * it is done where an answer is spoiled (`cut-off`, `content-type`, `broken-json`), and is not
   * done otherwise.
   */
  readonly applied?: boolean;
}

/** An error of Intercom's, with its `error.list`. */
export interface ErrorFault extends AppliedFault {
  readonly kind?: "error";
  /** 400 to 599. */
  readonly status: number;
  /** The code in the list. One that goes with the status when left out. */
  readonly code?: string;
  /** The words beside the code. Some that go with the code when left out. */
  readonly message?: string;
  /** Seconds in the `Retry-After` header. With a 429, `X-RateLimit-Reset` says the same time. */
  readonly retryAfterSeconds?: number;
  /** Whether the answer has `X-RateLimit-…` headers, as it has when left out. */
  readonly rateLimitHeaders?: boolean;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The right answer, late. The work is done before the wait. */
export interface SlowFault extends AnyFault {
  readonly kind: "slow";
  readonly latencyMs: number;
}

/** The connection is reset before anything is answered: `fetch` rejects. */
export interface ResetFault extends AppliedFault {
  readonly kind: "reset";
}

/** The headers promise more than comes: reading the body fails. */
export interface CutOffFault extends AppliedFault {
  readonly kind: "cut-off";
  /** How many bytes of the body come. Half of them when left out. */
  readonly afterBytes?: number;
}

/** A page of HTML, as a proxy gives it, without any header of Intercom's. */
export interface HtmlFault extends AppliedFault {
  readonly kind: "html";
  /** 200 when left out, as pages for signing in or for maintenance have it. */
  readonly status?: number;
}

/** The right answer, said to be something else. */
export interface ContentTypeFault extends AppliedFault {
  readonly kind: "content-type";
  /** `text/plain` when left out. */
  readonly contentType?: string;
}

/** An answer that is said to be JSON, whose end is missing. */
export interface BrokenJsonFault extends AppliedFault {
  readonly kind: "broken-json";
}

/** What goes wrong. Without a `kind`, it is an error with a status: `{ status: 503 }`. */
export type Fault =
  | ErrorFault
  | SlowFault
  | ResetFault
  | CutOffFault
  | HtmlFault
  | ContentTypeFault
  | BrokenJsonFault;

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Which requests. What is left out does not matter; without any of it, all of them. */
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

/** After so many of these requests, so many times; always, when both are left out. */
export interface CountedFault {
  /** How many are let through first. */
  readonly skip?: number;
  /** How many it strikes then. All that come, when left out. */
  readonly times?: number;
  readonly chance?: never;
  readonly seed?: never;
}

/** Now and then: the same seeds and the same requests fail in the same way. */
export interface ChanceFault {
  /** From 0, never, to 1, always. */
  readonly chance: number;
  /** What chance follows from, beside the seed of the sandbox: another one strikes others. */
  readonly seed?: string;
  readonly skip?: never;
  readonly times?: never;
}

/**
 * A fault on purpose: which requests, how often, and what goes wrong.
 *
 * @example
 * ```ts
 * import { createSandbox } from "@interkit/sandbox";
 *
 * const sandbox = createSandbox();
 * // The contact is made, and nobody is told.
 * sandbox.faults.add({ route: "POST /contacts", times: 1, fault: { kind: "reset", applied: true } });
 * ```
 */
export type FaultPlan = FaultTarget & (CountedFault | ChanceFault) & { readonly fault: Fault };

/** A plan that was added, and how it went. */
export type PlannedFault = FaultPlan & {
  readonly id: string;
  /** How many requests it was about so far. */
  readonly matched: number;
  /** How many of them it struck. */
  readonly struck: number;
};

/** A fault in the log of requests: the plan's id, and what it did. */
export interface StruckFault {
  /** The plan's id. */
  readonly id: string;
  /** What went wrong. */
  readonly kind: FaultKind;
}

/** What goes wrong, as a word. */
export type FaultKind = NonNullable<Fault["kind"]>;

/** The faults of a sandbox. Where several plans fit, the first that was added strikes. */
export interface Faults {
  /** Plans a fault. @throws {TypeError} when the plan could never strike, or is none. */
  add(plan: FaultPlan): PlannedFault;
  /** The plans there are, those that are used up included, in the order in which they came. */
  list(): PlannedFault[];
  /** Takes a plan back. Gives false when there is none of this id. */
  remove(id: string): boolean;
  /** Takes all plans back. */
  clear(): void;
}
