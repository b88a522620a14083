import { clients } from "../generated/clients.ts";
import { checkVersion } from "./connect.ts";
import type { Connection } from "./connection.ts";

/**
 * A client that is recognised as one of its workspace, also with another token: what is made with it can be refused
 * for the client of another workspace.
 */
export async function keyedClient(
  { version, options }: Connection,
  workspace: string,
): Promise<Connection["intercom"]> {
  const { createIntercom } = await clients[checkVersion(version)]();
  return createIntercom({ ...options, rateLimit: { key: workspace } }) as Connection["intercom"];
}
