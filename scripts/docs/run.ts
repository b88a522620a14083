import { execFile } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./blocks.ts";

export interface ProgramResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a TypeScript program as a user's own would run, against the packages' source. */
export function runProgram(
  program: string,
  args: readonly string[] = [],
  options: { env?: Record<string, string>; sandboxAsIntercom?: boolean } = {},
): Promise<ProgramResult> {
  const preload = pathToFileURL(path.join(root, "scripts", "docs", "sandbox-as-intercom.ts")).href;
  const node = [
    "--conditions=@interkit/source",
    ...["--import", "tsx"],
    ...(options.sandboxAsIntercom ? ["--import", preload] : []),
    program,
    ...args,
  ];
  const { PATH = "" } = process.env;
  const env = { PATH, ...options.env };
  return new Promise((resolve) => {
    execFile(process.execPath, node, { cwd: root, env }, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
    });
  });
}
