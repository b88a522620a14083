import { type ExitCode, exitCodes } from "./exit-codes.ts";

/** A command cannot do what its arguments say: one line that names the mistake and the fix. */
export class CliError extends Error {
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = exitCodes.usage, options?: ErrorOptions) {
    super(message, options);
    this.name = "CliError";
    this.exitCode = exitCode;
  }
}
