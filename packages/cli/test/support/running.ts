import { PassThrough } from "node:stream";
import { expect, onTestFinished } from "vitest";
import { runCli } from "../../src/run/run-cli.ts";
import type { Ended } from "./interkit.ts";
import { memoryKeyring } from "./memory-keyring.ts";

/** A command that runs until it is stopped. */
export interface Running {
  /** What it has printed. */
  stdout(): string;
  stderr(): string;
  /** Waits for a text on stderr, and returns its first group. */
  said(pattern: RegExp): Promise<string>;
  /** Stops it, as Ctrl-C does. */
  stop(): Promise<Ended>;
  /** How it ended, without being stopped. */
  readonly ended: Promise<Ended>;
}

/** Starts a command in this process, and stops it after the test. */
export function start(args: readonly string[], env: Record<string, string>): Running {
  const [stdout, stderr, stdin] = [new PassThrough(), new PassThrough(), new PassThrough()];
  stdin.end();
  const printed = { stdout: "", stderr: "" };
  stdout.on("data", (chunk) => (printed.stdout += String(chunk)));
  stderr.on("data", (chunk) => (printed.stderr += String(chunk)));
  const interrupt = new AbortController();
  const terminal = { stdout, stderr, stdin, env, cwd: process.cwd(), keyring: memoryKeyring() };
  const ended = runCli(args, terminal, interrupt.signal).then((code) => ({ code, ...printed }));
  const stop = () => {
    interrupt.abort();
    return ended;
  };
  onTestFinished(async () => void (await stop()));
  return {
    stdout: () => printed.stdout,
    stderr: () => printed.stderr,
    said: async (pattern) => {
      await expect.poll(() => printed.stderr).toMatch(pattern);
      return pattern.exec(printed.stderr)?.[1] ?? "";
    },
    stop,
    ended,
  };
}
