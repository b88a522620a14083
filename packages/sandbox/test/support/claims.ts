import { createSandbox, type Sandbox, type SandboxOptions } from "@interkit/sandbox";
import { expect } from "vitest";
import { faults } from "./judge.ts";
import { type Json, start } from "./workspace.ts";

/** A sandbox of its own for each claim and version. It begins on a Monday morning. */
export interface Space {
  readonly version: string;
  readonly sandbox: Sandbox;
  readonly seed: Sandbox["seed"];
  /** Asks for something, and gives the body of the answer, which has to be a success. */
  ask(request: string, body?: unknown): Promise<Json>;
  /** Asks for something that is refused, and gives the status and the code: `404 not_found`. */
  refused(request: string, body?: unknown): Promise<string>;
  /** Asks for something, whatever the answer is. */
  send(request: string, body?: unknown): Promise<{ status: number; headers: Headers; body: Json }>;
  pass(seconds: number): void;
}

/** What the description says of a behaviour, and a function that holds a sandbox to it. */
export interface Claim {
  /** Where it is said, such as `contacts.list` or `Contact.role`. */
  readonly at: string;
  /** Words of the description, for as long as they stand there. */
  readonly says: string;
  readonly holds: (space: Space) => Promise<void>;
  readonly options?: SandboxOptions;
}

/** A function that makes claims of one place and then another short to write. */
export type Claims = readonly Claim[];

export function claim(
  at: string,
  says: string,
  holds: Claim["holds"],
  options: SandboxOptions = {},
): Claim {
  return { at, says, holds, options };
}

/** Holds a sandbox to a claim in one version. */
export async function hold({ holds, options }: Claim, version: string): Promise<void> {
  let now = start * 1000;
  const sandbox = createSandbox({ clock: () => now, ...options });
  await sandbox.ready;
  const send: Space["send"] = async (request, body) => {
    const [method = "", path = ""] = request.split(" ");
    const url = new URL(path, "https://api.intercom.io");
    const response = await sandbox.fetch(url.href, {
      method,
      redirect: "manual",
      headers: {
        Authorization: "Bearer secret",
        "Intercom-Version": version,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /^application\/json/.test(response.headers.get("Content-Type") ?? "");
    const read = isJson && text !== "" ? JSON.parse(text) : undefined;
    expect(faults(version, method, url.pathname, response.status, read)).toBeUndefined();
    return {
      status: response.status,
      headers: response.headers,
      body: read ?? (text || undefined),
    };
  };
  await holds({
    version,
    sandbox,
    seed: sandbox.seed,
    send,
    async ask(request, body) {
      const got = await send(request, body);
      expect(got.status, `${request} ${JSON.stringify(got.body)}`).toBeLessThan(400);
      return got.body;
    },
    async refused(request, body) {
      const got = await send(request, body);
      return `${got.status} ${got.body?.errors?.[0]?.code ?? ""}`.trim();
    },
    pass: (seconds) => {
      now += seconds * 1000;
    },
  });
  await sandbox.close();
}
