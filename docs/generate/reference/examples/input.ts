import { asObject } from "../../../../openapi/src/schemas.ts";
import type { OperationInput } from "../../../../packages/cli/src/operations/call.ts";
import { type Names, renamed } from "../../../../packages/sandbox/test/support/requests/example.ts";
import type { ApiMethod } from "../model/api.ts";

type Values = Readonly<Record<string, unknown>>;

/** The arguments of an example call. */
export interface ExampleInput extends OperationInput {
  readonly path: readonly string[];
  readonly query?: Values | undefined;
  readonly body?: Values | undefined;
}

/** How many items the pages of examples have. */
const pageSize = 2;

/**
 * The arguments that the description has as examples: the path, the query parameters that are needed, and the
 * body. Lists have small pages.
 *
 * @param names The ids of a workspace by the ids of the examples.
 */
export function inputOf({ method, operation }: ApiMethod, names: Names): ExampleInput {
  const path = method.pathParameters.map(({ example }) => String(renamed(example, names)));
  const [first] = method.by;
  const needed = method.queryParameters.filter(
    ({ name, required }) => required && (!operation.selectedBy.includes(name) || name === first),
  );
  const query: Values = {
    ...Object.fromEntries(needed.map(({ name, example }) => [name, renamed(example, names)])),
    ...(takesPageSize(method.queryParameters) ? { per_page: pageSize } : {}),
  };
  return {
    path,
    query: Object.keys(query).length > 0 ? query : undefined,
    body: bodyOf({ method, operation }, names),
  };
}

const takesPageSize = (parameters: readonly { readonly name: string }[]): boolean =>
  parameters.some(({ name }) => name === "per_page");

function bodyOf(
  { method, operation }: Pick<ApiMethod, "method" | "operation">,
  names: Names,
): Values | undefined {
  const { body } = operation;
  if (body === undefined) return undefined;
  if (body.files.length > 0) return { [body.files[0] ?? ""]: catalog };
  const example = asObject(renamed(body.example, names) as never) ?? {};
  if (operation.search !== undefined) {
    return { ...example, pagination: { per_page: pageSize } };
  }
  return method.list?.style === "body-page" ? { ...example, per_page: pageSize } : example;
}

/** The only file that is uploaded. */
const catalog = JSON.stringify([{ id: "1", title: "Gear", url: "https://www.example.com/gear" }]);
