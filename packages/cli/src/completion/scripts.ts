import { script } from "@bomb.sh/tab";
import type { Output } from "../terminal/output.ts";
import { bashScript } from "./bash.ts";
import type { Shell } from "./shells.ts";

/**
 * Prints the script of a shell. That of the library for bash evaluates the words of the command line and the
 * proposals, and depends on a package of functions for bash.
 */
export async function printScript(shell: Shell, output: Output): Promise<void> {
  if (shell === "bash") await output.write(bashScript);
  else script(shell, "interkit", "interkit");
}
