import { createSandbox, type Sandbox, type SandboxOptions } from "@interkit/sandbox";
import { expect } from "vitest";
import { responseError } from "./response-error.ts";
import { type Json, start } from "./workspace.ts";

/** A sandbox for one claim and version. Its clock starts on a Monday morning. */
export interface ClaimContext {
  readonly version: string;
  readonly sandbox: Sandbox;
  readonly seed: Sandbox["seed"];
  /** Sends a request that must succeed, and returns the body of the response. */
  request(request: string, body?: unknown): Promise<Json>;
  /** Sends a request that is refused, and returns the status and the code: `404 not_found`. */
  requestError(request: string, body?: unknown): Promise<string>;
  /** Sends a request, and returns the response. */
  send(request: string, body?: unknown): Promise<{ status: number; headers: Headers; body: Json }>;
  advance(seconds: number): void;
}

/** A documented behaviour, with a function that checks it in a sandbox. */
export interface Claim {
  /** The place in the description, such as `contacts.list` or `Contact.role`. */
  readonly at: string;
  /** The words of the description. */
  readonly says: string;
  readonly check: (space: ClaimContext) => Promise<void>;
  readonly options?: SandboxOptions;
}

/** A list of claims. */
export type Claims = readonly Claim[];

export function claim(
  at: string,
  says: string,
  check: Claim["check"],
  options: SandboxOptions = {},
): Claim {
  return { at, says, check, options };
}

/** Checks a claim in one version. */
export async function checkClaim({ check, options }: Claim, version: string): Promise<void> {
  let now = start * 1000;
  const sandbox = createSandbox({ clock: () => now, ...options });
  await sandbox.ready;
  const send: ClaimContext["send"] = async (request, body) => {
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
    expect(responseError(version, method, url.pathname, response.status, read)).toBeUndefined();
    return {
      status: response.status,
      headers: response.headers,
      body: read ?? (text || undefined),
    };
  };
  await check({
    version,
    sandbox,
    seed: sandbox.seed,
    send,
    async request(request, body) {
      const got = await send(request, body);
      expect(got.status, `${request} ${JSON.stringify(got.body)}`).toBeLessThan(400);
      return got.body;
    },
    async requestError(request, body) {
      const got = await send(request, body);
      return `${got.status} ${got.body?.errors?.[0]?.code ?? ""}`.trim();
    },
    advance: (seconds) => {
      now += seconds * 1000;
    },
  });
  await sandbox.close();
}
