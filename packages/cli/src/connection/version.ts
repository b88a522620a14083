import { latest } from "../generated/clients.ts";
import { configPath, readConfig } from "../profiles/config-file.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { checkVersion } from "./connect.ts";
import type { ConnectionFlags } from "./settings.ts";

/**
 * The API version that a connection would have: unlike a connection, it needs no token, so that help can be printed
 * without one.
 *
 * @throws {CliError} for a version that does not exist.
 */
export async function versionFrom(
  { profile: named, apiVersion }: ConnectionFlags,
  { env }: Pick<Terminal, "env">,
): Promise<string> {
  const given = apiVersion ?? (env["INTERCOM_API_VERSION"] || undefined);
  if (given !== undefined) return checkVersion(given);
  const profile = named ?? (env["INTERCOM_PROFILE"] || undefined);
  if (profile === undefined && env["INTERCOM_TOKEN"]?.trim()) return latest;
  const { current, profiles } = await readConfig(configPath(env));
  const name = profile ?? current ?? "";
  const found = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  return checkVersion(found?.apiVersion ?? latest);
}
