import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { type SignatureKind, signBody } from "@interkit/webhooks";
import { resolvePath } from "../arguments/path.ts";
import { CliError } from "../errors/cli-error.ts";
import type { Cli } from "../program/cli.ts";
import { secretFor } from "./client-secret.ts";

/** The options of `interkit webhooks sign`. */
export interface SignFlags {
  readonly kind: SignatureKind;
  readonly header?: boolean | undefined;
}

/** Prints the signature of the bytes of a file, or of stdin. */
export async function sign(cli: Cli, file: string, { kind, header }: SignFlags): Promise<void> {
  const { output, terminal } = cli;
  const body = file === "-" ? await buffer(terminal.stdin) : await read(terminal.cwd, file);
  const secret = await secretFor(cli, kind);
  for (const [name, value] of Object.entries(await signBody(body, { secret, kind }))) {
    if (cli.flags().json) await output.json({ header: name, value });
    else await output.line(header ? `${name}: ${value}` : value);
  }
}

async function read(cwd: string, file: string): Promise<Uint8Array> {
  const resolved = resolvePath(cwd, "the file", file);
  try {
    return await readFile(resolved);
  } catch (cause) {
    const { message } = cause as Error;
    throw new CliError(`The file ${file} cannot be read: ${message}`, undefined, { cause });
  }
}
