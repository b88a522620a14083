import { apiError, operationFacts, type Requester } from "@interkit/core";
import { type LazyList, walk } from "@interkit/pagination";
import { type MethodShape, readArguments, readShape } from "./arguments.ts";
import { type Call, createCall, type WithResponse } from "./call.ts";
import { createDownload } from "./download.ts";
import type { RouteRow, RouteTable } from "./route-table.ts";

/** A method without the types of its operation. */
type Method = (...args: readonly unknown[]) => Call<unknown> | LazyList<unknown>;

/** Methods and groups of methods, in the shape of their route table. */
export interface BoundMethods {
  [name: string]: Method | BoundMethods;
}

/**
 * Creates the methods of a route table. Each method sends its request with the client.
 *
 * @param absent Ids of the methods and groups of methods that the client's version does not have.
 */
export function bind(
  table: RouteTable,
  client: Requester,
  absent: ReadonlySet<string>,
  prefix = "",
): BoundMethods {
  const bound: BoundMethods = {};
  for (const [name, row] of Object.entries(table)) {
    const id = prefix + name;
    if (absent.has(id)) continue;
    bound[name] = isRow(row) ? createMethod(client, id, row) : bind(row, client, absent, `${id}.`);
  }
  return bound;
}

function isRow(row: RouteRow | RouteTable): row is RouteRow {
  return typeof row === "string" || Array.isArray(row);
}

function createMethod(client: Requester, id: string, row: RouteRow): Method {
  const [route, one] = typeof row === "string" ? [row] : row;
  const isList = !one && operationFacts(route)?.pagination !== undefined;
  const shape = readShape(id, route, isList);
  const method: Method = isList
    ? (...args) => {
        const { options, ...init } = readArguments(shape, args);
        return walk(client, route, init, options);
      }
    : returnsFile(route)
      ? (...args) => createDownload(send(client, shape, args) as Promise<WithResponse<FileStream>>)
      : (...args) => createCall(send(client, shape, args));
  // Consoles and stack traces show this name: [Function: contacts.list].
  return Object.defineProperty(method, "name", { value: id });
}

type FileStream = ReadableStream<Uint8Array> | undefined;

function returnsFile(route: string): boolean {
  return operationFacts(route)?.response === "stream";
}

/** An async function, so that an invalid argument rejects the call instead of throwing. */
async function send(
  client: Requester,
  shape: MethodShape,
  args: readonly unknown[],
): Promise<WithResponse<unknown>> {
  const { path, query, body, options } = readArguments(shape, args);
  const result = await client.request(shape.route, { ...options, params: { path, query }, body });
  if (result.error) throw apiError(shape.route, result);
  return { data: result.data, response: result.response };
}
