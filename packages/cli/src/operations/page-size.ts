import type { Operation } from "../catalog/operation.ts";
import { CliError } from "../errors/cli-error.ts";
import type { OperationInput } from "./call.ts";
import type { Field } from "./fields.ts";

/** How many items are printed where neither `--limit` nor `--all` is given. */
export const defaultLimit = 50;

/** The size of pages where the description has no maximum: lists accept it. */
const usualMaximum = 50;
const searchMaximum = 150;

/** @throws {CliError} for a limit that is no whole number from 1, and with `--all`. */
export function limitOf(limit: string | undefined, all = false): number {
  if (limit === undefined) return all ? Number.POSITIVE_INFINITY : defaultLimit;
  if (all) throw new CliError("--limit and --all exclude each other; give one of them");
  const count = Number(limit);
  if (/^\d+$/.test(limit) && Number.isSafeInteger(count) && count > 0) return count;
  throw new CliError(`--limit needs a whole number from 1, and got ${JSON.stringify(limit)}`);
}

/** The input of a list with the largest pages, or with a page of the limit if that is smaller. */
export function withPageSize(
  operation: Operation,
  fields: readonly Field[],
  input: OperationInput,
  limit: number,
): OperationInput {
  if (operation.search !== undefined) return withSearchPages(input, limit);
  const field = fields.find(({ name }) => name === "per_page");
  if (field === undefined) return input;
  const { place } = field;
  const given = { ...(input[place] as Readonly<Record<string, unknown>> | undefined) };
  if (given["per_page"] !== undefined) return input;
  const parameter = operation.parameters.find(({ name }) => name === "per_page");
  const { maximum = usualMaximum } = parameter?.schema ?? {};
  const size = Math.min(Number(maximum), limit);
  return { ...input, [place]: { ...given, per_page: size } };
}

function withSearchPages(input: OperationInput, limit: number): OperationInput {
  const body = input.body as Readonly<Record<string, unknown>>;
  const pagination = (body["pagination"] ?? {}) as Readonly<Record<string, unknown>>;
  const size = pagination["per_page"] ?? Math.min(searchMaximum, limit);
  return { ...input, body: { ...body, pagination: { ...pagination, per_page: size } } };
}
