import { type CollectionKey, collection } from "../store/collection.ts";
import type { WorkspaceFacts } from "../store/workspace.ts";
import type { SeedOptions } from "./seed-option.ts";

/**
 * `suspended`: it is closed, and every token gets 401 `token_suspended`. `restricted`: its plan does
 * not include the API, and every token gets 403 `api_plan_restricted`.
 */
export type WorkspaceStatus = "active" | "suspended" | "restricted";

/** A workspace in the registry of a sandbox. */
export interface WorkspaceRecord extends WorkspaceFacts {
  /** The access tokens that are accepted; null for any that belongs to no other workspace. */
  readonly tokens: readonly string[] | null;
  readonly status: WorkspaceStatus;
  /** What its data is generated from, when it does not start empty. */
  readonly sample: Required<SeedOptions> | null;
  /** The seed of the ids of its records. */
  readonly id_seed: string;
}

export const workspaceRecords: CollectionKey<WorkspaceRecord> = collection<WorkspaceRecord>(
  "workspaces",
  "number",
);

/** Whether a record of a snapshot is a workspace. */
export function isWorkspaceRecord(given: unknown): given is WorkspaceRecord {
  const record = (given ?? {}) as Partial<Record<keyof WorkspaceRecord, unknown>>;
  const { id, name, region, timezone, tokens, status, sample, id_seed } = record;
  return (
    [id, name, region, timezone, status, id_seed].every((text) => typeof text === "string") &&
    (tokens === null ||
      (Array.isArray(tokens) && tokens.every((one) => typeof one === "string"))) &&
    typeof sample === "object"
  );
}
