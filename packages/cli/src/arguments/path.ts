import path from "node:path";
import { CliError } from "../errors/cli-error.ts";

/**
 * The path of a file or a folder of the command line.
 *
 * @param name The option or argument, for messages.
 * @throws {CliError} for empty text, such as that of a variable that is not set: it would be the current folder.
 */
export function resolvePath(cwd: string, name: string, text: string): string {
  if (text.trim() !== "") return path.resolve(cwd, text);
  throw new CliError(`${name} is empty; give a path`);
}
