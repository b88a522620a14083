import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

const folder = path.resolve(import.meta.dirname, "..");

export interface CommandResult {
  readonly code: number;
  readonly lines: string[];
  readonly errors: string[];
  /** The text of both outputs. */
  readonly text: string;
}

/** Runs the command from the source. */
export function checkRecorded(...args: string[]): Promise<CommandResult> {
  const program = path.join(folder, "src/check-recorded.ts");
  return execute(process.execPath, ["--import", "tsx", program, ...args], folder);
}

export function execute(
  program: string,
  args: readonly string[],
  cwd: string,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = execFile(program, args, { cwd, maxBuffer: 2 ** 26 }, (_, stdout, stderr) => {
      const split = (text: string) => text.split("\n").filter(Boolean);
      const text = stdout + stderr;
      resolve({ code: child.exitCode ?? -1, lines: split(stdout), errors: split(stderr), text });
    });
  });
}

/** Writes a recording into a new temporary folder, and returns its path. */
export function recording(name: string, content: string): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "recorded-")), name);
  writeFileSync(file, content);
  return file;
}

/** Writes exchanges as JSON lines, and returns the path of the file. */
export const jsonLines = (...exchanges: object[]): string =>
  recording("calls.jsonl", exchanges.map((exchange) => `${JSON.stringify(exchange)}\n`).join(""));

/** An exchange of API version 2.16. */
export const recordedCall = (call: string, body: unknown, more: object = {}): object => {
  const [method, url] = call.split(" ");
  const headers = { "Intercom-Version": "2.16", "Content-Type": "application/json" };
  return { request: { method, url }, status: 200, headers, body, ...more };
};

/** The example of a response in a bundle. */
// biome-ignore lint/suspicious/noExplicitAny: a test reads responses of any type
export function example(route: string, version = "2.16"): any {
  const require = createRequire(import.meta.url);
  const bundle = require(`@interkit/openapi/${version}.json`);
  const [method = "", path = ""] = route.split(" ");
  const [response] = Object.values(bundle.paths[path][method.toLowerCase()].responses);
  return structuredClone(
    (response as { content: Record<string, { example: unknown }> }).content["application/json"]
      ?.example,
  );
}
