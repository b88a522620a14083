import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSandbox, type Sandbox, type SandboxOptions, type Snapshot } from "@interkit/sandbox";
import { onTestFinished } from "vitest";
import type { Json } from "./workspace.ts";

/** A folder that is there until the test is over. */
export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "interkit-state-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** A file for a state, in a folder of its own. */
export function stateFile(): string {
  return join(folder(), "state.jsonl");
}

/** A sandbox that keeps its state in a file, until the test is over. */
export async function open(file: string, options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = createSandbox({ ...options, file });
  onTestFinished(() => sandbox.close());
  await sandbox.ready;
  return sandbox;
}

/** What a program would find in a file, if the one that has it were killed at this moment. */
export async function found(file: string): Promise<Snapshot> {
  const copy = join(folder(), "copy.jsonl");
  copyFileSync(file, copy);
  const sandbox = createSandbox({ file: copy });
  await sandbox.ready;
  const snapshot = sandbox.snapshot();
  await sandbox.close();
  return snapshot;
}

/** An answer: everything of it that a caller can see. */
export interface Answer {
  readonly status: number;
  readonly requestId: string | null;
  readonly text: string;
}

/** Asks a sandbox, in Preview unless another version is given. */
export async function ask(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: unknown,
  version = "Preview",
): Promise<Answer> {
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

/** Asks for something that has to go well, and reads the answer. */
export async function make(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: unknown,
): Promise<Json> {
  const { status, text } = await ask(sandbox, method, path, body);
  if (status >= 300) throw new Error(`${method} ${path} was answered with ${status}: ${text}`);
  return text === "" ? undefined : (JSON.parse(text) as Json);
}
