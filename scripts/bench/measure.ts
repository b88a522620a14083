import { execFile, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { promisify } from "node:util";
import type { Area } from "./areas.ts";

/** The numbers of one arm over all rounds. */
export interface Summary {
  readonly median: number;
  readonly quartiles: readonly [low: number, high: number];
  /** The median of the quotients with the first arm's number of the same round. */
  readonly ratio?: number;
}

/** Where programs run, and how often. */
export interface Setting {
  /** The folder that has the programs and the packages. */
  readonly project: string;
  /** The path of `node`. */
  readonly node: string;
  readonly rounds: number;
  readonly onSample: () => void;
}

/**
 * Measures all arms of an area in each round, each time in a new process: the machine may be busy now
 * and idle later, and the garbage of one arm must not be collected during another.
 */
export async function measure(area: Area, setting: Setting): Promise<Record<string, Summary>> {
  const { arms, program, args = [], nodeOptions = [], compares } = area;
  const { project, node, onSample } = setting;
  const server = fork(path.join(project, "server.mjs"), { execPath: node, execArgv: [] });
  try {
    const [url] = await once(server, "message");
    const samples: number[][] = arms.map(() => []);
    for (let round = 0; round < setting.rounds; round += 1) {
      for (const [index, arm] of arms.entries()) {
        const options = ["--expose-gc", "--no-warnings", ...nodeOptions];
        const command = [...options, program, arm, String(url), ...args];
        const { stdout } = await promisify(execFile)(node, command, { cwd: project });
        samples[index]?.push(numberIn(stdout, `${program} ${arm}`));
        onSample();
      }
    }
    return summarise(arms, samples, compares);
  } finally {
    server.kill();
  }
}

/** The medians of samples, of which each arm has one for each round. */
export function summarise(
  arms: readonly string[],
  samples: readonly (readonly number[])[],
  compares: Area["compares"],
): Record<string, Summary> {
  const [base = []] = samples;
  const summaries = arms.map((arm, index): [string, Summary] => {
    const own = samples[index] ?? [];
    const isBase = index === 0;
    const isDifference = compares === "difference" && !isBase;
    const numbers = isDifference ? own.map((value, round) => value - (base[round] ?? 0)) : own;
    const quartiles = [quantile(numbers, 0.25), quantile(numbers, 0.75)] as const;
    const summary = { median: quantile(numbers, 0.5), quartiles };
    if (compares !== "ratio" || isBase) return [arm, summary];
    const ratios = own.map((value, round) => value / (base[round] ?? Number.NaN));
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
