import type { Command } from "commander";
import { loadCatalog } from "../catalog/catalog.ts";
import { versionFrom } from "../connection/version.ts";
import { CliError } from "../errors/cli-error.ts";
import { clients } from "../generated/clients.ts";
import { resources } from "../generated/resources.ts";
import type { Cli } from "../program/cli.ts";
import { addResource } from "./tree.ts";

/**
 * Adds the operations of the resource that an incomplete command line names, so that they can be completed; none,
 * where its version cannot be known.
 */
export async function addResourceIn(
  program: Command,
  words: readonly string[],
  cli: Cli,
): Promise<void> {
  const first = words.slice(0, -1).find((word) => resources.some(({ name }) => name === word));
  const resource = resources.find(({ name }) => name === first);
  const command = program.commands.find((one) => one.name() === first);
  if (command === undefined || resource === undefined) return;
  try {
    const apiVersion = valueIn("--api-version", words);
    const profile = valueIn("--profile", words);
    const version = await versionFrom({ apiVersion, profile }, cli.terminal);
    addResource(command, resource.id, loadCatalog(version), cli);
  } catch {
    // Completion prints no errors: the command itself does.
  }
}

function valueIn(option: string, words: readonly string[]): string | undefined {
  const joined = words.find((word) => word.startsWith(`${option}=`));
  if (joined !== undefined) return joined.slice(option.length + 1);
  return words.includes(option) ? words[words.indexOf(option) + 1] : undefined;
}

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
