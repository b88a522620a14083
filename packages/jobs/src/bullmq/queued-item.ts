import { ConfigError } from "@interkit/client";
import type { Json } from "../common/json.ts";
import type { WorkItem } from "../run/work.ts";
import type { QueuedItem } from "./run-state.ts";

/**
 * An item as it waits in Redis.
 *
 * @throws {ConfigError} for one that JSON would change: the step would get another item than the source returned.
 */
export function queuedItem(
  job: string,
  { key, item, earlierAttempts }: WorkItem<unknown>,
): QueuedItem {
  const found = changedByJson(item, "item");
  if (found !== undefined) {
    throw new ConfigError(
      `The job "${job}": ${found} of the item "${key}" is nothing that JSON can express; let the source return plain data`,
    );
  }
  const attempts = earlierAttempts > 0 ? { attempts: earlierAttempts } : undefined;
  return { key, item: item as Json, ...attempts };
}

/** The path of the first value that JSON does not keep as it is. A property that is undefined is left out. */
function changedByJson(value: unknown, path: string): string | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean") return undefined;
  if (typeof value === "number") return Number.isFinite(value) ? undefined : path;
  if (typeof value !== "object" || isChangedObject(value)) return path;
  for (const [name, inner] of Object.entries(value)) {
    const isLeftOut = inner === undefined && !Array.isArray(value);
    const found = isLeftOut ? undefined : changedByJson(inner, `${path}.${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Objects of classes lose their methods; a row of a database may have no prototype. */
function isChangedObject(value: object): boolean {
  if (Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  return !isPlain || "toJSON" in value;
}
