import type { Command } from "commander";

/** Adds examples to the help of a command: lines as they are typed. Tests run them against the sandbox. */
export function addExamples(command: Command, ...lines: readonly string[]): Command {
  const text = lines.map((line) => `  $ ${line}`).join("\n");
  return command.addHelpText("after", `\nExamples:\n${text}`);
}
