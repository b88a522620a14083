import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Report, Share } from "./caller.ts";
import { type MeteredServer, meteredServer } from "./metered-server.ts";
import { type RedisServer, redisServer } from "./redis-server.ts";

/** The processes that call, and the disturbance during their calls. */
export interface Scenario {
  readonly name: string;
  /** The processes, by the token that each of them has. */
  readonly tokens: readonly string[];
  readonly needsRedis: boolean;
  readonly storeDelayMs?: number;
  /** How far the clock of each process is ahead of the next one's. */
  readonly aheadMs?: number;
  /** The disturbance of Redis in the middle. */
  readonly trouble?: (redis: RedisServer) => unknown;
}

const three = ["one", "one", "one"];

export const scenarios: readonly Scenario[] = [
  { name: "one process", tokens: ["one"], needsRedis: false },
  { name: "three over Redis", tokens: three, needsRedis: true },
  {
    name: "Redis stops in the middle",
    tokens: three,
    needsRedis: true,
    trouble: (redis) => redis.close(),
  },
  {
    name: "Redis hangs for ten seconds",
    tokens: three,
    needsRedis: true,
    trouble: (redis) => {
      redis.freeze();
      setTimeout(() => redis.thaw(), 10_000);
    },
  },
  { name: "a store with 15 ms", tokens: three, needsRedis: true, storeDelayMs: 15 },
  { name: "two workspaces on one Redis", tokens: ["one", "other"], needsRedis: true },
  { name: "clocks two seconds apart", tokens: three, needsRedis: true, aheadMs: 2_000 },
];

/** The result of a scenario. */
export interface LoadResult {
  readonly seconds: number;
  /** The share of the allowed calls that was used, in the windows between the first and the last. */
  readonly share: number;
  /** Refusals after the first window. */
  readonly refused: number;
  readonly isEachOnce: boolean;
  readonly longestGapMs: number;
  /** How long the first process took to end, as a share of the time that the last one took. */
  readonly fairness: number;
}

/** Prepares calls that take the given number of windows; the returned function makes them. */
export async function prepare(
  scenario: Scenario,
  limit: number,
  windows: number,
): Promise<() => Promise<LoadResult>> {
  const { tokens, needsRedis, storeDelayMs, aheadMs = 0, trouble } = scenario;
  const server = await meteredServer(limit);
  const redis = needsRedis ? await redisServer() : undefined;
  const workspaces = new Set(tokens).size;
  const each = Math.ceil((limit * windows * workspaces) / tokens.length);
  const shares: Share[] = tokens.map((token, index) => ({
    url: server.url,
    token,
    from: index * each,
    calls: each,
    redisPort: redis?.port,
    storeDelayMs,
    aheadMs: index * aheadMs,
  }));
  const callers = await Promise.all(shares.map(inOwnProcess));
  return async () => {
    const timer = setTimeout(() => redis && trouble?.(redis), (windows * 10_000) / 2);
    const reports = await Promise.all(callers.map((go) => go()));
    clearTimeout(timer);
    redis?.thaw();
    await redis?.close();
    await server.close();
    return outcomeOf(server, reports, limit, each * tokens.length);
  };
}

function outcomeOf(
  { windows, served }: MeteredServer,
  reports: readonly Report[],
  limit: number,
  calls: number,
): LoadResult {
  const later = [...windows.values()].map((ofToken) => [...ofToken.values()].slice(1));
  // The first window was joined late, and the last one left early.
  const full = later.flatMap((ofToken) => ofToken.slice(0, -1));
  const allowed = sum(full.map((window) => window.allowed));
  const times = reports.map(({ seconds }) => seconds);
  const successes = sum(reports.map((report) => report.successes));
  return {
    seconds: Math.max(...times),
    share: full.length === 0 ? 1 : allowed / (full.length * limit),
    refused: sum(later.flat().map((window) => window.refused)),
    isEachOnce: successes === calls && served.size === calls && sum([...served.values()]) === calls,
    longestGapMs: Math.max(...reports.map(({ longestGapMs }) => longestGapMs)),
    fairness: Math.min(...times) / Math.max(...times),
  };
}

/** Starts a process; it makes its calls after the start message. */
async function inOwnProcess(share: Share): Promise<() => Promise<Report>> {
  const child = fork(fileURLToPath(new URL("./caller.ts", import.meta.url)));
  const nextMessage = () =>
    new Promise<unknown>((resolve, reject) => {
      child.once("message", resolve);
      child.once("exit", (code) => reject(new Error(`a caller ended with ${code}`)));
    });
  const isReady = nextMessage();
  child.send(share);
  await isReady;
  return async () => {
    const report = nextMessage();
    child.send("go");
    return (await report) as Report;
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
