import type { Connection } from "../connection/connection.ts";
import { CliError } from "../errors/cli-error.ts";

/**
 * The workspace of a connection as a word for file names: its id, and the host where that is not Intercom's, such as
 * a sandbox. It stays the same with a new token.
 *
 * @throws {ApiError} 401 for a token that is not valid.
 */
export async function workspaceOf(
  { intercom, options: { baseUrl } }: Connection,
  signal: AbortSignal,
): Promise<string> {
  const { app } = await intercom.admins.identify({ signal });
  const id = app?.id_code;
  if (!id) throw new CliError("Intercom returned no workspace for this token; use another token");
  const host = baseUrl === undefined ? "" : new URL(baseUrl).host;
  const isIntercom = host === "" || host.endsWith("intercom.io");
  return (isIntercom ? id : `${id}-${host}`).replaceAll(/[^\w.-]/g, "_");
}
