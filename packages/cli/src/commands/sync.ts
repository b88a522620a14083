import { type Command, InvalidArgumentError, Option } from "commander";
import type { Cli } from "../program/cli.ts";
import { addExamples } from "../program/examples.ts";
import { stateOption } from "../state/state-option.ts";
import { addRemovalOptions, addSyncOptions, several } from "../sync/options.ts";
import type { ArticleFlags, ContentFlags } from "../sync/sync-folder.ts";
import type { AddCommand } from "./index.ts";

/** `interkit sync`: content at Intercom that is kept as a folder has it. */
export const addSync: AddCommand = (program, cli) => {
  const command = program
    .command("sync")
    .summary("keep content of Intercom as a folder of Markdown and HTML has it")
    .description("Keeps content of Intercom as a folder of Markdown and HTML has it.");
  addContent(command, cli);
  addArticles(command, cli);
};

const guards = `
A plan is printed that reads like a diff. In a terminal a question follows;
in a pipe it is applied at once. Removals of more than 20 pages, or of more
than a tenth, are held until they are approved, and everything else is written.
The second run has nothing to do.

Exit codes: 0 done, 1 some pages failed, 3 removals are held.`;

function addContent(command: Command, cli: Cli): void {
  const content = withFolder(command.command("content <folder>"))
    .summary("keep pages that Fin answers from as a folder has them")
    .description("Keeps pages that Fin answers from as a folder has them.")
    .requiredOption("--source <url>", "address or id of the content import source")
    .option("--url <url>", "address of the site that is made of the folder (that of --source)")
    .option("--locale <locale>", "language of the pages (en)")
    .option("--no-agent", "keep Fin from answering customers by them")
    .option("--no-copilot", "keep Copilot from using them")
    .option("--remove-unknown", "remove pages of the source from elsewhere, too")
    .addOption(stateOption(cli))
    .addHelpText("after", guards)
    .action(async (folder: string, flags: ContentFlags) => {
      const { syncContent } = await import("../sync/sync-folder.ts");
      await syncContent(cli, folder, flags);
    });
  addExamples(
    content,
    "interkit sync content docs --source https://docs.example.com --dry-run",
    "interkit sync content docs --source https://docs.example.com \\\n      --url https://docs.example.com/help",
  );
}

function addArticles(command: Command, cli: Cli): void {
  const articles = withFolder(command.command("articles <folder>"))
    .summary("keep articles of a help center as a folder has them")
    .description("Keeps articles of a help center as a folder has them.")
    .option("--url <url>", "address that relative links begin with")
    .option("--collection <name>", "name or id of their collection")
    .option("--author <id>", "id of the teammate who is their author", toId)
    .option("--draft", "write drafts, and publish nothing")
    .addOption(
      new Option("--removal <how>", "what becomes of an article whose file is gone").choices([
        ...["unpublish", "delete"],
      ]),
    )
    .option("--allow-same-titles", "without a state, write articles beside others of their titles")
    .requiredOption("--state <file>", "the file for the ids of the articles")
    .addHelpText(
      "after",
      `
Intercom has no place for the path of an article: the state file has the ids.
Keep it with the folder, since without it the articles are not found again.
${guards}`,
    )
    .action(async (folder: string, flags: ArticleFlags & { state: string }) => {
      const { syncArticles } = await import("../sync/sync-folder.ts");
      await syncArticles(cli, folder, flags);
    });
  addExamples(
    articles,
    "interkit sync articles help --state help.db --draft",
    "interkit sync articles help --state help.db --dry-run",
  );
}

function withFolder(command: Command): Command {
  return addRemovalOptions(addSyncOptions(command))
    .option("--include <pattern>", "only paths like it; may be repeated", several)
    .option("--exclude <pattern>", "no paths like it; may be repeated", several);
}

const toId = (text: string): number => {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It has to be a number.");
};
