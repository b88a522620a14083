import type { ClientOptions, Priority } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { type ServerBehaviour, SimulatedServer } from "./simulated-server.ts";

/**
 * Returns a client of a simulated server, and when its calls were sent, in milliseconds from now. The
 * server allows 100 calls in a window, and answers in 10 ms.
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
  const client = createClient({
    token: "token",
    fetch: server.fetch,
    timeoutMs: Number.POSITIVE_INFINITY,
    retry: { attemptTimeoutMs: Number.POSITIVE_INFINITY },
    ...options,
  });
  /** Makes calls, all at once. */
  const call = (count: number, priority: Priority = "interactive") =>
    Promise.all(Array.from({ length: count }, () => client.GET("/me", { priority })));
  return { server, client, sent, call };
}
