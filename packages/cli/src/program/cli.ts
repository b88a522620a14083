import type { Connection } from "../connection/connection.ts";
import type { ConnectionFlags } from "../connection/settings.ts";
import type { ExitCode } from "../errors/exit-codes.ts";
import type { Output } from "../terminal/output.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** The options of every command. */
export interface GlobalFlags extends ConnectionFlags {
  /** Results as JSON: an object as a document, a list as a line of JSON for each item. */
  readonly json?: boolean | undefined;
  /** No progress and no notices. */
  readonly quiet?: boolean | undefined;
  /** A line on stderr for each request. */
  readonly verbose?: boolean | undefined;
}

/** What a command gets beside its own arguments. */
export interface Cli {
  readonly terminal: Terminal;
  /** Everything that a command prints. */
  readonly output: Output;
  /** Aborted by the first Ctrl-C or SIGTERM, and once nothing reads stdout any more. */
  readonly signal: AbortSignal;
  flags(): GlobalFlags;
  /**
   * The connection that the flags, the environment and the profile name.
   *
   * @throws {CliError} without a token, and for a wrong version, region or address.
   */
  connect(): Promise<Connection>;
  /** Sets the exit code of a command that ended without an error, such as `differences`. */
  exitWith(code: ExitCode): void;
}
