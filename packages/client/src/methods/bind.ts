import { apiError, operationTable, type Requester } from "@interkit/core";
import { type LazyList, walk } from "@interkit/pagination";
import { readArguments, type Shape, shapeOf } from "./arguments.ts";
import { type Call, callOf, type WithResponse } from "./call.ts";
import { downloadOf } from "./download.ts";
import type { RouteRow, RouteTable } from "./route-table.ts";

/** A method before the compiler knows its types. */
type Method = (...given: readonly unknown[]) => Call<unknown> | LazyList<unknown>;

/** Methods and groups of methods, in the shape of their route table. */
export interface Bound {
  [name: string]: Method | Bound;
}

/**
 * Turns a route table into methods that call a client. The one place where methods come from.
 *
 * @param absent Places of methods and groups that the client's version does not have.
 */
export function bind(
  table: RouteTable,
  client: Requester,
  absent: ReadonlySet<string>,
  place = "",
): Bound {
  const bound: Bound = {};
  for (const [name, row] of Object.entries(table)) {
    const id = place + name;
    if (absent.has(id)) continue;
    bound[name] = isRow(row) ? methodOf(client, id, row) : bind(row, client, absent, `${id}.`);
  }
  return bound;
}

function isRow(row: RouteRow | RouteTable): row is RouteRow {
  return typeof row === "string" || Array.isArray(row);
}

function methodOf(client: Requester, id: string, row: RouteRow): Method {
  const [route, one] = typeof row === "string" ? [row] : row;
  const shape = shapeOf(id, route);
  const method: Method =
    !one && operationTable[route]?.pagination
      ? (...given) => {
          const { options, ...init } = readArguments(shape, given);
          return walk(client, route, init, options);
        }
      : isFile(route)
        ? (...given) => downloadOf(send(client, shape, given) as Promise<WithResponse<File>>)
        : (...given) => callOf(send(client, shape, given));
  // Shown by a console and in stack traces: [Function: contacts.list].
  return Object.defineProperty(method, "name", { value: id });
}

type File = ReadableStream<Uint8Array> | undefined;

function isFile(route: string): boolean {
  return operationTable[route]?.response === "stream";
}

/** Asynchronous from its first line on: a wrong argument rejects, as everything else that fails. */
async function send(
  client: Requester,
  shape: Shape,
  given: readonly unknown[],
): Promise<WithResponse<unknown>> {
  const { path, query, body, options } = readArguments(shape, given);
  const result = await client.request(shape.route, { ...options, params: { path, query }, body });
  if (result.error) throw apiError(shape.route, result);
  return { data: result.data, response: result.response };
}
