import { createClient } from "@interkit/core/2.16";
import { nodeFetch } from "@interkit/core/node";
import { meteredServer } from "./metered-server.ts";

const calls = 1_000;
const atATime = 50;
const latencyMs = 20;
const limit = 1_666;

/** How long calls take that fit into one window, in milliseconds: medians of some rounds. */
export interface Comparison {
  readonly fetchMs: number;
  readonly clientMs: number;
}

/** Makes the same calls with bare `fetch` and with a client, in turns. */
export async function compare(rounds: number): Promise<Comparison> {
  const times: { fetch: number[]; client: number[] } = { fetch: [], client: [] };
  // The first round of each only warms up.
  for (let round = 0; round <= rounds; round++) {
    const bare = await timed(withFetch);
    const own = await timed(withClient);
    if (round === 0) continue;
    times.fetch.push(bare);
    times.client.push(own);
  }
  return { fetchMs: median(times.fetch), clientMs: median(times.client) };
}

type CallOne = (contact_id: string) => Promise<unknown>;

const withFetch = (url: string): CallOne => {
  const headers = { authorization: "Bearer token", accept: "application/json" };
  return async (id) => (await fetch(`${url}/contacts/${id}`, { headers })).json();
};

const withClient = (baseUrl: string): CallOne => {
  const client = createClient({
    token: "token",
    baseUrl,
    rateLimit: process.env["OFF"] ? false : {},
    ...(process.env["NF"] ? { fetch: nodeFetch() } : {}),
  });
  return (contact_id) => client.GET("/contacts/{contact_id}", { params: { path: { contact_id } } });
};

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
