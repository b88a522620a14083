import path from "node:path";
import { inject } from "vitest";

/** The command that runs a program of this package in a process of its own. */
export function programCommand(name: "main" | "output" | "removed-folder"): readonly string[] {
  return [process.execPath, path.join(inject("programs"), `${name}.mjs`)];
}

/** The command that runs `interkit` in a process of its own. */
export const sourceCli: readonly string[] = programCommand("main");
