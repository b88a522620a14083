import { type Checkpoint, InterkitError } from "@interkit/core";
import type { Ask } from "./styles.ts";
import { isValues, type Values } from "./values.ts";

/** What tells a place in a list, by the names that operations have for it. */
const cursorNames = ["scroll_param", "starting_after", "cursor", "page"];

/** The place in a list that is asked for; nothing at its start. */
export function cursorOf({ query, body }: Ask): string | number | undefined {
  const outer = isValues(body) ? body : {};
  const inner = isValues(outer["pagination"]) ? outer["pagination"] : {};
  for (const values of [query, inner, outer]) {
    for (const name of cursorNames) {
      const value = (values as Values)[name];
      if (typeof value === "string" || typeof value === "number") return value;
    }
  }
  return undefined;
}

/** Tells with an error of ours how far a list had been read. */
export function withCheckpoint(error: unknown, checkpoint: Checkpoint): unknown {
  return error instanceof InterkitError ? Object.assign(error, { checkpoint }) : error;
}
