import type { Hooks, IntercomOptions, Region } from "@interkit/client";
import { loadCatalog } from "../catalog/catalog.ts";
import { CliError } from "../errors/cli-error.ts";
import { type ClientVersion, clients } from "../generated/clients.ts";
import type { Connection } from "./connection.ts";
import type { ConnectionSettings } from "./settings.ts";

/**
 * Connects to a workspace; no request is sent.
 *
 * @throws {CliError} for an API version that does not exist.
 * @throws {ConfigError} for a token, a region or an address that cannot be one.
 */
export async function connectWith(
  settings: ConnectionSettings,
  hooks?: Hooks,
): Promise<Connection> {
  const { token, tokenFrom, region, baseUrl } = settings;
  const version = checkVersion(settings.version);
  const load = clients[version];
  const options: IntercomOptions = {
    token: () => token,
    ...(region === undefined ? undefined : { region: region as Region }),
    ...(baseUrl === undefined ? undefined : { baseUrl }),
    ...(hooks === undefined ? undefined : { hooks }),
    userAgent: "interkit-cli",
  };
  const { createIntercom } = await load();
  const intercom = createIntercom(options) as Connection["intercom"];
  return { intercom, version, options, tokenFrom, catalog: async () => loadCatalog(version) };
}

/**
 * The name of an API version, such as `2.16` or `preview`.
 *
 * @throws {CliError} for one that does not exist.
 */
export function checkVersion(version: string): ClientVersion {
  const name = version.toLowerCase();
  if (Object.hasOwn(clients, name)) return name as ClientVersion;
  const names = Object.keys(clients).join(", ");
  throw new CliError(`There is no API version "${version}"; the versions are ${names}`);
}
