import { type Command, Option } from "commander";
import type { ExportKind } from "../exports/kinds.ts";
import type { ExportFlags } from "../exports/plan.ts";
import type { Cli } from "../program/cli.ts";
import { addExamples } from "../program/examples.ts";
import { stateOption } from "../state/state-option.ts";
import type { AddCommand } from "./index.ts";

const about = `
An export that was stopped or killed is continued by the same command. Until it
is complete, its file is called FILE.part.

Intercom's own export, \`interkit data-exports create\`, is something else: it
has the delivery statistics of outbound messages, and no conversations.`;

/** `interkit export`: files of what a workspace has. */
export const addExport: AddCommand = (program, cli) => {
  const command = program
    .command("export")
    .summary("write conversations, contacts, companies or tickets to a file")
    .description("Writes conversations, contacts, companies or tickets to a file.")
    .addHelpText("after", about);
  addConversations(command, cli);
  addKind(command, "contacts", cli);
  addKind(command, "companies", cli);
  addKind(command, "tickets", cli);
};

function addConversations(command: Command, cli: Cli): void {
  const conversations = withOptions(command.command("conversations"), cli)
    .summary("write conversations with their parts to a file")
    .description("Writes conversations with their parts to a file.")
    .option("--no-parts", "one row for a conversation, and no request for each")
    .addHelpText("after", conversationsHelp)
    .action((flags: ExportFlags) => run(cli, "conversations", flags));
  addExamples(
    conversations,
    "interkit export conversations --since 30d --to conversations.csv",
    "interkit export conversations --until 2026-02-01 --to before.parquet",
    "interkit export conversations --since 7d --by updated_at --to changed.jsonl",
  );
}

const conversationsHelp = `
A row of CSV and Parquet is one part; the first one of a conversation is the
message that it began with, of type "source". A line of JSON is a conversation
with all of its parts. Intercom returns the newest 500 parts of a conversation:
those with more are named at the end.`;

function addKind(command: Command, kind: "contacts" | "companies" | "tickets", cli: Cli): void {
  const { about, examples } = kinds[kind];
  const added = withOptions(command.command(kind), cli)
    .summary(`write ${kind} to a file`)
    .description(`Writes ${kind} to a file.`)
    .addHelpText("after", `\n${about}`)
    .action((flags: ExportFlags) => run(cli, kind, flags));
  addExamples(added, ...examples);
}

const kinds = {
  contacts: {
    about: "Users and leads, without archived and blocked ones.",
    examples: [
      "interkit export contacts --to contacts.csv",
      "interkit export contacts --since 7d --by updated_at --to people.jsonl",
      "interkit export contacts --columns email,custom_attributes.plan --to p.csv",
    ],
  },
  companies: {
    about: `All companies, also those without a contact. Intercom cannot continue a list of
companies, so that an export of them that was stopped begins anew.`,
    examples: [
      "interkit export companies --to companies.csv",
      "interkit export companies --columns company_id,name,plan --to plans.parquet",
    ],
  },
  tickets: {
    about: "Tickets with their attributes; lines of JSON have their parts, too.",
    examples: [
      "interkit export tickets --since 30d --to tickets.csv",
      "interkit export tickets --to tickets.jsonl",
    ],
  },
};

function withOptions(command: Command, cli: Cli): Command {
  return command
    .requiredOption("--to <file>", "the file: .csv, .jsonl or .parquet")
    .addOption(
      new Option("--format <format>", "its format, where the extension names none").choices([
        ...["csv", "jsonl", "parquet"],
      ]),
    )
    .option("--since <time>", "from this time on, such as 30d, 12h or 2026-11-01")
    .option("--until <time>", "before this time")
    .addOption(
      new Option("--by <time>", "the time that --since and --until are about")
        .choices(["created_at", "updated_at"])
        .default("created_at"),
    )
    .option("--columns <names>", "columns of csv and parquet, with commas", toNames)
    .option("--force", "replace the file if it exists")
    .option("--restart", "begin anew instead of continuing")
    .addOption(stateOption(cli));
}

const toNames = (text: string): string[] => text.split(",").map((name) => name.trim());

async function run(cli: Cli, kind: ExportKind, flags: ExportFlags): Promise<void> {
  const { runExport } = await import("../exports/run-export.ts");
  await runExport(cli, kind, flags);
}
