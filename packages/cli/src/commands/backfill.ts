import type { BackfillFlags } from "../imports/backfill.ts";
import { addContactOptions } from "../imports/options.ts";
import { addExamples } from "../program/examples.ts";
import { stateOption } from "../state/state-option.ts";
import type { AddCommand } from "./index.ts";

const about = `
Each row is created, or updates the contact that has its external_id or email.
Rows are sent as they are read, however many there are; those that Intercom
refuses are kept and named at the end. A run that was stopped or killed is
continued by the same command. To compare with Intercom first, and to send
only what differs: \`interkit import contacts\`.

Exit codes: 0 done, 1 some rows failed.`;

/** `interkit backfill`: rows that are sent one by one. */
export const addBackfill: AddCommand = (program, cli) => {
  const command = program
    .command("backfill")
    .summary("send the rows of a large file")
    .description("Sends the rows of a large file.");
  const contacts = addContactOptions(command.command("contacts <file>"))
    .summary("send each row of a file of CSV or JSON lines as a contact")
    .description("Sends each row of a file of CSV or JSON lines as a contact.")
    .option("--dry-run", "read and check the rows, and send nothing")
    .option("--retry-failed", "send again what failed, and nothing else")
    .option("--restart", "begin anew instead of continuing")
    .addOption(stateOption(cli))
    .addHelpText("after", about)
    .action(async (file: string, flags: BackfillFlags) => {
      const { backfillContacts } = await import("../imports/backfill.ts");
      await backfillContacts(cli, file, flags);
    });
  addExamples(
    contacts,
    "interkit backfill contacts people.csv",
    "interkit backfill contacts people.csv --retry-failed",
  );
};
