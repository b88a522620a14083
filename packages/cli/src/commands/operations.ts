import type { Command } from "commander";
import { resources } from "../generated/resources.ts";
import type { AddCommand } from "./index.ts";

/**
 * A command for each resource of the API, with a command for each operation. Its commands are added when it is
 * called: only then is the API version known, and reading the description takes some time.
 */
export const addOperations: AddCommand = (program, cli) => {
  const ids = new Map<Command, string>();
  for (const { id, name, description } of resources) {
    const command = program
      .command(name)
      .description(description)
      .helpGroup("Operations of the API:");
    ids.set(command, id);
  }
  // The one of the library would print a resource without its commands.
  program
    .helpCommand(false)
    .command("help", { hidden: true })
    .argument("[words...]")
    .action(async (words: string[]) => {
      await program.parseAsync([...words, "--help"], { from: "user" });
    });
  program.hook("preSubcommand", async (_, command) => {
    const id = ids.get(command);
    if (id === undefined) return;
    const { addResourceOf } = await import("../operations/resource-command.ts");
    await addResourceOf(command, id, cli);
  });
};
