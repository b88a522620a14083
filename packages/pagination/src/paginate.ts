import {
  type BodyPart,
  type CallOptions,
  ConfigError,
  callOptionNames,
  type OperationAt,
  operationTable,
  type Pagination,
  type ParamsOf,
  type Requester,
  type Typed,
} from "@interkit/core";
import { type LazyList, listOf, pagesOf } from "./list.ts";
import { isValues, type Values } from "./values.ts";

/** What a list is asked with, of an operation in a version's `paths`. */
export type ListInit<Operation> = ParamsOf<Operation> & BodyPart<Operation>;

type OperationOf<Paths, Route> = Route extends `${infer Verb} ${infer Path}`
  ? OperationAt<Paths, Path, Lowercase<Verb>>
  : never;

type ListArguments<Init> =
  Record<never, never> extends Init
    ? [init?: Init, options?: CallOptions]
    : [init: Init, options?: CallOptions];

type ItemOf<Row> = Row extends { item: infer Item } ? Item : never;
type BodyOf<Row> = Row extends { page: infer Body } ? Body : never;

/**
 * Gives the list behind an operation, whatever way it pages.
 *
 * `signal` and `headers` hold for every request, `timeoutMs` for each one. A search sends its `query`
 * and `sort` with every page. Iterating throws an `ApiError` when a page is refused, and a
 * `ResponseError` with `problem: "list"` when a list goes on without anything new, or ends without
 * saying so while it counts more items than it gave.
 *
 * @throws {ConfigError} for an operation that gives no list, or arguments in the wrong place.
 *
 * @example
 * ```ts
 * import { createClient } from "@interkit/core/2.16";
 * import { paginate } from "@interkit/pagination";
 *
 * const client = createClient({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * for await (const contact of paginate(client, "GET /contacts", { query: { per_page: 150 } })) {
 *   console.log(contact.id, contact.email);
 * }
 * ```
 */
export function paginate<Paths, Lists, Route extends keyof Lists & string>(
  client: Requester & Typed<Paths, Lists>,
  route: Route,
  ...rest: ListArguments<ListInit<OperationOf<Paths, Route>>>
): LazyList<ItemOf<Lists[Route]>, BodyOf<Lists[Route]>> {
  const [init, options] = rest as [RouteListInit?, CallOptions?];
  // What comes is what the description says comes; nothing is checked at run time.
  return walk(client, route, init, options) as LazyList<ItemOf<Lists[Route]>, BodyOf<Lists[Route]>>;
}

/** What a list is asked with by generic code. */
export interface RouteListInit {
  /** What is put into the path, by name. */
  readonly path?: Readonly<Record<string, unknown>> | undefined;
  /** What the first page is asked with. */
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  /** What a search looks for. */
  readonly body?: unknown;
  /** How the operation pages, for one that this release does not know yet. */
  readonly pagination?: Pagination | undefined;
}

/**
 * {@link paginate} without types of its own, for generic code that gets its routes from a table.
 *
 * @throws {ConfigError} for an operation that gives no list, or arguments in the wrong place.
 *
 * @example
 * ```ts
 * import type { Requester } from "@interkit/core";
 * import { walk } from "@interkit/pagination";
 *
 * export async function count(client: Requester, route: string): Promise<number> {
 *   let items = 0;
 *   for await (const page of walk(client, route).pages()) items += page.items.length;
 *   return items;
 * }
 * ```
 */
export function walk(
  client: Requester,
  route: string,
  init: RouteListInit = {},
  options: CallOptions = {},
): LazyList<unknown, unknown> {
  const pagination = init.pagination ?? operationTable[route]?.pagination;
  if (pagination === undefined) {
    throw new ConfigError(`${JSON.stringify(route)} is not an operation that gives a list`);
  }
  checkNames(route, "init", init, ["path", "query", "body", "pagination"]);
  checkNames(route, "options", options, callOptionNames);
  const path = checkValues(route, "path", init.path);
  const query = checkValues(route, "query", init.query);
  const { body } = init;
  return listOf(() => pagesOf({ client, route, pagination, path, ask: { query, body }, options }));
}

/** What stands in the wrong place would be ignored without a word. */
function checkNames(
  route: string,
  what: "init" | "options",
  given: unknown,
  names: readonly string[],
): void {
  if (!isValues(given)) throw new ConfigError(`${route}: the ${what} must be an object`);
  for (const name of Object.keys(given)) {
    if (names.includes(name)) continue;
    const isOption = (callOptionNames as readonly string[]).includes(name);
    const mend = isOption
      ? "give it in the options, which come after"
      : `what they take is ${names.join(", ")}`;
    throw new ConfigError(`${route}: the ${what} take no "${name}"; ${mend}`);
  }
}

function checkValues(route: string, name: string, value: unknown): Values {
  if (value === undefined) return {};
  if (isValues(value)) return value;
  throw new ConfigError(`${route}: "${name}" must be an object`);
}
