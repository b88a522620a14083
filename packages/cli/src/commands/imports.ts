import { type Command, Option } from "commander";
import { addContactOptions, addRowOptions } from "../imports/options.ts";
import type { ImportCompaniesFlags, ImportContactsFlags } from "../imports/run-import.ts";
import type { Cli } from "../program/cli.ts";
import { addExamples } from "../program/examples.ts";
import { stateOption } from "../state/state-option.ts";
import { addRemovalOptions, addSyncOptions } from "../sync/options.ts";
import type { AddCommand } from "./index.ts";

/** `interkit import`: contacts and companies that a file declares. */
export const addImport: AddCommand = (program, cli) => {
  const command = program
    .command("import")
    .summary("write contacts or companies that a file declares")
    .description("Writes contacts or companies that a file declares.");
  addContacts(command, cli);
  addCompanies(command, cli);
};

const about = `
Columns have the names of Intercom's fields, and custom_attributes.NAME for
attributes; --map names others. All rows are checked and compared with Intercom
first, and only what differs is sent. A file of millions of rows, or one with
rows that are wrong: \`interkit backfill\` sends each row as it is.`;

function addContacts(command: Command, cli: Cli): void {
  const contacts = addRemovalOptions(
    addSyncOptions(addContactOptions(command.command("contacts <file>"))),
  )
    .summary("write the contacts of a file of CSV or JSON lines")
    .description("Writes the contacts of a file of CSV or JSON lines.")
    .addOption(
      new Option("--removal <how>", "what becomes of a contact whose row is gone").choices([
        ...["never", "archive"],
      ]),
    )
    .addOption(stateOption(cli))
    .addHelpText("after", about)
    .action(async (file: string, flags: ImportContactsFlags) => {
      const { importContacts } = await import("../imports/run-import.ts");
      await importContacts(cli, file, flags);
    });
  addExamples(
    contacts,
    "interkit import contacts people.csv --dry-run",
    "interkit import contacts people.csv --match-by email --ignore notes",
  );
}

function addCompanies(command: Command, cli: Cli): void {
  const companies = addSyncOptions(addRowOptions(command.command("companies <file>")))
    .summary("write the companies of a file of CSV or JSON lines")
    .description("Writes the companies of a file of CSV or JSON lines.")
    .addOption(stateOption(cli))
    .addHelpText("after", about)
    .action(async (file: string, flags: ImportCompaniesFlags) => {
      const { importCompanies } = await import("../imports/run-import.ts");
      await importCompanies(cli, file, flags);
    });
  addExamples(
    companies,
    "interkit import companies customers.csv --dry-run",
    "interkit import companies customers.csv --map title=name",
  );
}
