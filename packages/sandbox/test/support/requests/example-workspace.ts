import { createSandbox, type Sandbox, type SandboxOptions, type Snapshot } from "@interkit/sandbox";
import { previewSender } from "../preview-sender.ts";
import type { Json } from "../workspace.ts";
import { addContactsAndCompanies, addJobs } from "./add-contacts.ts";
import { addContent } from "./add-content.ts";
import { addConversations } from "./add-conversations.ts";
import { addSettings } from "./add-settings.ts";
import type { Names } from "./example.ts";
import { exceptions } from "./exceptions.ts";

/** A workspace in which all records exist that the examples of the description refer to. */
export interface ExampleWorkspace {
  readonly sandbox: Sandbox;
  /** The state that is restored before each request. */
  readonly snapshot: Snapshot;
  /** The ids in this workspace for the ids of the examples, by operation. */
  names(operationId: string): Names;
}

/** Functions to build a workspace. */
export interface WorkspaceBuilder {
  readonly seed: Sandbox["seed"];
  /** Sends a request in Preview, which has the most operations. */
  readonly send: (method: string, path: string, body?: unknown) => Promise<Json>;
  /** Creates a record, and returns its id. */
  readonly make: (path: string, body: unknown) => Promise<string>;
}

/** A time within those of the examples: a Wednesday in January 2026. */
export const now = 1_769_000_000;

/**
 * Creates the workspace, an hour before `now`, for all versions. Its ids are counted from `ids`, or
 * from one.
 */
export async function createExampleWorkspace(
  ids?: Snapshot["ids"],
  options: SandboxOptions = {},
): Promise<ExampleWorkspace> {
  let time = now - 3600;
  const sandbox = createSandbox({
    ...options,
    clock: () => time * 1000,
    rateLimit: { perMinute: Number.MAX_SAFE_INTEGER },
  });
  if (ids) sandbox.restore({ ...sandbox.snapshot(), ids });
  const send = previewSender(sandbox);
  const make: WorkspaceBuilder["make"] = async (path, body) =>
    String((await send("POST", path, body)).id);
  const maker = { seed: sandbox.seed, send, make };
  let names: Names = {};
  for (const part of [addSettings, addContactsAndCompanies, addContent, addConversations]) {
    names = { ...names, ...(await part(maker, names)) };
  }
  time = now;
  names = { ...names, ...(await addJobs(maker)) };
  return {
    sandbox,
    snapshot: sandbox.snapshot(),
    names: (id) => ({ ...names, ...exceptions[id]?.(names) }),
  };
}
