import {
  type BodyPart,
  ConfigError,
  type OperationAt,
  type OperationFacts,
  operationFacts,
  type ParamsOf,
  type Requester,
  type Typed,
} from "@interkit/core";
import { createList, createSearch, type LazyList, type SearchList } from "./list.ts";
import { BufferedScroll } from "./pages/buffered-scroll.ts";
import { checkListOptions, type ListOptions, optionNames } from "./pages/options.ts";
import { PageWalk } from "./pages/page-walk.ts";
import { isValues, type Values } from "./pages/values.ts";
import type { OpenList } from "./pages/walk.ts";
import { rememberWalk } from "./pages/walks.ts";
import { openRanges } from "./ranges/open-ranges.ts";

/** The parameters and the body of a list operation in a version's `paths`. */
export type ListInit<Operation> = ParamsOf<Operation> & BodyPart<Operation>;

type OperationOf<Paths, Route> = Route extends `${infer Verb} ${infer Path}`
  ? OperationAt<Paths, Path, Lowercase<Verb>>
  : never;

type ListArguments<Init> =
  Record<never, never> extends Init
    ? [init?: Init, options?: ListOptions]
    : [init: Init, options?: ListOptions];

type ItemOf<Row> = Row extends { item: infer Item } ? Item : never;
type BodyOf<Row> = Row extends { page: infer Body } ? Body : never;

/** The list of an operation: a search has a query in its body. */
type ListOf<Operation, Item, Body> =
  BodyPart<Operation> extends { body: infer Json }
    ? "query" extends keyof Json
      ? SearchList<Item, Body>
      : LazyList<Item, Body>
    : LazyList<Item, Body>;

/**
 * Returns the list of an operation, for every pagination style.
 *
 * `signal` and `headers` apply to every request, `timeoutMs` to each request on its own. A search sends
 * its `query` and `sort` with every page. Iterating throws an `ApiError` when the server refuses a page,
 * and a `ResponseError` with `problem: "list"` when a list continues without new items, or ends without
 * stating it while it counts more items than it returned.
 *
 * @throws {ConfigError} for an operation that returns no list, or arguments in the wrong place.
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
): ListOf<OperationOf<Paths, Route>, ItemOf<Lists[Route]>, BodyOf<Lists[Route]>> {
  const [init, options] = rest as [RouteListInit?, ListOptions?];
  // The types follow the description; the items are not validated at run time.
  return walk(client, route, init, options) as ListOf<
    OperationOf<Paths, Route>,
    ItemOf<Lists[Route]>,
    BodyOf<Lists[Route]>
  >;
}

/** The parameters and the body of a list operation, for generic code. */
export interface RouteListInit {
  /** The path parameters, by name. */
  readonly path?: Readonly<Record<string, unknown>> | undefined;
  /** The query parameters of the first page. */
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  /** The body of a search. */
  readonly body?: unknown;
  /** How the operation pages and its other facts, for an operation that this release does not have. */
  readonly facts?: OperationFacts | undefined;
}

/**
 * {@link paginate} without the types of an operation, for generic code that reads its routes from a table.
 *
 * @throws {ConfigError} for an operation that returns no list, or arguments in the wrong place.
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
  options: ListOptions = {},
): LazyList<unknown, unknown> {
  checkInit(route, init);
  return openList(client, route, init.facts ?? operationFacts(route), init, options);
}

/**
 * {@link walk} for a program that has the facts about its operations and passes those of this one: the table of
 * `operationFacts` is then not bundled.
 *
 * @throws {ConfigError} without facts of a list, or for arguments in the wrong place.
 *
 * @example
 * ```ts
 * import type { OperationFacts, Requester } from "@interkit/core";
 * import { walkWithFacts } from "@interkit/pagination";
 *
 * const facts: OperationFacts = { pagination: { style: "cursor", items: "data" } };
 *
 * export async function count(client: Requester): Promise<number> {
 *   let items = 0;
 *   for await (const page of walkWithFacts(client, "GET /contacts", { facts }).pages()) items += page.items.length;
 *   return items;
 * }
 * ```
 */
export function walkWithFacts(
  client: Requester,
  route: string,
  init: RouteListInit = {},
  options: ListOptions = {},
): LazyList<unknown, unknown> {
  checkInit(route, init);
  const { facts } = init;
  if (facts?.pagination === undefined) {
    throw new ConfigError(
      `${JSON.stringify(route)} needs the facts of a list in its init, as { facts: { pagination } }`,
    );
  }
  return openList(client, route, facts, init, options);
}

function openList(
  client: Requester,
  route: string,
  facts: OperationFacts | undefined,
  init: RouteListInit,
  options: ListOptions,
): LazyList<unknown, unknown> {
  if (facts?.pagination === undefined) {
    throw new ConfigError(`${JSON.stringify(route)} is not an operation that returns a list`);
  }
  const settings = checkListOptions(route, options);
  const path = checkValues(route, "path", init.path);
  const query = checkValues(route, "query", init.query);
  const { body } = init;
  const request = { query, body };
  const parameters = {
    client,
    route,
    facts,
    pagination: facts.pagination,
    path,
    request,
    settings,
  };
  const open: OpenList<unknown, unknown> = (limit, from) => {
    const pages = new PageWalk(parameters, limit, from);
    if (facts.pagination?.style !== "scroll") return pages;
    return new BufferedScroll(pages, limit, settings.prefetch > 0);
  };
  const isSearch = facts.pagination.style === "body-cursor";
  const list = isSearch
    ? createSearch(open, (ranges) => openRanges(parameters, ranges))
    : createList(open);
  return rememberWalk(list, parameters);
}

const initNames = ["path", "query", "body", "facts"];

/** An option in the wrong argument would be ignored silently. */
function checkInit(route: string, init: unknown): void {
  if (!isValues(init)) throw new ConfigError(`${route}: the init must be an object`);
  for (const name of Object.keys(init)) {
    if (initNames.includes(name)) continue;
    const hint = optionNames.includes(name)
      ? "pass it in the options, which are the next argument"
      : `it may have ${initNames.join(", ")}`;
    throw new ConfigError(`${route}: the init may not have "${name}"; ${hint}`);
  }
}

function checkValues(route: string, name: string, value: unknown): Values {
  if (value === undefined) return {};
  if (isValues(value)) return value;
  throw new ConfigError(`${route}: "${name}" must be an object`);
}
