import type { ClientOptions, Priority } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { type ServerBehaviour, SimulatedServer } from "./simulated-server.ts";
import { SimulatedStore, type StoreBehaviour } from "./simulated-store.ts";

/** Returns a client of a simulated server without timeouts. */
export function createUntimedClient(
  { fetch }: Pick<SimulatedServer, "fetch">,
  options: Partial<ClientOptions> = {},
) {
  return createClient({
    token: "token",
    fetch,
    timeoutMs: Number.POSITIVE_INFINITY,
    retry: { attemptTimeoutMs: Number.POSITIVE_INFINITY },
    ...options,
  });
}

/**
 * Returns a client of a simulated server, and when its calls were sent, in milliseconds from now. The
 * server allows 100 calls in a window, and responds in 10 ms.
 */
export function timedClient(
  behaviour: Partial<ServerBehaviour> = {},
  options: Partial<ClientOptions> = {},
) {
  const begin = Date.now();
  const { latency = () => 10, ...others } = behaviour;
  const sent: number[] = [];
  const server = new SimulatedServer({
    limit: 100,
    ...others,
    latency: (request) => {
      sent.push(Date.now() - begin);
      return latency(request);
    },
  });
  const client = createUntimedClient(server, options);
  /** Makes calls, all at once. */
  const call = (count: number, priority: Priority = "interactive") =>
    Promise.all(Array.from({ length: count }, () => client.GET("/me", { priority })));
  return { server, client, sent, call };
}

/** Returns such a client and its store, which responds in 10 ms and has counted other calls, too. */
export function timedSharingClient(
  behaviour: Partial<ServerBehaviour>,
  otherCalls?: () => number,
  storeBehaviour: () => StoreBehaviour = () => ({ kind: "correct", ms: 10 }),
) {
  const begin = Date.now();
  const store = new SimulatedStore(storeBehaviour, otherCalls);
  const timed = timedClient(behaviour, { rateLimit: { store, key: "workspace" } });
  /** The calls that each query reported, by its time. */
  const queries = () =>
    store.queries.map(({ calls, at }): [at: number, calls: number] => [at - begin, calls]);
  return { ...timed, store, queries };
}
