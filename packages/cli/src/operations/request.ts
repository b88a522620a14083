import type { Operation } from "../catalog/operation.ts";
import { CliError } from "../errors/cli-error.ts";
import type { OperationInput } from "./call.ts";

/** What would be sent, for `--dry-run`: without the token. */
export interface PlannedRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: unknown;
  readonly body?: unknown;
}

/** @throws {CliError} for a path parameter that would lead to another route. */
export function plannedRequest(operation: Operation, input: OperationInput): PlannedRequest {
  const { path = [], query, body } = input;
  const [method = "", route = ""] = operation.route.split(" ");
  const values = [...path];
  return {
    method,
    path: route.replace(/\{(\w+)\}/g, (_, name: string) => segmentOf(name, values.shift())),
    ...(query === undefined ? {} : { query }),
    ...(body === undefined ? {} : { body: withoutFiles(body) }),
  };
}

function segmentOf(name: string, value = ""): string {
  if (!["", ".", ".."].includes(value.trim())) return encodeURIComponent(value);
  throw new CliError(`${name} is ${JSON.stringify(value)}; give the id`);
}

/** A file of an upload is shown as its name and size. */
function withoutFiles(body: unknown): unknown {
  const entries = Object.entries(body as object).map(([name, value]) => [
    name,
    value instanceof File ? `${value.name} (${value.size} bytes)` : value,
  ]);
  return Object.fromEntries(entries);
}

/** Whether a person has to confirm it: it cannot be undone, or changes many objects. */
export function needsConfirmation({ id, isRead }: Operation): boolean {
  return !isRead && /(^|\.)(delete\w*|archive|merge|block|redact)$|\.bulk(Actions)?\./.test(id);
}
