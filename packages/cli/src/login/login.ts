import type { Connection } from "../connection/connection.ts";
import { addressFrom } from "../connection/settings.ts";
import { CliError } from "../errors/cli-error.ts";
import { exitCodes } from "../errors/exit-codes.ts";
import { latest } from "../generated/clients.ts";
import type { Profile } from "../profiles/config-file.ts";
import { Profiles } from "../profiles/profiles.ts";
import type { Cli } from "../program/cli.ts";

const where = "Intercom's Developer Hub shows it under Configure > Authentication of your app";
/** More than any token: what is longer is another file. */
const maxLength = 10_000;

/**
 * Stores a token after Intercom accepted it.
 *
 * @throws {CliError} for a token that Intercom refuses, and without a keyring.
 */
export async function runLogin(cli: Cli): Promise<void> {
  const name = cli.flags().profile ?? "default";
  if (!/^[\w.-]{1,64}$/.test(name)) {
    throw new CliError(
      `"${name}" cannot be a profile; use up to 64 letters, digits, ".", "-", "_"`,
    );
  }
  const profiles = new Profiles(cli.terminal);
  // A broken file is found before the token is typed.
  await profiles.read();
  const address = addressFrom(cli.flags(), cli.terminal.env);
  const { connectWith } = await import("../connection/connect.ts");
  const token = await readToken(cli);
  const version = cli.flags().apiVersion ?? latest;
  const connection = await connectWith({ token, tokenFrom: "stdin", version, ...address });
  const workspace = await identify(cli, connection);
  const { region, baseUrl } = address;
  const profile: Profile = {
    ...(cli.flags().apiVersion === undefined ? undefined : { apiVersion: connection.version }),
    ...(region === undefined ? undefined : { region }),
    ...(baseUrl === undefined ? undefined : { baseUrl }),
    workspace,
  };
  await profiles.store(name, profile, token);
  if (cli.flags().json) return cli.output.json({ profile: name, ...profile });
  await cli.output.line(
    `Stored the token of ${workspace.name} (${workspace.id}) as the profile "${name}", which is the current one now.`,
  );
}

async function readToken({ terminal, output }: Cli): Promise<string> {
  if (output.canAsk) {
    output.note(`The access token: ${where}.`);
    return (await output.secret("Access token:", "pipe the token to stdin")).trim();
  }
  let text = "";
  for await (const chunk of terminal.stdin) {
    text += chunk;
    if (text.length > maxLength) throw new CliError("stdin is too long for an access token");
  }
  const token = text.trim();
  output.hide(token);
  if (token !== "") return token;
  throw new CliError('stdin has no access token; pipe it: `echo "$TOKEN" | interkit login`');
}

async function identify({ signal }: Cli, { intercom }: Connection): Promise<Profile["workspace"]> {
  const { ApiError } = await import("@interkit/client");
  try {
    const { app } = await intercom.admins.identify({ signal });
    if (app !== null) return { id: app.id_code, name: app.name };
  } catch (cause) {
    if (!(cause instanceof ApiError) || cause.status !== 401) throw cause;
    const fix = `copy it once more: ${where}`;
    throw new CliError(`${cause.message}; ${fix}`, exitCodes.unauthorized, { cause });
  }
  throw new CliError(
    "The token is of no workspace; use the token of an app",
    exitCodes.unauthorized,
  );
}
