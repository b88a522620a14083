import { ConfigError } from "../errors/errors.ts";
import type { Token } from "../transport/options.ts";
import type { RateLimitStore } from "./store.ts";

/** How calls are delayed so that Intercom need not refuse them. */
export interface RateLimitOptions {
  /** Where calls are counted; by default in this client alone. Pass one store to several clients to share. */
  readonly store?: RateLimitStore | undefined;
  /**
   * Names the workspace in the store and in checkpoints of lists, the same in every process. By default it
   * is made from the token and the host. A token function needs one, since the workspace of its tokens is
   * unknown.
   */
  readonly key?: string | undefined;
  /** Calls in ten seconds, until a response reports the limit; 1,666 by default. */
  readonly callsPerWindow?: number | undefined;
  /** The share of a window that bulk calls leave to interactive ones, from 0 to 0.9; 0.1 by default. */
  readonly reserve?: number | undefined;
}

/** Checked options of the rate limit. */
export interface RateLimitSettings {
  readonly store: RateLimitStore | undefined;
  readonly key: string | undefined;
  readonly callsPerWindow: number;
  /** The share of a window that bulk calls may use. */
  readonly bulkShare: number;
}

/** The same object for all clients without options of their own: a program may have one for each of its tenants. */
const usual: RateLimitSettings = {
  store: undefined,
  key: undefined,
  callsPerWindow: 1_666,
  bulkShare: 0.9,
};

const optionNames: ReadonlySet<string> = new Set<keyof RateLimitOptions>([
  "store",
  "key",
  "callsPerWindow",
  "reserve",
]);

/** Checks the option `rateLimit`. Each error names the mistake and its correction. */
export function checkRateLimit(token: Token, options?: RateLimitOptions): RateLimitSettings {
  if (options === undefined) return usual;
  if (typeof options !== "object" || options === null) {
    throw new ConfigError('The option "rateLimit" must be an object like { store }, or false');
  }
  for (const name of Object.keys(options)) {
    if (optionNames.has(name)) continue;
    throw new ConfigError(
      `"rateLimit" takes no "${name}"; what it takes is ${[...optionNames].join(", ")}`,
    );
  }
  const { store, key, callsPerWindow = usual.callsPerWindow, reserve } = options;
  if (store !== undefined && typeof store?.add !== "function") {
    throw new ConfigError('"rateLimit.store" must be a store with a function "add"');
  }
  if (key !== undefined && (typeof key !== "string" || key.trim() === "")) {
    throw new ConfigError('"rateLimit.key" must be a text that names the workspace');
  }
  if (store !== undefined && key === undefined) checkNameable(token);
  if (!Number.isInteger(callsPerWindow) || callsPerWindow < 1) {
    throw new ConfigError('"rateLimit.callsPerWindow" must be a whole number of calls, at least 1');
  }
  return { store, key, callsPerWindow, bulkShare: bulkShareFrom(reserve) };
}

function bulkShareFrom(reserve: unknown): number {
  if (reserve === undefined) return usual.bulkShare;
  if (typeof reserve === "number" && reserve >= 0 && reserve <= 0.9) return 1 - reserve;
  throw new ConfigError('"rateLimit.reserve" must be a share from 0 to 0.9');
}

/** Refuses a shared store without a key, if none can be made: two workspaces would share a limit. */
function checkNameable(token: Token): void {
  if (typeof token === "function") {
    throw new ConfigError(
      'A shared "rateLimit.store" and a token that is a function need "rateLimit.key", which names the workspace',
    );
  }
  if (globalThis.crypto?.subtle === undefined) {
    throw new ConfigError(
      'Nothing here can make a key of the token (a page without https?); give "rateLimit.key", which names the workspace',
    );
  }
}
