import { CliError } from "../errors/cli-error.ts";
import type { Connection } from "./connection.ts";

/**
 * Checks that the API version of a connection has an operation.
 *
 * @param what What needs it, such as `list tickets`.
 * @throws {CliError} for a version without it.
 */
export async function checkOperation(
  { catalog, version }: Connection,
  operation: string,
  what: string,
): Promise<void> {
  if ((await catalog()).operations.some(({ id }) => id === operation)) return;
  throw new CliError(`API version ${version} cannot ${what}; choose a newer --api-version`);
}
