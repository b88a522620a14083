import { styleText } from "node:util";
import type { LogEntry } from "../engine/request-log.ts";

/**
 * A request in one line, for people: when, what came of it, what was asked, by which name and in
 * which version, and how long it took. In colour where standard output is a terminal that has not
 * been told otherwise by `NO_COLOR`.
 */
export function formatRequestLine(entry: LogEntry, at: Date): string {
  const { method, path, status, version, operation, durationMs, faults } = entry;
  return [
    styleText("dim", at.toTimeString().slice(0, 8)),
    styleText(colourOf(status), status === 0 ? "---" : String(status)),
    method.padEnd(6),
    path.padEnd(36),
    (operation ?? "no operation").padEnd(24),
    version.padEnd(7),
    styleText("dim", `${Math.round(durationMs)} ms`),
    ...faults.map(({ id, kind }) => styleText("magenta", `fault ${id} (${kind})`)),
  ].join("  ");
}

function colourOf(status: number): "green" | "yellow" | "red" {
  // 0 is a connection that was reset.
  if (status === 0 || status >= 500) return "red";
  return status >= 400 ? "yellow" : "green";
}
