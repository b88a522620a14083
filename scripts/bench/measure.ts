import { execFile, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { promisify } from "node:util";
import type { Area } from "./area.ts";

/** The numbers of one arm over all rounds. */
export interface Summary {
  readonly median: number;
  readonly quartiles: readonly [low: number, high: number];
  /** The median of the quotients with the other arm's number of the same round. */
  readonly ratio?: number;
}

export interface Summaries {
  readonly rounds: number;
  readonly arms: Readonly<Record<string, Summary>>;
}

/** Where programs run, and how often. */
export interface Setting {
  /** The folder that has the programs and the packages. */
  readonly project: string;
  /** The path of `node`. */
  readonly node: string;
  /** Rounds at most. */
  readonly rounds: number;
  /** After this time no round begins, but the fewest. */
  readonly seconds: number;
  readonly onRound: (round: number) => void;
}

/** A program that has not ended by then has failed. */
const longestMs = 900_000;

/** Fewer have no quartiles; see `isSlow`. */
const fewestRounds = 3;

/**
 * Measures all arms of an area in each round, each time in a new process: the machine may be busy now
 * and idle later, and the garbage of one arm must not be collected during another.
 */
export async function measure(area: Area, setting: Setting): Promise<Summaries> {
  const { arms, program, args = [], nodeOptions = [] } = area;
  const { project, node, onRound } = setting;
  const most = area.isExact ? 1 : setting.rounds;
  const fewest = area.isSlow ? 1 : fewestRounds;
  const begin = performance.now();
  const isTimeLeft = () => performance.now() - begin < setting.seconds * 1_000;
  const server = fork(path.join(project, "server.mjs"), { execPath: node, execArgv: [] });
  try {
    const [url] = await once(server, "message");
    const samples: number[][] = arms.map(() => []);
    let round = 0;
    for (; round < most && (round < fewest || isTimeLeft()); round += 1) {
      const flags = ["--expose-gc", "--no-warnings", ...nodeOptions];
      const run = async (arm: string) => {
        const command = [...flags, program, arm, String(url), ...args];
        const options = { cwd: project, timeout: longestMs };
        return (await promisify(execFile)(node, command, options)).stdout;
      };
      const whole = area.isWhole && JSON.parse(await run("all"));
      for (const [index, arm] of arms.entries()) {
        const printed = whole ? String(whole[arm]) : await run(arm);
        samples[index]?.push(numberIn(printed, `${program} ${arm}`));
      }
      onRound(round + 1);
    }
    return { rounds: round, arms: summarise(area, samples) };
  } finally {
    server.kill();
  }
}

/** The medians of samples, of which each arm has one for each round. */
export function summarise(
  { arms, minus, over }: Pick<Area, "arms" | "minus" | "over">,
  samples: readonly (readonly number[])[],
): Record<string, Summary> {
  const samplesOf = (arm: string | undefined) => samples[arm ? arms.indexOf(arm) : -1];
  const common = samplesOf(minus);
  const own = (arm: string | undefined) =>
    samplesOf(arm)?.map((value, round) => value - (common?.[round] ?? 0));
  const base = own(over);
  const shown = arms.filter((arm) => arm !== minus);
  const summaries = shown.map((arm): [string, Summary] => {
    const numbers = own(arm) ?? [];
    const quartiles = [quantile(numbers, 0.25), quantile(numbers, 0.75)] as const;
    const summary = { median: quantile(numbers, 0.5), quartiles };
    if (base === undefined || arm === over) return [arm, summary];
    const ratios = numbers.map((value, round) => value / (base[round] ?? Number.NaN));
    return [arm, { ...summary, ratio: quantile(ratios, 0.5) }];
  });
  return Object.fromEntries(summaries);
}

/** The number below which a part of the numbers is, interpolated between its neighbours. */
function quantile(numbers: readonly number[], part: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * part;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
}

function numberIn(printed: string, what: string): number {
  const number = Number(printed.trim() || "nothing");
  if (Number.isNaN(number)) throw new Error(`${what} printed no number, but: ${printed}`);
  return number;
}
