import { createSandbox, type Sandbox, type SandboxOptions } from "@interkit/sandbox";
import { expect, onTestFinished } from "vitest";
import { responseError } from "./response-error.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
export type Json = any;

/** A received response. */
export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

export interface Workspace {
  readonly sandbox: Sandbox;
  readonly url: string;
  /** Sends a request over HTTP. The response must match the description, or the test fails. */
  send(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Received>;
  /** Advances the sandbox's clock, which does not run by itself. */
  advance(seconds: number): void;
}

/** The initial time of every test: a Monday morning. */
export const start = 1_717_401_600;

/** A sandbox that listens, in one API version, until the test is over. */
export async function workspace(
  version = "2.16",
  options: SandboxOptions = {},
): Promise<Workspace> {
  let now = start * 1000;
  const sandbox = createSandbox({ clock: () => now, ...options });
  const server = await sandbox.listen();
  onTestFinished(() => server.close());
  return {
    sandbox,
    url: server.url,
    advance: (seconds) => {
      now += seconds * 1000;
    },
    async send(method, path, body, headers = {}) {
      const isForm = body instanceof FormData;
      const response = await fetch(server.url + path, {
        method,
        // Redirects are returned and not followed.
        redirect: "manual",
        headers: {
          Authorization: "Bearer secret",
          "Intercom-Version": version,
          ...(body === undefined || isForm ? {} : { "Content-Type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = /^application\/json/.test(response.headers.get("Content-Type") ?? "");
      const read = text === "" || !isJson ? undefined : (JSON.parse(text) as Json);
      const named = response.headers.get("Intercom-Version") ?? version;
      const used = named === "Unstable" ? "Preview" : named;
      const requestedPath = new URL(response.url).pathname.replace(/\/$/, "");
      expect(responseError(used, method, requestedPath, response.status, read)).toBeUndefined();
      return {
        status: response.status,
        headers: response.headers,
        body: isJson ? read : text || undefined,
      };
    },
  };
}

/** The first error of a response, with its status. */
export function firstError({ status, body }: Received): { status: number; code: string } {
  const [{ code }] = body.errors;
  return { status, code };
}
