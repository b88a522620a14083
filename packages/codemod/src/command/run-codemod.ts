import { createRequire } from "node:module";
import type { Writable } from "node:stream";
import { Command, CommanderError } from "commander";
import { findFiles } from "./files.ts";
import { refuseUncommitted } from "./git.ts";
import { differenceOf, nameOf, summaryOf } from "./report.ts";
import { rewriteAll, rewriteManifests, type Versions } from "./rewrite-all.ts";
import { writeAll } from "./write-all.ts";

/** Where the codemod writes to, and the folder that paths begin at. */
export interface CodemodTerminal {
  /** Gets the differences. */
  readonly stdout: Writable;
  /** Gets the summary and errors. */
  readonly stderr: Writable;
  readonly cwd: string;
}

interface Flags extends Versions {
  readonly write?: boolean;
  readonly check?: boolean;
  readonly force?: boolean;
}

const help = `
Without --write nothing is changed: the differences are printed.

What cannot be rewritten stays as it is. It gets a comment that begins with
TODO(interkit), and a line in the summary.

Exit codes:
  0  done
  1  with --check: something is left, or would change
  2  an error, such as a wrong command line; nothing was changed

Examples:
  interkit-codemod src
  interkit-codemod src "scripts/**/*.js" --write
  interkit-codemod src --from 5 --api-version 2.11`;

/** Runs a command line, such as `["src", "--write"]`, and resolves to its exit code. It never rejects. */
export async function runCodemod(
  args: readonly string[],
  terminal: CodemodTerminal,
): Promise<number> {
  let exitCode = 0;
  const program = createProgram(terminal).action((paths: string[], flags: Flags) => {
    exitCode = convert(paths, flags, terminal);
  });
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    terminal.stderr.write(`error: ${messageOf(error)}\n`);
    return 2;
  }
  return exitCode;
}

function createProgram({ stdout, stderr }: CodemodTerminal): Command {
  return new Command("interkit-codemod")
    .description("Rewrites programs from intercom-client 3 to 7 to @interkit/client.")
    .version(readVersion(), "-V, --version", "print the version of the codemod")
    .argument("<paths...>", "folders, files or patterns")
    .option("--write", "change the files")
    .option("--check", "exit with 1 if something is left, or would change")
    .option("--force", "change files outside of git, or beside uncommitted changes")
    .option("--from <major>", "major version of intercom-client: 3 to 7")
    .option("--api-version <version>", "version of the API, such as 2.16 or preview")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", help)
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      getOutHelpWidth: () => 80,
      // An error is printed where all errors are.
      outputError: () => undefined,
    })
    .exitOverride();
}

function convert(paths: readonly string[], flags: Flags, terminal: CodemodTerminal): number {
  const { stdout, stderr, cwd } = terminal;
  const print = (line: string): void => void stderr.write(`${line}\n`);
  const files = findFiles(paths, cwd);
  const reported = rewriteAll(files, flags, print);
  const manifests = rewriteManifests(reported);
  const changes = [...reported, ...manifests].filter(({ before, after }) => before !== after);
  if (flags.write) {
    const changed = changes.map(({ file }) => file);
    if (!flags.force) refuseUncommitted(changed, cwd);
    writeAll(changes, cwd);
  } else for (const change of changes) stdout.write(differenceOf(cwd, change));
  for (const line of summaryOf(cwd, reported)) print(line);
  if (flags.write) {
    const changed = manifests.filter(({ before, after }) => before !== after);
    for (const { file } of changed) print(`${nameOf(cwd, file)} changed: install its packages.`);
  } else if (changes.length > 0) print("Nothing was written: pass --write to change the files.");
  const isLeft = reported.some(({ notes }) => notes.length > 0);
  return flags.check && (isLeft || (!flags.write && changes.length > 0)) ? 1 : 0;
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  // A suggestion of Commander is on a line of its own.
  return message.replace(/^error: /, "").replaceAll("\n", " ");
}

function readVersion(): string {
  const manifest = createRequire(import.meta.url)("@interkit/codemod/package.json");
  return (manifest as { readonly version: string }).version;
}
