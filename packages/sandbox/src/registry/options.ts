import { defaultWorkspace, type Region, type WorkspaceFacts } from "../store/workspace.ts";
import type { WorkspaceRecord } from "./records.ts";
import { readSeed, type SeedOptions } from "./seed-option.ts";

/** A workspace to create. */
export interface WorkspaceOptions extends Partial<WorkspaceFacts> {
  /** Its id: up to 64 letters, digits, `_` and `-`. */
  readonly id: string;
  /** Its name. The id when left out. */
  readonly name?: string;
  /** The data region that hosts it. `US` when left out. */
  readonly region?: Region;
  /** Its time zone, as an IANA name such as `Europe/Dublin`. `Etc/UTC` when left out. */
  readonly timezone?: string;
  /** The access tokens that are accepted, besides those of apps. `<id>-token` when left out. */
  readonly token?: string | readonly string[];
  /** The name that its data is generated from. Without one, it is empty. */
  readonly seed?: string | SeedOptions;
}

/** The seed of the ids of a workspace that is not generated from a name. */
export const defaultSeed = "interkit";

const regions: readonly string[] = ["US", "EU", "AU"] satisfies Region[];

/** The workspace of a sandbox that no workspaces are given to. */
export function implicitWorkspace(
  token?: string | readonly string[],
  seed?: string | SeedOptions,
): WorkspaceRecord {
  const sample = readSeed(seed) ?? null;
  const tokens = token === undefined ? null : [token].flat();
  return {
    ...defaultWorkspace,
    tokens,
    status: "active",
    sample,
    id_seed: sample?.name ?? defaultSeed,
  };
}

/**
 * Reads the options of a workspace.
 *
 * @param others The workspaces that exist already.
 * @throws {TypeError | RangeError} when an option is invalid, or the id or a token is taken.
 */
export function readWorkspace(
  given: WorkspaceOptions,
  others: readonly WorkspaceRecord[],
): WorkspaceRecord {
  const { id, region = "US", timezone = "Etc/UTC" } = given ?? {};
  if (typeof id !== "string" || !/^[\w-]{1,64}$/.test(id)) {
    throw new TypeError(
      `A workspace needs an id of up to 64 letters, digits, "_" and "-", not ${JSON.stringify(id)}.`,
    );
  }
  if (others.some((other) => other.id === id)) {
    throw new TypeError(`There is a workspace ${id} already. Choose another id.`);
  }
  const { name = id } = given;
  if (typeof name !== "string" || name === "") {
    throw new TypeError(`The name of workspace ${id} is a text that is not empty.`);
  }
  if (!regions.includes(region)) {
    throw new TypeError(
      `The region of workspace ${id} is ${regions.join(", ")}, not ${JSON.stringify(region)}.`,
    );
  }
  if (!isTimeZone(timezone)) {
    throw new TypeError(
      `The timezone of workspace ${id} is an IANA name such as "Europe/Dublin", not ${JSON.stringify(timezone)}.`,
    );
  }
  const sample = readSeed(given.seed) ?? null;
  // Ids of records differ between workspaces, also when both are generated from the same name.
  const seed = sample?.name ?? defaultSeed;
  const id_seed = others.length === 0 ? seed : `${seed}/${id}`;
  const tokens = readTokens(given, others);
  return { id, name, region, timezone, tokens, status: "active", sample, id_seed };
}

/** Reads the workspaces of a new sandbox. @throws {TypeError | RangeError} as `readWorkspace` does. */
export function readWorkspaces(given: readonly WorkspaceOptions[]): WorkspaceRecord[] {
  if (!Array.isArray(given) || given.length === 0) {
    throw new TypeError('workspaces is a list of at least one workspace, such as { id: "acme" }.');
  }
  const records: WorkspaceRecord[] = [];
  for (const options of given) records.push(readWorkspace(options, records));
  return records;
}

function readTokens(
  { id, token = `${id}-token` }: WorkspaceOptions,
  others: readonly WorkspaceRecord[],
): readonly string[] {
  const tokens: unknown[] = [token].flat();
  for (const one of tokens) {
    if (typeof one !== "string" || !/^\S+$/.test(one)) {
      throw new TypeError(`A token of workspace ${id} is a text without spaces.`);
    }
    const owner = others.find((other) => other.tokens?.includes(one));
    if (owner) {
      throw new TypeError(
        `Workspaces ${owner.id} and ${id} have the same token, which selects the workspace. Choose another.`,
      );
    }
  }
  if (tokens.length === 0) throw new TypeError(`Workspace ${id} needs at least one token.`);
  return tokens as string[];
}

function isTimeZone(name: unknown): name is string {
  if (typeof name !== "string" || /^[+-]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
