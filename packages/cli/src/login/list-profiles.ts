import { CliError } from "../errors/cli-error.ts";
import { exitCodes } from "../errors/exit-codes.ts";
import { Profiles } from "../profiles/profiles.ts";
import type { Cli } from "../program/cli.ts";

/** Prints the stored profiles. */
export async function listProfiles({ terminal, output, flags }: Cli): Promise<void> {
  const { current, profiles } = await new Profiles(terminal).read();
  const rows = Object.entries(profiles).map(([name, profile]) => {
    return { name, isCurrent: name === current, ...profile };
  });
  if (flags().json) {
    for (const row of rows) await output.jsonLine(row);
    return;
  }
  if (rows.length === 0) output.note("No profile is stored; `interkit login` stores one.");
  await output.table(rows, [
    { title: "", value: ({ isCurrent }) => (isCurrent ? "*" : "") },
    { title: "profile", value: ({ name }) => name },
    { title: "workspace", value: ({ workspace }) => workspace.name },
    { title: "id", value: ({ workspace }) => workspace.id },
    { title: "version", value: ({ apiVersion }) => apiVersion },
    { title: "address", value: ({ region, baseUrl }) => region ?? baseUrl },
  ]);
}

/**
 * Prints the name of the current profile.
 *
 * @throws {CliError} where there is none.
 */
export async function printCurrent({ terminal, output }: Cli): Promise<void> {
  const { current } = await new Profiles(terminal).read();
  if (current === undefined) {
    throw new CliError("There is no current profile; run `interkit login`", exitCodes.failed);
  }
  await output.line(current);
}
