import { type Checkpoint, ConfigError, InterkitError } from "@interkit/core";
import { shortKey } from "./short-key.ts";
import type { PageRequest } from "./styles.ts";
import { isValues, type Values } from "./values.ts";

/** The part of a checkpoint that says to which list it belongs. */
export type ListKey = Pick<Checkpoint, "route" | "arguments">;

/** Returns the key of a list: its route, and a hash of its arguments in whatever order they are. */
export function listKey(route: string, path: Values, { query, body }: PageRequest): ListKey {
  return { route, arguments: shortKey(sortedJson([path, query, body])) };
}

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    isValues(inner) ? Object.fromEntries(Object.entries(inner).sort()) : inner,
  );
}

/** A hash of an item: of its id if it has one, since other fields change. */
export function itemKey(item: unknown): string {
  const id = isValues(item) ? item["id"] : undefined;
  return shortKey(JSON.stringify(id ?? item) ?? "");
}

/** The parameters of a request that the first request has not, or has with another value. */
export function positionOf(parameters: Values, first: Values): Values | undefined {
  const changed = Object.entries(parameters).filter(([name, value]) => value !== first[name]);
  return changed.length === 0 ? undefined : Object.fromEntries(changed);
}

/** Adds to an error of this library how far the list had been read. */
export function attachCheckpoint(error: unknown, checkpoint: Checkpoint): unknown {
  return error instanceof InterkitError ? Object.assign(error, { checkpoint }) : error;
}

/** @throws {ConfigError} for what is no checkpoint, and for the checkpoint of another list. */
export function checkCheckpoint(value: unknown, list: ListKey): void {
  const { route } = list;
  const checkpoint = isValues(value) ? value : {};
  const isWhole = (name: string) => Number.isSafeInteger(checkpoint[name]);
  const { position = {}, last = "" } = checkpoint;
  const isUsable = isValues(position) && typeof last === "string";
  if (
    typeof checkpoint["route"] !== "string" ||
    !isWhole("pages") ||
    !isWhole("items") ||
    !isUsable
  ) {
    throw new ConfigError(
      `${route}: this is not a checkpoint; give what checkpoint() returned, or the checkpoint of a page or an error`,
    );
  }
  if (checkpoint["route"] !== route) {
    throw new ConfigError(
      `The checkpoint is one of ${checkpoint["route"]}, and this list is ${route}`,
    );
  }
  if (checkpoint["arguments"] !== list.arguments) {
    throw new ConfigError(
      `${route}: the checkpoint is one of a list with other arguments; give this list the same ones, or start from its first page`,
    );
  }
}
