import { apiError, ResponseError } from "@interkit/core";
import type { Page, Walk } from "./list.ts";
import type { ListProgress } from "./list-progress.ts";
import { readCounters } from "./next.ts";
import type { PageRequest } from "./styles.ts";
import { valueAt } from "./values.ts";

/** Requests one page, and finds its items. */
export async function fetchPage(
  walk: Walk,
  request: PageRequest,
  signal: AbortSignal,
  progress: ListProgress,
): Promise<Page<unknown>> {
  const { client, route, pagination, path, settings } = walk;
  const result = await client.request(route, {
    ...settings.call,
    signal,
    params: { path, query: request.query },
    body: request.body,
  });
  const { response } = result;
  if (result.error) throw apiError(route, result);
  const { totalCount } = readCounters(result.data);
  const found = valueAt(result.data, pagination.items);
  if (Array.isArray(found)) return { items: found, body: result.data, response, totalCount };
  if (found === null) progress.checkMissingItems(response, totalCount);
  if (found === null || (found === undefined && totalCount === 0)) {
    return { items: [], body: result.data, response, totalCount };
  }
  throw new ResponseError(`The response to ${route} has no list at "${pagination.items}"`, {
    response,
    problem: "list",
  });
}
