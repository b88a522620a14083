import { latest } from "../../../packages/cli/src/generated/clients.ts";
import type { Row, Target } from "../../../packages/codemod/src/table/index.ts";
import { table } from "../table.ts";
import { callHere, callThere } from "./calls.ts";
import { differences } from "./differences.ts";
import { code } from "./markdown.ts";

/** The tables of methods: one for each resource, those of the version Unstable last. */
export function methodTables(rows: readonly Row[]): string {
  const stable = rows.filter((row) => !isUnstable(row));
  const unstable = rows.filter(isUnstable);
  const all = Math.max(...rows.map(({ target }) => target?.versions.length ?? 0));
  const tables = [...groups(stable)].map(([name, of]) => `### ${name}\n\n${tableOf(of, all)}`);
  const sections = [`## Methods\n\n${tables.join("\n\n")}`];
  if (unstable.length > 0) sections.push(unstableSection(unstable, all));
  return sections.join("\n\n");
}

const prefix = "unstable.";
const isUnstable = ({ vendor }: Row) => vendor.startsWith(prefix);

function unstableSection(rows: readonly Row[], all: number): string {
  const [{ mechanical } = { mechanical: true } as const] = rows;
  const reason = mechanical === true ? "" : mechanical.reason;
  const tables = [...groups(rows)].map(([name, of]) => {
    const known = of.map((row) => withoutReason(row, reason));
    return `### ${name}\n\n${tableOf(known, all)}`;
  });
  return `## Methods of the version Unstable\n\n${reason}\n\n${tables.join("\n\n")}`;
}

/** The section has the reason that is the same for all of its rows. */
function withoutReason(row: Row, reason: string): Row {
  const isSame = row.mechanical !== true && row.mechanical.reason === reason;
  return isSame ? { ...row, mechanical: true } : row;
}

function groups(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const [first = "", second = ""] = row.vendor.split(".");
    const name = isUnstable(row) ? `${first}.${second}` : first;
    found.set(name, [...(found.get(name) ?? []), row]);
  }
  return new Map([...found].sort(([a], [b]) => a.localeCompare(b, "en")));
}

function tableOf(rows: readonly Row[], all: number): string {
  const lines = rows.map((row) => {
    const there = code(callThere(row).replace(/^unstable\./, ""));
    const here = row.target ? linked(row.target, isUnstable(row)) : "—";
    // The client of Unstable has all methods.
    const versions = isUnstable(row) ? (row.target?.versions.length ?? 0) : all;
    return [there, here, differences(row, versions).join(" ")];
  });
  return table(["intercom-client", "Interkit", "What differs"], lines);
}

/** The call with a link to the method: in the newest stable version, or the last one that has it. */
function linked(target: Target, unstable: boolean): string {
  const isLatest = !unstable && target.versions.includes(latest);
  const version = isLatest ? "" : `${target.versions.at(-1)}/`;
  const [resource = ""] = target.method.split(".");
  const page = resource.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
  const heading = target.method.replaceAll(".", "").toLowerCase();
  return `[${code(callHere(target))}](/reference/${version}${page}/#${heading})`;
}
