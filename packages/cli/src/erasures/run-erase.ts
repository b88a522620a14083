import { type ErasureReport, erase } from "@interkit/jobs/erase";
import { CliError } from "../errors/cli-error.ts";
import type { Cli } from "../program/cli.ts";
import { naming, withFlagNames } from "../work/flag-names.ts";

/** The options of `interkit erase`. */
export interface EraseFlags {
  readonly id?: string;
  readonly externalId?: string;
  readonly email?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** Deletes a person for good, after a question. */
export async function runErase(cli: Cli, flags: EraseFlags): Promise<void> {
  const { id, externalId: external_id, email, dryRun = false, yes = false } = flags;
  const person = { id, external_id, email };
  if (Object.values(person).every((value) => value === undefined)) {
    throw new CliError("nobody is named; give --email, --external-id or --id");
  }
  if (!dryRun && !yes && !cli.output.canAsk) {
    throw new CliError("erasing is final; --dry-run prints what is found, and --yes deletes it");
  }
  const { intercom } = await cli.connect();
  const { signal } = cli;
  if (dryRun || !yes) {
    const found = await naming(() => erase(intercom, person, { dryRun: true, signal }));
    if (dryRun) return print(cli, found);
    const count = found.contacts.length;
    const noun = count === 1 ? "contact" : "contacts";
    const question = `Delete ${count} ${noun} for good, with their conversations?`;
    if (!(await cli.output.confirm(question, "add --yes"))) {
      cli.output.note("Nothing was deleted.");
      return;
    }
  }
  await print(cli, await naming(() => erase(intercom, person, { signal })));
}

async function print({ flags, output }: Cli, report: ErasureReport): Promise<void> {
  if (flags().json) return output.json(report);
  await output.table(report.contacts, [
    { title: "id", value: ({ id }) => id },
    { title: "role", value: ({ role }) => role },
    { title: "found by", value: ({ foundBy }) => foundBy },
    { title: "state", value: ({ state }) => state },
    { title: "merged into", value: ({ mergedInto }) => mergedInto },
  ]);
  if (report.contacts.length === 0) output.note("No contact was found.");
  for (const { what, why } of report.notLookedFor) {
    output.note(`not looked for: ${what}. ${withFlagNames(why)}`);
  }
  for (const { what, why } of report.stays) output.note(`stays: ${what}. ${why}`);
}
