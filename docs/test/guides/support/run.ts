import { execFile } from "node:child_process";
import path from "node:path";
import { createSandbox } from "@interkit/sandbox";
import ts from "typescript";
import { type Block, read } from "../../../../scripts/docs/blocks.ts";
import { readerFolder } from "./folder.ts";
import { isMarked, type WrittenPage } from "./pages.ts";

export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program of a page as a reader would, against the built packages: a process that compiles no TypeScript
 * takes a tenth of the time. A sandbox answers what it sends to Intercom: an empty one, or with the mark `acme`
 * one with the data of `seed: "acme"`.
 */
export async function runProgram(block: Block, page: WrittenPage): Promise<Ended> {
  const folder = readerFolder(page.blocks);
  try {
    const preload = folder.write("sandbox.mjs", toJavaScript(read(preloaded)));
    const program = folder.write("program.mjs", toJavaScript(block.code));
    const args = ["--import", preload, program];
    const seed = isMarked(block, "acme") ? { SANDBOX_SEED: "acme" } : {};
    const env = { ...environment(folder.path), ...seed };
    return await execute(process.execPath, args, { cwd: folder.path, env });
  } finally {
    folder.remove();
  }
}

const preloaded = "docs/test/guides/support/sandbox-as-intercom.ts";

/**
 * Runs the commands of a block with `sh`, where `interkit` and `npx` are those of the reader's folder. A sandbox
 * with its own address stands for Intercom; with the mark `acme`, it has the data of `seed: "acme"`.
 */
export async function runCommands(block: Block, page: WrittenPage): Promise<Ended> {
  const folder = readerFolder(page.blocks);
  const sandbox = createSandbox(isMarked(block, "acme") ? { seed: "acme" } : {});
  const server = await sandbox.listen({ port: 0 });
  try {
    const variables = environment(folder.path);
    const PATH = [folder.tools(), variables["PATH"]].join(path.delimiter);
    const env = { ...variables, PATH, INTERCOM_BASE_URL: server.url, SANDBOX_URL: server.url };
    return await execute("/bin/sh", ["-e", "-c", block.code], { cwd: folder.path, env });
  } finally {
    await sandbox.close();
    folder.remove();
  }
}

/** What programs and commands may rely on, and nothing of the machine beside it. */
export function environment(folder: string): Record<string, string> {
  return {
    PATH: [path.dirname(process.execPath), "/usr/bin", "/bin"].join(path.delimiter),
    HOME: folder,
    NODE_NO_WARNINGS: "1",
    INTERCOM_TOKEN: "test-token",
    INTERCOM_CLIENT_SECRET: "test-secret",
  };
}

/** Runs a program until it ends, or for at most a minute. */
export function execute(
  program: string,
  args: readonly string[],
  options: { cwd: string; env: Record<string, string> },
): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(program, args, { ...options, timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
    });
  });
}

function toJavaScript(code: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  return ts.transpileModule(code, { compilerOptions }).outputText;
}
