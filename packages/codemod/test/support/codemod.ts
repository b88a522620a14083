import { PassThrough } from "node:stream";
import { runCodemod } from "../../src/command/run-codemod.ts";

/** What a command printed, and its exit code. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `interkit-codemod` in this process, with pipes for its streams; `test/main.test.ts` starts one of its own. */
export async function codemod(args: readonly string[], cwd: string): Promise<Ended> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const code = await runCodemod(args, { stdout, stderr, cwd });
  stdout.end();
  stderr.end();
  return { code, stdout: await textOf(stdout), stderr: await textOf(stderr) };
}

async function textOf(stream: PassThrough): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += chunk;
  return text;
}
