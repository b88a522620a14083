import { homedir } from "node:os";
import { Option } from "commander";
import type { Cli } from "../program/cli.ts";
import { stateFolder } from "./state-folder.ts";

/** The option `--state` of a command, whose help has the folder of the default. */
export function stateOption({ terminal: { env } }: Pick<Cli, "terminal">): Option {
  const home = env["HOME"] || homedir();
  const folder = stateFolder(env).replace(home, "~");
  return new Option(
    "--state <file>",
    `where to keep how far it has come (default: a file in ${folder})`,
  );
}
