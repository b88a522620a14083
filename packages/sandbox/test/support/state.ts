import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSandbox, type Sandbox, type SandboxOptions, type Snapshot } from "@interkit/sandbox";
import { onTestFinished } from "vitest";
import type { Json } from "./workspace.ts";

/** A folder that exists until the test is over. */
export function temporaryFolder(): string {
  const made = mkdtempSync(join(tmpdir(), "interkit-state-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** A path for a state file, in a folder of its own. */
export function stateFile(): string {
  return join(temporaryFolder(), "state.jsonl");
}

/** A sandbox that keeps its state in a file, until the test is over. */
export async function openSandbox(file: string, options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = createSandbox({ ...options, file });
  onTestFinished(() => sandbox.close());
  await sandbox.ready;
  return sandbox;
}

/** The state that a program would read from a file if its sandbox were killed now. */
export async function readState(file: string): Promise<Snapshot> {
  const copy = join(temporaryFolder(), "copy.jsonl");
  copyFileSync(file, copy);
  const sandbox = createSandbox({ file: copy });
  await sandbox.ready;
  const snapshot = sandbox.snapshot();
  await sandbox.close();
  return snapshot;
}

/** A received response. */
export interface SandboxResponse {
  readonly status: number;
  readonly requestId: string | null;
  readonly text: string;
}

/** Sends a request, in Preview unless another version is given. */
export async function sendRequest(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: unknown,
  version = "Preview",
): Promise<SandboxResponse> {
  const response = await sandbox.fetch(`https://api.intercom.io${path}`, {
    method,
    headers: {
      Authorization: "Bearer secret",
      "Content-Type": "application/json",
      "Intercom-Version": version,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, requestId: response.headers.get("X-Request-Id"), text };
}

/** Sends a request that must succeed, and returns the body. */
export async function create(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: unknown,
): Promise<Json> {
  const { status, text } = await sendRequest(sandbox, method, path, body);
  if (status >= 300) throw new Error(`${method} ${path} was answered with ${status}: ${text}`);
  return text === "" ? undefined : (JSON.parse(text) as Json);
}
