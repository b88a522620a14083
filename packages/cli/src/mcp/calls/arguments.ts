import type { OperationInput } from "../../operations/call.ts";
import { defaultMaxChars } from "../tools/input-schema.ts";
import type { OperationTool } from "../tools/tools.ts";

/** The arguments of a tool, sorted by what they are for. */
export interface ToolArguments extends Required<Pick<OperationInput, "path" | "query" | "body">> {
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly fields: readonly string[] | undefined;
  readonly maxChars: number;
}

type Values = Readonly<Record<string, unknown>>;

/** Sorts arguments that fit the schema of the tool. */
export function sortArguments({ operation, input }: OperationTool, given: Values): ToolArguments {
  const values = { ...given };
  const take = (name: string): unknown => {
    const value = values[name];
    delete values[name];
    return value;
  };
  const own = operation.isRead
    ? { fields: take("fields"), max_chars: take("max_chars") }
    : undefined;
  const paging = input.paging && { limit: take("limit"), cursor: take("cursor") };
  const inPath = operation.parameters.filter((one) => one.in === "path");
  const path = inPath.map(({ name }) => String(take(name)));
  const inQuery = operation.parameters.filter((one) => one.in === "query");
  const names = inQuery.map(({ name }) => name).filter((name) => Object.hasOwn(given, name));
  const query = Object.fromEntries(names.map((name) => [name, take(name)]));
  const { object, item } = defaultMaxChars;
  return {
    path,
    query,
    body: bodyOf(input.body, values),
    limit: (paging?.limit as number | undefined) ?? 20,
    cursor: paging?.cursor as string | undefined,
    fields: own?.fields as string[] | undefined,
    maxChars: (own?.max_chars as number | undefined) ?? (input.paging ? item : object),
  };
}

/** What is left of the arguments, when those of the path and the query are taken out. */
function bodyOf(kind: "fields" | "whole" | undefined, values: Values): unknown {
  if (kind === undefined) return undefined;
  return kind === "whole" ? values["body"] : values;
}
