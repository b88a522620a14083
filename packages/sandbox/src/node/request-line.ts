import { styleText } from "node:util";
import type { LogEntry } from "../engine/request-log.ts";

/**
 * Formats a request as one line: time, status, method, path, operation, version and duration. The
 * line is coloured where standard output is a terminal and `NO_COLOR` is not set.
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
