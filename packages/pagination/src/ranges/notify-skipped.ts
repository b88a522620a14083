import type { Checkpoint } from "@interkit/core";
import type { Walk } from "../pages/walk.ts";
import type { TimeRange } from "./range-query.ts";

/** Reports that a range of time is left out, since a record in it could not be read. */
export function notifySkipped(
  { route, settings }: Walk,
  { from, to }: TimeRange,
  error: unknown,
  checkpoint: Checkpoint,
): void {
  const message = `${route} has a record that could not be read, and the rest of its range of time is left out`;
  try {
    settings.onNotice?.({
      kind: "skipped",
      route,
      message,
      place: { from, to },
      error,
      checkpoint,
    });
  } catch {
    // A mistake in a log line loses no item.
  }
}
