import { type Command, Option } from "commander";
import { several } from "../sync/options.ts";

/** Adds the options of a file of rows. */
export function addRowOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--format <format>", "its format, where the extension names none").choices([
        ...["csv", "jsonl"],
      ]),
    )
    .option("--delimiter <text>", "what separates the fields of CSV")
    .option("--map <column=field>", "what a column is at Intercom; repeatable", several)
    .option("--ignore <column>", "do not send a column; repeatable", several)
    .addOption(
      new Option("--empty <meaning>", "what an empty text does: omit or clear a field").choices([
        ...["omit", "clear"],
      ]),
    );
}

/** Adds the options of rows of contacts. */
export function addContactOptions(command: Command): Command {
  return addRowOptions(command)
    .addOption(
      new Option("--match-by <field>", "what a person is found by").choices([
        ...["external_id", "email"],
      ]),
    )
    .addOption(
      new Option("--role <role>", "with --match-by email, the role of rows without one").choices([
        ...["user", "lead"],
      ]),
    );
}
