import { createRequire } from "node:module";
import path from "node:path";
import { createSandbox, type Sandbox, type SandboxOptions } from "@interkit/sandbox";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import type { ClientId } from "./catalogue.ts";
import { type Difference, differences } from "./differences.ts";

// biome-ignore lint/suspicious/noExplicitAny: clients answer in every shape
export type Json = any;

declare module "vitest" {
  interface ProvidedContext {
    /** The folders of the clients that are installed. */
    clients: Readonly<Partial<Record<ClientId, string>>>;
  }
}

/** A client that is installed. */
export interface Installed {
  readonly folder: string;
  /** Loads a module of it, as a CommonJS program would. */
  readonly require: (name: string) => Json;
}

/** The tests of one client, which are skipped where it is not installed. */
export function testClient(id: ClientId, tests: (client: () => Installed) => void): void {
  const folder = inject("clients")[id];
  describe.skipIf(folder === undefined)(id, () => {
    tests(() => {
      if (folder === undefined) throw new Error(`${id} is not installed`);
      return { folder, require: createRequire(path.join(folder, "package.json")) };
    });
  });
}

/** A test of a row in the table of differences: `npm run test:clients` fails for a row without one. */
export function differs(key: keyof typeof differences, body: () => Promise<void>): void {
  const { does }: Difference = differences[key];
  test(`differs (${key}): ${does}`, body);
}

export interface ListeningSandbox {
  readonly sandbox: Sandbox;
  readonly url: string;
  /**
   * Sets the requests of this test that must be refused, as `GET /counts 404`. Any other refusal fails
   * the test, and so does a missing one.
   */
  readonly refuses: (...requests: string[]) => void;
}

/** Starts a sandbox until the test is over, and checks that it refused no unexpected request. */
export async function listenForTest(options: SandboxOptions = {}): Promise<ListeningSandbox> {
  const sandbox = createSandbox(options);
  const { url } = await sandbox.listen();
  const refused: string[] = [];
  onTestFinished(async () => {
    const log = sandbox.requests.list();
    await sandbox.close();
    const bad = log.filter(({ status }) => status === 0 || status >= 400);
    const lines = bad.map(
      ({ method, path, status }) => `${method} ${path.split("?")[0]} ${status}`,
    );
    expect(lines).toEqual(refused);
  });
  return { sandbox, url, refuses: (...requests) => refused.push(...requests) };
}

/** Wraps a client to record which of its methods were called, by their paths. */
export function recordCalls<T extends object>(client: T, called: Set<string>, place = ""): T {
  return new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof name === "symbol" || value === null) return value;
      const at = place === "" ? name : `${place}.${name}`;
      if (typeof value === "object") return recordCalls(value, called, at);
      if (typeof value !== "function") return value;
      return (...given: unknown[]) => {
        called.add(at);
        return value.apply(target, given);
      };
    },
  });
}
