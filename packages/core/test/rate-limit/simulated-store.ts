import type { RateLimitStore } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import type { SimulatedServer } from "./simulated-server.ts";

/**
 * How a store behaves: it returns a count after a delay, never settles, rejects, throws, loses its
 * counts, or returns an invalid count.
 */
export type StoreBehaviour =
  | { readonly kind: "correct"; readonly ms: number }
  | { readonly kind: "unresponsive" }
  | { readonly kind: "rejecting" }
  | { readonly kind: "throwing" }
  | { readonly kind: "resetting" }
  | { readonly kind: "wrong"; readonly count: unknown };

/** A store whose behaviour may change over time. */
export class SimulatedStore implements RateLimitStore {
  readonly #behaviour: () => StoreBehaviour;
  readonly #otherCalls: () => number;
  readonly counts = new Map<string, number>();
  /** The queries, and when they arrived. */
  readonly queries: {
    readonly window: string;
    readonly calls: number;
    readonly at: number;
    readonly expiresInMs: number;
  }[] = [];

  /** @param otherCalls How many calls another process has counted in the window by now. */
  constructor(behaviour: () => StoreBehaviour, otherCalls = () => 0) {
    this.#behaviour = behaviour;
    this.#otherCalls = otherCalls;
  }

  add(window: string, calls: number, expiresInMs: number): Promise<number> {
    this.queries.push({ window, calls, at: Date.now(), expiresInMs });
    const behaviour = this.#behaviour();
    if (behaviour.kind === "throwing") throw new Error("not connected");
    return this.#respond(behaviour, window, calls);
  }

  async #respond(
    behaviour: Exclude<StoreBehaviour, { kind: "throwing" }>,
    window: string,
    calls: number,
  ): Promise<number> {
    if (behaviour.kind === "unresponsive") return new Promise(() => {});
    if (behaviour.kind === "rejecting") throw new Error("no connection");
    if (behaviour.kind === "wrong") return behaviour.count as number;
    if (behaviour.kind === "resetting") this.counts.clear();
    const ms = behaviour.kind === "correct" ? behaviour.ms : 0;
    await sleep(ms / 2);
    const count = (this.counts.get(window) ?? 0) + calls;
    this.counts.set(window, count);
    await sleep(ms / 2);
    return count + this.#otherCalls();
  }
}

/** Returns a client of a simulated server whose calls are counted in a store. */
export function createSharingClient(server: Pick<SimulatedServer, "fetch">, store: RateLimitStore) {
  return createClient({
    token: "token",
    fetch: server.fetch,
    timeoutMs: Number.POSITIVE_INFINITY,
    retry: { attempts: 20, attemptTimeoutMs: Number.POSITIVE_INFINITY },
    rateLimit: { store, key: "workspace" },
  });
}

/** Makes calls, at most `atATime` at once, and returns how long each of them took. */
export async function runCalls(
  { GET }: ReturnType<typeof createSharingClient>,
  names: readonly string[],
  atATime: number,
): Promise<number[]> {
  let next = 0;
  const took: number[] = [];
  const worker = async () => {
    while (next < names.length) {
      const contact_id = names[next++] ?? "";
      const start = Date.now();
      await GET("/contacts/{contact_id}", { params: { path: { contact_id } } });
      took.push(Date.now() - start);
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  return took;
}

export const callNames = (client: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${client}-${i}`);

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
