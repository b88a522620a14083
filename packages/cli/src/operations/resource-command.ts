import type { Command } from "commander";
import { loadCatalog } from "../catalog/catalog.ts";
import { versionFrom } from "../connection/version.ts";
import { CliError } from "../errors/cli-error.ts";
import { clients } from "../generated/clients.ts";
import type { Cli } from "../program/cli.ts";
import { addResource } from "./tree.ts";

/**
 * Adds the operations of a resource in the API version of the command line.
 *
 * @throws {CliError} where the version does not have the resource.
 */
export async function addResourceOf(command: Command, resource: string, cli: Cli): Promise<void> {
  const version = await versionFrom(cli.flags(), cli.terminal);
  addResource(command, resource, loadCatalog(version), cli);
  if (command.commands.length > 0) return;
  const others = Object.keys(clients).filter((other) => hasResource(other, resource));
  throw new CliError(
    `API version ${version} has no "${command.name()}"; give --api-version with one of ${others.join(", ")}`,
  );
}

function hasResource(version: string, resource: string): boolean {
  return loadCatalog(version).operations.some(({ id }) => id.startsWith(`${resource}.`));
}
