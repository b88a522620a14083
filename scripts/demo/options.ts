import { statSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

/** A mistake in how the demo was called: shown as one line, without a stack. */
export class UserError extends Error {
  override name = "UserError";
}

export interface DemoOptions {
  /** The folder of Markdown and HTML to bring into Intercom; left out, the documents of this repository. */
  readonly folder: string | undefined;
}

/**
 * Reads `[DIR]`, which is relative to where npm was called, not to this repository.
 *
 * @throws {UserError} for other arguments, and for a folder that does not exist.
 */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): DemoOptions {
  const [name, ...others] = parse(args);
  if (others.length > 0) throw new UserError(`The demo takes one folder at most. ${usage}`);
  if (name === undefined) return { folder: undefined };
  const folder = path.resolve(env["INIT_CWD"] ?? ".", name);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return { folder };
  throw new UserError(`There is no folder ${folder}.`);
}

const usage = "Usage: npm start [-- DIR]";

function parse(args: readonly string[]): string[] {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: {} }).positionals;
  } catch (error) {
    throw new UserError(`${(error as Error).message.split(".")[0]}. ${usage}`);
  }
}
