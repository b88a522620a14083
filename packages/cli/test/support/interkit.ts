import { PassThrough } from "node:stream";
import { runCli } from "../../src/run/run-cli.ts";
import type { Keyring } from "../../src/terminal/keyring.ts";
import { memoryKeyring } from "./memory-keyring.ts";

/** What a command printed, and its exit code. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `interkit` in this process, with pipes for its streams; `test/pty.test.ts` runs the built one. */
export async function interkit(
  args: readonly string[],
  options: {
    env?: Record<string, string>;
    stdin?: string;
    cwd?: string;
    keyring?: Keyring;
    signal?: AbortSignal;
  } = {},
): Promise<Ended> {
  const [stdout, stderr, stdin] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const printed = [collect(stdout), collect(stderr)] as const;
  stdin.end(options.stdin ?? "");
  const { env = {}, cwd = process.cwd(), keyring = memoryKeyring() } = options;
  const code = await runCli(args, { stdout, stderr, stdin, env, cwd, keyring }, options.signal);
  stdout.end();
  stderr.end();
  return { code, stdout: await printed[0], stderr: await printed[1] };
}

async function collect(stream: PassThrough): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += chunk;
  return text;
}
