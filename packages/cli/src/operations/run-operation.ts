import { resolvePath } from "../arguments/path.ts";
import { TextSource } from "../arguments/text-source.ts";
import type { Catalog, Operation } from "../catalog/catalog.ts";
import { CliError } from "../errors/cli-error.ts";
import { exitCodes } from "../errors/exit-codes.ts";
import type { Cli } from "../program/cli.ts";
import type { Output } from "../terminal/output.ts";
import { callOperation } from "./call.ts";
import { columnsOf } from "./columns.ts";
import { fieldsOf } from "./fields.ts";
import { limitOf, withPageSize } from "./page-size.ts";
import { printList } from "./print-list.ts";
import { type NamedFile, printDownload, printValue } from "./print-value.ts";
import { type OperationFlags, readInput } from "./read-input.ts";
import { needsConfirmation, type PlannedRequest, plannedRequest } from "./request.ts";

/** The options of the command of an operation. */
export interface RunFlags extends OperationFlags {
  readonly limit?: string | undefined;
  readonly all?: boolean | undefined;
  readonly columns?: string | undefined;
  readonly out?: string | undefined;
  readonly dryRun?: boolean | undefined;
  readonly yes?: boolean | undefined;
}

/**
 * Runs an operation, and prints what it returns.
 *
 * @param path The path parameters.
 * @throws {CliError} for invalid arguments, before anything is sent.
 */
export async function runOperation(
  operation: Operation,
  { schemas }: Catalog,
  path: readonly string[],
  flags: RunFlags,
  cli: Cli,
): Promise<void> {
  const { output, terminal, signal } = cli;
  const asJson = cli.flags().json === true;
  const fields = fieldsOf(operation, schemas);
  const given = await readInput(operation, fields, path, flags, new TextSource(terminal, signal));
  const request = plannedRequest(operation, given);
  if (flags.dryRun === true) return output.json(request);
  const limit = limitOf(flags.limit, flags.all);
  const columns = asJson ? undefined : columnsOf(operation, schemas, flags.columns);
  refuseConflicts(operation, flags, asJson, output);
  if (needsConfirmation(operation) && flags.yes !== true) await confirm(operation, request, output);
  const input = operation.isList ? withPageSize(operation, fields, given, limit) : given;
  const file = fileOf(flags.out, terminal.cwd);
  const result = callOperation(await cli.connect(), operation, { ...input, options: { signal } });
  if (result.kind === "list") return printList(result.list, limit, columns, output);
  if (result.kind === "download") return printDownload(result.download, file, output);
  return printValue(await result.call, asJson, output);
}

/** @throws {CliError} for an empty path. */
function fileOf(name: string | undefined, cwd: string): NamedFile | undefined {
  return name === undefined ? undefined : { name, path: resolvePath(cwd, "--out", name) };
}

function refuseConflicts(
  { isDownload }: Operation,
  { columns, out }: RunFlags,
  asJson: boolean,
  output: Output,
): void {
  if (asJson && columns !== undefined) {
    throw new CliError(
      "--columns is for tables, and --json prints whole objects; give one of them",
    );
  }
  if (isDownload && out === undefined && output.isTerminal) {
    throw new CliError("the response is a file, which a terminal cannot show; give --out FILE");
  }
}

async function confirm(
  { summary }: Operation,
  { method, path }: PlannedRequest,
  output: Output,
): Promise<void> {
  const question = `${summary} ${method} ${path}: go on?`;
  if (await output.confirm(question, "give --yes to send it, or --dry-run to see what is sent"))
    return;
  throw new CliError("not confirmed: nothing was sent", exitCodes.failed);
}
