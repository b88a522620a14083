import type { CorsOption } from "./engine/cors.ts";
import type { RateLimits } from "./engine/rate-limit.ts";
import type { LogEntry } from "./engine/request-log.ts";
import type { DefaultVersion } from "./engine/requested-version.ts";
import { implicitWorkspace, readWorkspaces, type WorkspaceOptions } from "./registry/options.ts";
import type { WorkspaceRecord } from "./registry/records.ts";
import type { SeedOptions } from "./registry/seed-option.ts";
import type { WebhooksOptions } from "./webhooks/options.ts";

/** Options of `createSandbox`. */
export interface SandboxOptions {
  /** The access tokens that are accepted. When left out, any token that is not empty. */
  readonly token?: string | readonly string[];
  /**
   * Requests per minute, spread over windows of ten seconds: `perMinute` of each token, or of all
   * tokens of an app in a workspace, 10,000 when left out; `workspacePerMinute` of all apps of a
   * workspace together, 25,000 when left out, and never less than `perMinute`.
   */
  readonly rateLimit?: {
    readonly perMinute?: number | undefined;
    readonly workspacePerMinute?: number | undefined;
  };
  /**
   * The workspaces, each with records, tokens, a region and a time zone of its own. When left out,
   * one workspace, to which `token` and `seed` belong.
   *
   * @example
   * ```ts
   * import { createSandbox } from "@interkit/sandbox";
   *
   * const sandbox = createSandbox({
   *   workspaces: [
   *     { id: "acme", token: "acme-secret" },
   *     { id: "globex", token: "globex-secret", region: "EU", timezone: "Europe/Dublin" },
   *   ],
   * });
   * sandbox.workspaces.get("globex").seed.contact({ email: "hank@example.com" });
   * ```
   */
  readonly workspaces?: readonly WorkspaceOptions[];
  /**
   * The API version of requests without an `Intercom-Version` header. When left out, the newest
   * stable version. `1.0`, the version of apps that have none set, refuses such requests.
   */
  readonly defaultVersion?: DefaultVersion;
  /** The source of time of `sandbox.clock`: returns milliseconds since 1970, as `Date.now` does. */
  readonly clock?: () => number;
  /**
   * Fills the new workspace with data that is generated from this name: the same data, byte for
   * byte, on every machine. All of its times are before 1 September 2026 or, with a `clock`, before
   * the time of the clock. Without a seed, the workspace is empty, and ids are generated from the
   * name `interkit`.
   */
  readonly seed?: string | SeedOptions;
  /**
   * Keeps the state in this file, and starts with the state that is in it: no answered change is
   * lost when the program is killed. A missing file is created. Node only, one sandbox at a time.
   */
  readonly file?: string;
  /**
   * The delay of searches, in milliseconds of the sandbox's clock: for this long, searches see
   * contacts, companies, conversations and tickets as they were before a change, and do not see new
   * ones. Lists and reads by id have no delay. 0 when left out.
   *
   * @example
   * ```ts
   * import { createSandbox } from "@interkit/sandbox";
   *
   * const sandbox = createSandbox({ searchLagMs: 120_000 });
   * sandbox.seed.contact({ email: "ada@example.com" });
   * // A search finds no contact yet: a program that searches and then creates makes a second Ada.
   * sandbox.clock.advance(120_000);
   * ```
   */
  readonly searchLagMs?: number;
  /**
   * The origins of web pages that may use the API from a browser, such as `http://localhost:3000`;
   * `true` for any. When left out, no page may, as at Intercom. They never get access to `/_sandbox`.
   */
  readonly cors?: CorsOption;
  /** The targets of webhooks, and how notifications are sent to them. */
  readonly webhooks?: WebhooksOptions;
  /** Called with an entry for every answered request. An entry contains no token and no body. */
  readonly log?: (entry: LogEntry) => void;
}

/** @throws {RangeError} when it is no number of milliseconds. */
export function readLag(ms = 0): number {
  if (typeof ms === "number" && ms >= 0 && Number.isFinite(ms)) return ms;
  throw new RangeError(`searchLagMs is a number of milliseconds, 0 or more, not ${String(ms)}.`);
}

/** The workspaces of a new sandbox. @throws {TypeError | RangeError} when an option is invalid. */
export function readRecords(options: SandboxOptions): WorkspaceRecord[] {
  const { workspaces, token, seed } = options;
  if (workspaces === undefined) return [implicitWorkspace(token, seed)];
  for (const name of ["token", "seed"] as const) {
    if (options[name] === undefined) continue;
    throw new TypeError(`Each workspace has a ${name} of its own: give it in workspaces.`);
  }
  return readWorkspaces(workspaces);
}

/** The rate limits, with defaults. */
export function readRateLimits(given: SandboxOptions["rateLimit"] = {}): RateLimits {
  const { perMinute = 10_000, workspacePerMinute = Math.max(25_000, perMinute) } = given;
  return { perMinute, workspacePerMinute };
}
