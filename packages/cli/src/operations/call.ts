import type { Call, CallOptions, Download, LazyList } from "@interkit/client";
import type { Operation } from "../catalog/catalog.ts";
import { inputs } from "../generated/inputs.ts";
import { toForm } from "./form.ts";

/** The arguments of an operation, by their place in the request. */
export interface OperationInput {
  /** The path parameters, in the order of the path. */
  readonly path?: readonly string[] | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  /** Of an upload, an object with a text or a `Blob` for each field of the form. */
  readonly body?: unknown;
  readonly options?: CallOptions | undefined;
}

/** A call that was started, or a list, which sends nothing before it is read. */
export type OperationResult =
  | { readonly kind: "call"; readonly call: Call<unknown> }
  | { readonly kind: "list"; readonly list: LazyList<unknown> }
  | { readonly kind: "download"; readonly download: Download };

type Method = (...args: unknown[]) => unknown;

/**
 * Calls the method of an operation.
 *
 * @throws {ConfigError} for a list with invalid arguments; a call with invalid arguments rejects.
 */
export function callOperation(
  { intercom }: { readonly intercom: object },
  operation: Operation,
  input: OperationInput = {},
): OperationResult {
  const result = methodOf(intercom, operation.id)(...argumentsOf(operation, input));
  if (operation.isList) return { kind: "list", list: result as LazyList<unknown> };
  if (operation.isDownload) return { kind: "download", download: result as Download };
  return { kind: "call", call: result as Call<unknown> };
}

/** The client has a method at the place of each operation of its version, and types for each of them. */
function methodOf(intercom: object, id: string): Method {
  let place: unknown = intercom;
  for (const step of id.split(".")) place = (place as Readonly<Record<string, unknown>>)[step];
  return place as Method;
}

/** Path parameters, then one payload, then options, which have the query of a call with a body. */
function argumentsOf(operation: Operation, input: OperationInput): unknown[] {
  const { path = [], query, body, options = {} } = input;
  const files = operation.body?.files ?? [];
  const payload = files.length > 0 ? toForm(body, files) : body;
  switch (inputs[operation.id]) {
    case "none":
      return [...path, options];
    case "query":
      return [...path, query ?? {}, options];
    default:
      return [...path, payload, query === undefined ? options : { ...options, query }];
  }
}
