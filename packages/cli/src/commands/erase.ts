import type { EraseFlags } from "../erasures/run-erase.ts";
import { addExamples } from "../program/examples.ts";
import type { AddCommand } from "./index.ts";

const about = `
Every contact is deleted that has one of the identifiers, users and leads. It
may take Intercom up to seven days. Archived and blocked contacts are found by
--external-id and --email with --api-version 2.17 or preview only: the report
names what could not be looked for, and what stays.`;

/** `interkit erase`: deletes a person under data protection law. */
export const addErase: AddCommand = (program, cli) => {
  const command = program
    .command("erase")
    .summary("delete a person for good, as data protection law demands")
    .description("Deletes a person for good, as data protection law demands.")
    .option("--email <address>", "the address, whatever its case")
    .option("--external-id <id>", "your id of the person")
    .option("--id <id>", "Intercom's id of a contact")
    .option("--dry-run", "print what would be deleted, and delete nothing")
    .option("--yes", "delete without a question")
    .addHelpText("after", about)
    .action(async (flags: EraseFlags) => {
      const { runErase } = await import("../erasures/run-erase.ts");
      await runErase(cli, flags);
    });
  addExamples(
    command,
    "interkit erase --email ada@example.com --dry-run --api-version 2.17",
    "interkit erase --email ada@example.com --external-id 42 --yes",
  );
};
