import { CliError } from "../errors/cli-error.ts";
import { exitCodes } from "../errors/exit-codes.ts";
import { latest } from "../generated/clients.ts";
import type { Profile } from "../profiles/config-file.ts";
import { noProfile, Profiles } from "../profiles/profiles.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** The flags that say which workspace, and how. */
export interface ConnectionFlags {
  readonly profile?: string | undefined;
  readonly apiVersion?: string | undefined;
  readonly region?: string | undefined;
  readonly baseUrl?: string | undefined;
}

/** What a connection is made of. */
export interface ConnectionSettings {
  readonly token: string;
  /** Where the token is from, for messages: never the token. */
  readonly tokenFrom: string;
  readonly version: string;
  readonly region?: string | undefined;
  readonly baseUrl?: string | undefined;
}

/**
 * The settings that the flags, the environment and the profile give, in this order.
 *
 * A profile that --profile or INTERCOM_PROFILE names comes before INTERCOM_TOKEN, and INTERCOM_TOKEN before the
 * current profile. Settings of a profile apply with its own token only: another token is of another workspace.
 *
 * @throws {CliError} without a token, and for a profile that does not exist.
 */
export async function settingsFrom(
  flags: ConnectionFlags,
  terminal: Terminal,
): Promise<ConnectionSettings> {
  const { env } = terminal;
  const named = flags.profile ?? (env["INTERCOM_PROFILE"] || undefined);
  const token = env["INTERCOM_TOKEN"]?.trim();
  const version = flags.apiVersion ?? (env["INTERCOM_API_VERSION"] || undefined);
  if (named === undefined && token) {
    const address = addressFrom(flags, env);
    return { token, tokenFrom: "INTERCOM_TOKEN", version: version ?? latest, ...address };
  }
  const { name, profile } = await profileFrom(named, terminal);
  return {
    token: await tokenOf(name, terminal),
    tokenFrom: `the profile "${name}"`,
    version: version ?? profile.apiVersion ?? latest,
    ...addressFrom(flags, env, profile),
  };
}

/** A region and an address exclude each other: they are taken from the same place. */
export function addressFrom(
  flags: ConnectionFlags,
  env: Terminal["env"],
  profile: Partial<Profile> = {},
): Pick<ConnectionSettings, "region" | "baseUrl"> {
  const ofEnv = {
    region: env["INTERCOM_REGION"] || undefined,
    baseUrl: env["INTERCOM_BASE_URL"] || undefined,
  };
  const [from, found] = (
    [
      ["--region and --base-url", flags],
      ["INTERCOM_REGION and INTERCOM_BASE_URL", ofEnv],
      ["region and baseUrl of the profile", profile],
    ] as const
  ).find(([, { region, baseUrl }]) => region !== undefined || baseUrl !== undefined) ?? ["", {}];
  const { region, baseUrl } = found;
  if (region !== undefined && baseUrl !== undefined) {
    throw new CliError(`${from} exclude each other; give one of them`);
  }
  return { region, baseUrl };
}

interface NamedProfile {
  readonly name: string;
  readonly profile: Profile;
}

async function profileFrom(named: string | undefined, terminal: Terminal): Promise<NamedProfile> {
  const { current, profiles } = await new Profiles(terminal).read();
  const name = named ?? current;
  if (name === undefined) {
    const fix = "run `interkit login`, or set INTERCOM_TOKEN";
    throw new CliError(`There is no access token; ${fix}`, exitCodes.unauthorized);
  }
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (profile === undefined) throw noProfile(name, profiles);
  return { name, profile };
}

async function tokenOf(name: string, { keyring }: Terminal): Promise<string> {
  let token: string | undefined;
  try {
    token = await keyring.get(name);
  } catch (cause) {
    throw new CliError(
      `The keyring, which has the token of the profile "${name}", cannot be read; unlock it, or set INTERCOM_TOKEN`,
      exitCodes.unauthorized,
      { cause },
    );
  }
  if (token !== undefined) return token;
  throw new CliError(
    `The keyring has no token for the profile "${name}"; run \`interkit login --profile ${name}\``,
    exitCodes.unauthorized,
  );
}
