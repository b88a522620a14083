import type { Readable, Writable } from "node:stream";
import { CliError } from "../errors/cli-error.ts";
import { type Keyring, systemKeyring } from "./keyring.ts";

/** A stream that commands write to. */
export interface TerminalOutput extends Writable {
  /** Whether a person reads it, rather than a file or another program. */
  readonly isTTY?: boolean;
  /** The width of the window, in characters. */
  readonly columns?: number;
}

/** Where a command reads from and writes to. */
export interface Terminal {
  /** Results, and nothing else: another program may read them. */
  readonly stdout: TerminalOutput;
  /** Progress, notices, questions and errors. */
  readonly stderr: TerminalOutput;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that paths begin at. */
  readonly cwd: string;
  /** Where the tokens of profiles are. */
  readonly keyring: Keyring;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { stdout, stderr, stdin, env } = process;
  return {
    ...{ stdout, stderr, stdin, env },
    // Commands without paths run in a folder that was removed, too.
    get cwd() {
      return currentFolder();
    },
    keyring: systemKeyring(),
  };
}

/** @throws {CliError} for a folder that was removed. */
function currentFolder(): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw new CliError(
      "The current folder does not exist any more; change to another one",
      undefined,
      { cause },
    );
  }
}
