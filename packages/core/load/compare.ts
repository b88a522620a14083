import type { RateLimitOptions } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { nodeFetch } from "@interkit/core/node";
import { meteredServer } from "./metered-server.ts";

const calls = 1_000;
const atATime = 50;
const latencyMs = 20;
const limit = 1_666;

type CallOne = (contact_id: string) => Promise<unknown>;

const withFetch = (url: string): CallOne => {
  const headers = { authorization: "Bearer token", accept: "application/json" };
  return async (id) => (await fetch(`${url}/contacts/${id}`, { headers })).json();
};

const withClient = (options: { rateLimit?: RateLimitOptions | false; fetch?: typeof shared }) => {
  return (baseUrl: string): CallOne => {
    const client = createClient({ token: "token", baseUrl, ...options });
    return (contact_id) =>
      client.GET("/contacts/{contact_id}", { params: { path: { contact_id } } });
  };
};

const shared = nodeFetch({ connections: 64 });

/** The clients that make the calls. */
const arms = {
  fetch: withFetch,
  client: withClient({}),
  unlimited: withClient({ rateLimit: false }),
  nodeFetch: withClient({ fetch: shared }),
} as const;

/** How long calls take that fit into one window, in milliseconds: medians of some rounds. */
export type Comparison = Readonly<Record<keyof typeof arms, number>>;

/** Makes the same calls in each way, in turns. */
export async function compare(rounds: number): Promise<Comparison> {
  const names = Object.keys(arms) as (keyof typeof arms)[];
  const times = new Map<string, number[]>(names.map((name) => [name, []]));
  // The first round of each only warms up.
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const ms = await timed(arms[name]);
      if (round > 0) times.get(name)?.push(ms);
    }
  }
  const medians = names.map((name) => [name, median(times.get(name) ?? [])]);
  return Object.fromEntries(medians) as Comparison;
}

async function timed(by: (url: string) => CallOne): Promise<number> {
  const server = await meteredServer(limit, latencyMs);
  const callOne = by(server.url);
  let next = 0;
  const work = async () => {
    while (next < calls) await callOne(String(next++));
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: atATime }, work));
  const ms = performance.now() - start;
  if (server.served.size !== calls) throw new Error(`only ${server.served.size} were answered`);
  await server.close();
  return ms;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
