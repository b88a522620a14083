import type { Sandbox } from "@interkit/sandbox";
import { onTestFinished } from "vitest";
import type { Json } from "./workspace.ts";

/** A received response. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

export interface Connection {
  readonly url: string;
  /** Sends a request over HTTP with a token. */
  send(token: string, method: string, path: string, body?: unknown): Promise<Answer>;
}

/** A sandbox that listens until the test is over. */
export async function listening(sandbox: Sandbox): Promise<Connection> {
  const server = await sandbox.listen();
  onTestFinished(() => server.close());
  return {
    url: server.url,
    async send(token, method, path, body) {
      const response = await fetch(server.url + path, {
        method,
        headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const { status, headers } = response;
      return { status, headers, body: text === "" ? undefined : JSON.parse(text) };
    },
  };
}

/** The status and the code of an error. */
export function errorOf({ status, body }: Answer): [number, string] {
  return [status, body.errors[0].code];
}
