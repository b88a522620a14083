import Table from "cli-table3";
import { Command, InvalidArgumentError } from "commander";
import { compare } from "./compare.ts";
import { hasRedis } from "./redis-server.ts";
import { type LoadResult, prepare, type Scenario, scenarios } from "./scenario.ts";

interface Flags {
  readonly windows: number;
  readonly limit?: number[];
  readonly only: string;
  readonly rounds: number;
}

/** No process may wait for longer than this: two windows, of which the first may be used up. */
const longestGapMs = 20_000;
/** How much longer than without a limit, and on Node than with plain `fetch`, such calls may take. */
const mostRatio = 1.05;

await new Command("load")
  .description("Makes calls against a server that enforces a limit of calls in ten seconds.")
  .option("--windows <number>", "windows of ten seconds that each run takes", whole, 6)
  .option("--limit <number>", "calls that the server allows in ten seconds (repeatable)", wholes)
  .option("--only <text>", "runs whose name holds this text", "")
  .option("--rounds <number>", "rounds of the comparison with plain fetch", whole, 7)
  .action(run)
  .parseAsync();

async function run({ windows, limit: limits = [166, 1_666], only, rounds }: Flags): Promise<void> {
  const wanted = scenarios.filter(({ name }) => name.includes(only));
  const possible = wanted.filter(({ needsRedis }) => hasRedis || !needsRedis);
  for (const { name } of wanted.filter((one) => !possible.includes(one))) {
    console.log(`left out, since there is no redis-server: ${name}`);
  }
  const head = ["run", "limit", "seconds", "of the rate", "refused", "answered", "gap", "fairness"];
  const table = new Table({ head });
  let isGood = true;
  for (const limit of limits) {
    for (const [scenario, outcome] of await playAll(possible, limit, windows)) {
      isGood &&= isGoodOutcome(outcome);
      table.push([scenario.name, limit, ...cells(outcome)]);
    }
  }
  console.log(table.toString());
  if ("compared with fetch".includes(only)) isGood = (await compared(rounds)) && isGood;
  process.exitCode = isGood ? 0 : 1;
}

async function playAll(all: readonly Scenario[], limit: number, windows: number) {
  const rows: (readonly [Scenario, LoadResult])[] = [];
  // Small runs wait nearly all of the time, so that they can run together.
  for (const some of limit < 500 ? [all] : all.map((one) => [one])) {
    const ready = await Promise.all(some.map((one) => prepare(one, limit, windows)));
    const outcomes = await Promise.all(ready.map((go) => go()));
    for (const [i, outcome] of outcomes.entries()) rows.push([some[i] as Scenario, outcome]);
  }
  return rows;
}

function isGoodOutcome({ share, refused, isEachOnce, longestGapMs: gap, fairness }: LoadResult) {
  return refused === 0 && share >= 0.95 && isEachOnce && gap <= longestGapMs && fairness >= 0.5;
}

function cells({ seconds, share, refused, isEachOnce, longestGapMs: gap, fairness }: LoadResult) {
  return [
    seconds.toFixed(1),
    `${(share * 100).toFixed(1)} %`,
    refused,
    isEachOnce ? "each once" : "NOT each once",
    `${(gap / 1000).toFixed(1)} s`,
    fairness.toFixed(2),
  ];
}

async function compared(rounds: number): Promise<boolean> {
  const { fetch, ...others } = await compare(rounds);
  const ratio = (ms: number) => `${ms.toFixed(0)} ms, ${(ms / fetch).toFixed(2)} times`;
  console.log("1,000 calls that fit into a window of 1,666, 50 at a time, 20 ms each:");
  console.log(`  plain fetch          ${fetch.toFixed(0)} ms`);
  console.log(`  the client           ${ratio(others.client)}`);
  console.log(`  without a rate limit ${ratio(others.unlimited)}`);
  console.log(`  with nodeFetch       ${ratio(others.nodeFetch)}`);
  return others.client / others.unlimited <= mostRatio && others.nodeFetch / fetch <= mostRatio;
}

function whole(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError("Not a whole number.");
  return number;
}

function wholes(text: string, before: number[] = []): number[] {
  return [...before, whole(text)];
}
