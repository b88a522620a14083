import { ConfigError } from "@interkit/core";
import { checkNames } from "../options/option-names.ts";
import { checkPositive } from "../options/positive.ts";

/**
 * Remembers which notifications were handled, since Intercom may send one more than once. Several
 * processes that receive for one app share a store.
 */
export interface DeliveryStore {
  /** Claims a notification: `new` once, then `busy` until it is completed or released, then `done`. */
  claim(id: string): DeliveryState | Promise<DeliveryState>;
  /** Its handlers have ended well. */
  complete(id: string): void | Promise<void>;
  /** A handler has failed: the next claim is `new` again. */
  release(id: string): void | Promise<void>;
}

/** @throws {ConfigError} for what is no store, such as the client of one. */
export function checkStore(store: DeliveryStore): void {
  for (const method of ["claim", "complete", "release"] as const) {
    if (typeof store?.[method] === "function") continue;
    throw new ConfigError(`"store" must have a method "${method}"`);
  }
}

/** What is known of a notification: nothing, that its handlers run, or that they have ended well. */
export type DeliveryState = "new" | "busy" | "done";

/** Options of `createMemoryStore`. */
export interface MemoryStoreOptions {
  /** How long a handled notification is remembered, in milliseconds; an hour by default. */
  readonly ttlMs?: number | undefined;
  /** How many are remembered at most, the latest ones; 10,000 by default. */
  readonly maxEntries?: number | undefined;
}

/**
 * Creates a store in the memory of this process: the default of `createWebhooks`.
 *
 * @throws {ConfigError} for options that are unknown or no positive numbers.
 *
 * @example
 * ```ts
 * import { createMemoryStore, createWebhooks } from "@interkit/webhooks";
 *
 * const secret = process.env["INTERCOM_CLIENT_SECRET"] ?? "";
 * const webhooks = createWebhooks({ secret, store: createMemoryStore({ ttlMs: 600_000 }) });
 * webhooks.on("ping", () => console.log("Intercom reached the endpoint"));
 * ```
 */
export function createMemoryStore(options: MemoryStoreOptions = {}): DeliveryStore {
  checkNames("createMemoryStore", options, ["ttlMs", "maxEntries"]);
  const { ttlMs = 3_600_000, maxEntries = 10_000 } = options;
  checkPositive({ ttlMs, maxEntries }, "of the store");
  return new MemoryStore(ttlMs, maxEntries);
}

class MemoryStore implements DeliveryStore {
  readonly #ttlMs: number;
  readonly #maxEntries: number;
  readonly #busy = new Set<string>();
  /** When each was handled. */
  readonly #done = new Map<string, number>();
  /** The same, the earliest first, from a place on: a map with many removals is slow to find its first. */
  #order: { readonly id: string; readonly at: number }[] = [];
  #first = 0;

  constructor(ttlMs: number, maxEntries: number) {
    this.#ttlMs = ttlMs;
    this.#maxEntries = maxEntries;
  }

  claim(id: string): DeliveryState {
    this.#forgetOld();
    if (this.#done.has(id)) return "done";
    if (this.#busy.has(id)) return "busy";
    this.#busy.add(id);
    return "new";
  }

  complete(id: string): void {
    const now = Date.now();
    this.#busy.delete(id);
    this.#done.set(id, now);
    this.#order.push({ id, at: now });
    this.#forgetOld();
  }

  release(id: string): void {
    this.#busy.delete(id);
  }

  #forgetOld(): void {
    const since = Date.now() - this.#ttlMs;
    for (;;) {
      const oldest = this.#order[this.#first];
      if (oldest === undefined) break;
      if (oldest.at > since && this.#done.size <= this.#maxEntries) break;
      // It may have been handled once more since.
      if (this.#done.get(oldest.id) === oldest.at) this.#done.delete(oldest.id);
      this.#first++;
    }
    if (this.#first < 1_000 || 2 * this.#first < this.#order.length) return;
    this.#order = this.#order.slice(this.#first);
    this.#first = 0;
  }
}
