import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Verdict } from "./case.ts";
import type { SubjectMaker } from "./subject.ts";

const file = fileURLToPath(new URL("../CONFORMANCE.md", import.meta.url));
const begin = "<!-- The rest is written by `npm run conformance -- --write`. -->\n";

/** The results of a case. */
export const cellWords = ["yes", "no", "n/a"] as const;

/** The verdicts on one client. */
export interface Column {
  readonly maker: SubjectMaker;
  readonly verdicts: readonly Verdict[];
}

/** Writes the verdicts into `CONFORMANCE.md`. */
export async function writeDocument(ours: readonly Column[], peers: readonly Column[]) {
  const text = await readFile(file, "utf8");
  const end = text.indexOf(begin);
  if (end === -1) throw new Error(`CONFORMANCE.md has no line "${begin.trim()}"`);
  const parts = [
    "## Reliability",
    table([...ours.map((one) => only(one, false)), ...peers]),
    "## Security",
    "These are tried on the three transports of `@interkit/core` alone, and on no other client.",
    table(ours.map((one) => only(one, true))),
    "## Why a case is not applicable",
    ...peers.map(reasons),
  ];
  await writeFile(file, `${text.slice(0, end)}${begin}\n${parts.join("\n\n")}\n`);
}

function only({ maker, verdicts }: Column, isSecurity: boolean): Column {
  const verdictsOf = verdicts.filter((one) => (one.case.area === "security") === isSecurity);
  return { maker, verdicts: verdictsOf };
}

function table(columns: readonly Column[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const [first] = columns;
  const rows = (first?.verdicts ?? []).map(({ case: { promise } }, row) =>
    line([promise, ...columns.flatMap(({ verdicts }) => verdicts.slice(row, row + 1).map(cellOf))]),
  );
  const sums = cellWords.map((word) =>
    line([`**${word}**`, ...columns.map(({ verdicts }) => `${countOf(verdicts, word)}`)]),
  );
  const head = ["promise", ...columns.map(({ maker }) => maker.name)];
  return [line(head), line(head.map(() => "---")), ...rows, ...sums].join("\n");
}

/** The text of a cell. */
export function cellOf({ lacked, complaint, way }: Verdict): string {
  if (lacked !== undefined) return "n/a";
  if (complaint !== undefined) return "no";
  return way === undefined ? "yes" : `yes, ${way}`;
}

/** How many verdicts are kept, broken or not applicable. */
export function countOf(verdicts: readonly Verdict[], word: (typeof cellWords)[number]): number {
  return verdicts.filter((one) => cellOf(one).split(",")[0] === word).length;
}

function reasons({ maker, verdicts }: Column): string {
  const lines = Object.entries(maker.lacks ?? {}).map(([need, reason]) => {
    const count = verdicts.filter(({ lacked }) => lacked === need).length;
    return `- ${need}, ${count === 1 ? "one case" : `${count} cases`}: ${reason}`;
  });
  return [`${maker.name}:`, "", ...lines].join("\n");
}
