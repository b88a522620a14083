import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Area, areas } from "./areas.ts";
import type { Summary } from "./measure.ts";

/** What was measured with one Node, of all areas or of some. */
export interface Results {
  readonly node: string;
  readonly areas: Readonly<Record<string, AreaResults>>;
}

export interface AreaResults {
  readonly date: string;
  /** The processor, and how busy it was with something else, from 0. */
  readonly machine: string;
  readonly load: number;
  readonly rounds: number;
  readonly arms: Readonly<Record<string, Summary>>;
}

const root = path.resolve(import.meta.dirname, "../..");
const folder = path.join(import.meta.dirname, "results");

/** Keeps what was measured, in place of earlier results of the same Node and areas. */
export function keep({ node, areas: measured }: Results): void {
  const [major] = node.split(".");
  const file = path.join(folder, `node-${major}.json`);
  const before = all().find((one) => one.node.split(".")[0] === major);
  const merged = { node, areas: { ...before?.areas, ...measured } };
  writeFileSync(file, `${JSON.stringify(merged, undefined, 2)}\n`);
  writeFileSync(path.join(root, "BENCHMARKS.md"), pageOf(all()));
}

function all(): Results[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => JSON.parse(readFileSync(path.join(folder, name), "utf8")) as Results);
}

/** The page of all results. */
export function pageOf(results: readonly Results[]): string {
  const sections = Object.entries(areas).flatMap(([name, area]) => {
    const tables = results.flatMap(({ node, areas: measured }) => {
      const found = measured[name];
      return found ? [tableOf(area, node, found)] : [];
    });
    return tables.length > 0 ? [`## ${area.title}\n\n${tables.join("\n\n")}`] : [];
  });
  return `${head}\n\n${sections.join("\n\n")}\n`;
}

const head = `# Measurements

Written by \`npm run bench -- --write\`. Do not edit.

The packages were packed and installed as users install them, beside the software they are compared with.
Each number comes from a new process, and all rows of a table were measured in turn in each round: medians,
with the quartiles in parentheses. A ratio is the median of the quotients within a round. Less is better.
Absolute numbers differ between machines and with their load; ratios differ less.`;

function tableOf({ unit, compares, arms }: Area, node: string, found: AreaResults): string {
  const [base] = arms;
  const hasRatio = compares === "ratio";
  const headings = ["", unit, ...(hasRatio ? [`ratio to ${base}`] : [])];
  const rows = Object.entries(found.arms)
    .filter(([arm]) => compares !== "difference" || arm !== base)
    .map(([arm, { median, quartiles, ratio }]) => {
      const [low, high] = quartiles.map(shown);
      const spread = found.rounds > 1 ? ` (${low}–${high})` : "";
      const cells = [`\`${arm}\``, `${shown(median)}${spread}`];
      return [...cells, ...(hasRatio ? [ratio?.toFixed(2) ?? ""] : [])];
    });
  const lines = [headings, headings.map((_, index) => (index === 0 ? "---" : "---:")), ...rows];
  const { machine, date, rounds, load } = found;
  const about = `Node ${node}, ${machine}, ${date}, ${rounds} rounds, load ${load.toFixed(1)}`;
  return `${about}:\n\n${lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}`;
}

/** Three digits, and all of those before the point. */
function shown(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return Number(value.toFixed(digits)).toLocaleString("en", { minimumFractionDigits: digits });
}
