import path from "node:path";
import { parseArgs } from "node:util";

/** A mistake in how the demo was called: shown as one line, without a stack. */
export class UserError extends Error {
  override name = "UserError";
}

export interface DemoOptions {
  /** The folder to read; left out, the documents of this repository. */
  readonly folder?: string;
  /** The real workspace to use. Without one, everything happens in the sandbox. */
  readonly live?: { readonly token: string; readonly region: string | undefined };
  /** A token was found, and is not used. */
  readonly unusedToken: boolean;
}

/** Reads `[DIR] [--live]`. DIR is relative to where npm was called, not to this repository. */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): DemoOptions {
  const { values, positionals } = parse(args);
  if (positionals.length > 1) throw new UserError(`One folder at a time, please. ${USAGE}`);
  const [folder] = positionals;
  const token = env["INTERCOM_TOKEN"];
  if (values.live && !token) {
    throw new UserError("--live needs the access token of a workspace in INTERCOM_TOKEN.");
  }
  return {
    ...(folder !== undefined && { folder: path.resolve(env["INIT_CWD"] ?? ".", folder) }),
    ...(values.live && token && { live: { token, region: env["INTERCOM_REGION"] } }),
    unusedToken: Boolean(token) && !values.live,
  };
}

const USAGE = "Usage: npm start [-- DIR] [--live]";

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { live: { type: "boolean", default: false } },
    });
  } catch (error) {
    throw new UserError(`${(error as Error).message.split(".")[0]}. ${USAGE}`);
  }
}
