import type { Area, Target } from "./area.ts";
import { areas } from "./areas.ts";
import type { Summary } from "./measure.ts";
import type { AreaResults, Results } from "./results.ts";

/** The page of all results. */
export function pageOf(all: readonly Results[]): string {
  const nodes = all.map(({ node }) => `- Node ${node}`).join("\n");
  const sections = Object.entries(areas).flatMap(([name, area]) => {
    const measured = all.filter(({ areas: found }) => found[name]);
    return measured.length > 0 ? [sectionOf(name, area, measured)] : [];
  });
  return `${[head, nodes, targetsOf(all), ...sections].join("\n\n")}\n`;
}

const head = `# Measurements

Written by \`npm run bench -- --write\`. Do not edit.

The packages were packed and installed as users install them, beside the software they are compared with.
Each number comes from a new process, and all rows of a table were measured in turn in each round: medians,
with the quartiles in parentheses. A ratio (×) is the median of the quotients within a round. Less is better.
Absolute numbers differ between machines and with their load, which stand below each table; ratios differ less.`;

function targetsOf(all: readonly Results[]): string {
  const measured = Object.entries(areas).filter(([name]) =>
    all.some(({ areas: found }) => found[name]),
  );
  const rows = measured.flatMap(([name, area]) =>
    (area.targets ?? []).map((target) => {
      const { arm, of, atMost } = target;
      const limit =
        of === "ratio" ? `${atMost} × \`${area.over}\`` : `${count(atMost)} ${area.unit}`;
      const cells = all.map(({ areas: found }) => reached(target, found[name]?.arms[arm]));
      return [`[${area.title}](#${anchorOf(area.title)}), \`${arm}\``, `≤ ${limit}`, ...cells];
    }),
  );
  const table = tableOf(["", "target", ...all.map(nodeOf)], rows);
  return `## Targets

Those that were missed are bold. [PERFORMANCE.md](PERFORMANCE.md) says what was tried to reach them.

${table}`;
}

function reached({ of, atMost }: Target, found: Summary | undefined): string {
  const number = of === "ratio" ? found?.ratio : found?.median;
  if (number === undefined) return "";
  const text = of === "ratio" ? number.toFixed(2) : shown(number);
  return number > atMost ? `**${text}**` : text;
}

function sectionOf(name: string, area: Area, measured: readonly Results[]): string {
  const { title, unit, arms, over, isExact } = area;
  // An exact number is the same with each Node.
  const columns = isExact ? measured.slice(0, 1) : measured;
  const rows = arms
    .filter((arm) => columns.some(({ areas: found }) => found[name]?.arms[arm]))
    .map((arm) => [`\`${arm}\``, ...columns.map(({ areas: found }) => cellOf(arm, found[name]))]);
  const headings = [unit, ...columns.map((one) => (isExact ? "size" : nodeOf(one)))];
  const about = columns.map((one) => aboutOf(one, one.areas[name])).join("; ");
  const ratio = over ? `, ratio to \`${over}\`` : "";
  return `## ${title}\n\n${tableOf(headings, rows)}\n\n${about}${ratio}.`;
}

function cellOf(arm: string, found: AreaResults | undefined): string {
  const summary = found?.arms[arm];
  if (found === undefined || summary === undefined) return "";
  const [low, high] = summary.quartiles.map(shown);
  const spread = found.rounds > 1 ? ` (${low}–${high})` : "";
  const ratio = summary.ratio === undefined ? "" : `, ${summary.ratio.toFixed(2)} ×`;
  return `${shown(summary.median)}${spread}${ratio}`;
}

function aboutOf(one: Results, found: AreaResults | undefined): string {
  if (found === undefined) return nodeOf(one);
  const rounds = found.rounds === 1 ? "1 round" : `${found.rounds} rounds`;
  return `${nodeOf(one)}: ${found.date}, ${found.machine}, ${rounds}, load ${found.load.toFixed(1)}`;
}

function nodeOf({ node }: Results): string {
  return `Node ${node.split(".")[0]}`;
}

function tableOf(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = headings.map((_, index) => (index === 0 ? "---" : "---:"));
  return [headings, line, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** The anchor that Markdown viewers give to a heading. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\d -]/gu, "")
    .replaceAll(" ", "-");
}

/** Three digits, and all of those before the point. */
function shown(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return Number(value.toFixed(digits)).toLocaleString("en", { minimumFractionDigits: digits });
}

function count(value: number): string {
  return value.toLocaleString("en");
}
