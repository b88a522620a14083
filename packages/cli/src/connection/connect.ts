import type { IntercomOptions, Region } from "@interkit/client";
import type { Intercom } from "@interkit/client/2.16";
import { loadCatalog } from "../catalog/catalog.ts";
import { CliError } from "../errors/cli-error.ts";
import { exitCodes } from "../errors/exit-codes.ts";
import type { Connection } from "./connection.ts";

/** What a connection is made of. */
export interface ConnectionSettings {
  readonly token: string;
  readonly tokenFrom: string;
  readonly version: string;
  readonly region?: string | undefined;
  readonly baseUrl?: string | undefined;
}

/** @throws {CliError} for an API version that does not exist. */
export async function connectWith(settings: ConnectionSettings): Promise<Connection> {
  const { token, tokenFrom, version, region, baseUrl } = settings;
  const create = await loadClient(version);
  const options: IntercomOptions = {
    token: () => token,
    ...(region === undefined ? undefined : { region: region as Region }),
    ...(baseUrl === undefined ? undefined : { baseUrl }),
    userAgent: "interkit-cli",
  };
  const intercom = create(options);
  return { intercom, version, options, tokenFrom, catalog: async () => loadCatalog(version) };
}

async function loadClient(version: string): Promise<(options: IntercomOptions) => Intercom> {
  try {
    return (await import(`@interkit/client/${version}`)).createIntercom;
  } catch (cause) {
    throw new CliError(`There is no API version "${version}"`, exitCodes.usage, { cause });
  }
}
