import { Argument } from "commander";
import { type Shell, shells } from "../completion/shells.ts";
import { addExamples } from "../program/examples.ts";
import type { AddCommand } from "./index.ts";

/** `interkit completion`, and `interkit complete`, which the scripts run. */
export const addCompletion: AddCommand = (program, cli) => {
  const completion = program
    .command("completion")
    .summary("print the script that completes commands in a shell")
    .description(
      "Prints the script that completes commands, options and their values in a shell.\n" +
        "Load it when the shell starts:\n\n" +
        '  bash        eval "$(interkit completion bash)"       in ~/.bashrc\n' +
        '  zsh         eval "$(interkit completion zsh)"        in ~/.zshrc, after compinit\n' +
        "  fish        interkit completion fish | source        in config.fish\n" +
        "  powershell  interkit completion powershell | Out-String | Invoke-Expression",
    )
    .addArgument(new Argument("<shell>", "shell that loads the script").choices(shells))
    .action(async (shell: Shell) => {
      const { printScript } = await import("../completion/scripts.ts");
      await printScript(shell, cli.output);
    });
  addExamples(completion, "interkit completion bash", "interkit completion zsh");
  program
    .command("complete", { hidden: true })
    .argument("[words...]")
    .action(async (words: string[]) => {
      const { addResourceIn } = await import("../operations/resource-command.ts");
      const { complete } = await import("../completion/complete.ts");
      await addResourceIn(program, words, cli);
      await complete(program, words, cli.terminal);
    });
};
