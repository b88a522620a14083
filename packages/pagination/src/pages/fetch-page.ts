import { apiError, ResponseError } from "@interkit/core";
import { readCounters } from "./next.ts";
import type { PageRequest } from "./styles.ts";
import { valueAt } from "./values.ts";
import type { Page, Walk } from "./walk.ts";

/** A page as it was received; `items` is null where the response has null in place of a list. */
export interface ReceivedPage extends Omit<Page<unknown>, "items" | "checkpoint"> {
  readonly items: readonly unknown[] | null;
}

/** Requests one page, and finds its items. */
export async function fetchPage(
  walk: Walk,
  request: PageRequest,
  signal: AbortSignal,
): Promise<ReceivedPage> {
  const { client, route, facts, pagination, path, settings } = walk;
  const result = await client.request(route, {
    ...settings.call,
    signal,
    params: { path, query: request.query },
    body: request.body,
    facts,
  });
  const { response } = result;
  if (result.error) throw apiError(route, result);
  const { totalCount } = readCounters(result.data);
  const found = valueAt(result.data, pagination.items);
  if (Array.isArray(found) || found === null) {
    return { items: found, body: result.data, response, totalCount };
  }
  if (found === undefined && totalCount === 0) {
    return { items: [], body: result.data, response, totalCount };
  }
  throw new ResponseError(`The response to ${route} has no list at "${pagination.items}"`, {
    response,
    problem: "list",
  });
}
