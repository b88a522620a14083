import { type Checkpoint, ConfigError, InterkitError, type Requester } from "@interkit/core";
import { shortKey } from "./short-key.ts";
import { isValues, type Values } from "./values.ts";
import type { Walk } from "./walk.ts";

/** The part of a checkpoint that says to which list it belongs. */
export type ListKey = Pick<Checkpoint, (typeof keyNames)[number]>;

const keyNames = ["route", "arguments", "version", "workspace"] as const;

/**
 * Returns the key of a list: its route, a hash of its arguments in whatever order they are, and what its
 * client calls, as far as that is known.
 */
export function listKey(walk: Walk, route: string): ListKey {
  return lazyListKey(walk, route)();
}

/**
 * Returns a function that makes the key of a list, which few lists need, from the arguments that the list has now: a
 * caller may change them later.
 *
 * @throws {ConfigError} for arguments that no request could hold.
 */
export function lazyListKey({ client, path, request }: Walk, route: string): () => ListKey {
  const json = jsonOf(route, [path, request.query, request.body]);
  let key: ListKey | undefined;
  return () => {
    key ??= createKey(client, route, JSON.parse(json));
    return key;
  };
}

function jsonOf(route: string, args: unknown): string {
  try {
    return JSON.stringify(args);
  } catch (cause) {
    throw new ConfigError(
      `${route}: the arguments of the list hold what JSON cannot represent, such as a bigint or an object that holds itself`,
      { cause },
    );
  }
}

function createKey({ version, workspaceKey }: Requester, route: string, args: unknown): ListKey {
  return {
    route,
    arguments: shortKey(sortedJson(args)),
    ...(version === undefined ? undefined : { version }),
    ...(workspaceKey === undefined ? undefined : { workspace: workspaceKey }),
  };
}

/** What a checkpoint states besides the list that it belongs to. */
export function placeOf(checkpoint: Checkpoint): Omit<Checkpoint, keyof ListKey> {
  const entries = Object.entries(checkpoint);
  const place = entries.filter(([name]) => !(keyNames as readonly string[]).includes(name));
  return Object.fromEntries(place) as unknown as Omit<Checkpoint, keyof ListKey>;
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
  const differs = (name: "version" | "workspace") =>
    checkpoint[name] !== undefined && list[name] !== undefined && checkpoint[name] !== list[name];
  if (differs("version")) {
    throw new ConfigError(
      `${route}: the checkpoint is one of API version ${JSON.stringify(checkpoint["version"])}, and this client calls ${list.version}; resume with a client of that version, or start from the first page`,
    );
  }
  if (differs("workspace")) {
    throw new ConfigError(
      `${route}: the checkpoint is one of another workspace, region or token; use the client that it was made with, or start from the first page. If it is the same workspace with a new token, leave "workspace" out of the checkpoint; with "rateLimit.key", it stays the same`,
    );
  }
  if (checkpoint["arguments"] !== list.arguments) {
    throw new ConfigError(
      `${route}: the checkpoint is one of a list with other arguments; give this list the same ones, or start from its first page`,
    );
  }
}
