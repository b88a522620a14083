import { type Checkpoint, InterkitError } from "@interkit/core";
import type { PageRequest } from "./styles.ts";
import { isValues, type Values } from "./values.ts";

/** The parameters that select a position in a list: each operation has one of them. */
const cursorParameters = ["scroll_param", "starting_after", "cursor", "page"];

/** The position in the list that a request selects; `undefined` for the first page. */
export function findCursor({ query, body }: PageRequest): string | number | undefined {
  const outer = isValues(body) ? body : {};
  const inner = isValues(outer["pagination"]) ? outer["pagination"] : {};
  for (const values of [query, inner, outer]) {
    for (const name of cursorParameters) {
      const value = (values as Values)[name];
      if (typeof value === "string" || typeof value === "number") return value;
    }
  }
  return undefined;
}

/** Adds to an error of this library how far the list had been read. */
export function attachCheckpoint(error: unknown, checkpoint: Checkpoint): unknown {
  return error instanceof InterkitError ? Object.assign(error, { checkpoint }) : error;
}
