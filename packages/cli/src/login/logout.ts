import { CliError } from "../errors/cli-error.ts";
import { Profiles } from "../profiles/profiles.ts";
import type { Cli } from "../program/cli.ts";

/**
 * Removes the named profile or the current one, with its token.
 *
 * @throws {CliError} where there is none.
 */
export async function runLogout({ terminal, output, flags }: Cli): Promise<void> {
  const profiles = new Profiles(terminal);
  const name =
    flags().profile ?? terminal.env["INTERCOM_PROFILE"] ?? (await profiles.read()).current;
  if (name === undefined) throw new CliError("There is no profile; give one with --profile");
  const isRemoved = await profiles.remove(name);
  if (!isRemoved) {
    output.warn(`The keyring cannot be written: the token of "${name}" may still be in it`);
  }
  output.note(
    `Removed the profile "${name}". Its token stays valid until it is revoked in Intercom's Developer Hub.`,
  );
}
