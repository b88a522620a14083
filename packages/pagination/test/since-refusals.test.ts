import { ConfigError } from "@interkit/core";
import { type SearchList, since, walk } from "@interkit/pagination";
import { describe, expect, test, vi } from "vitest";
import { aborted, all, api, failureOf } from "./support/api.ts";
import type { Item } from "./support/sync-workspace.ts";

describe("since refuses, before anything is sent,", () => {
  const { client, requests } = api(() => ({}));
  const query = { field: "role", operator: "=", value: "user" };
  const search = (body: object = { query }) =>
    walk(client, "POST /contacts/search", { body }) as unknown as SearchList<Item>;
  const other = { route: "POST /tickets/search", arguments: "", seen: {} };

  test.each([
    [
      "another order",
      search({ query, sort: { field: "updated_at", order: "descending" } }),
      {},
      'leave out "sort"',
    ],
    [
      "another field",
      search({ query, sort: { field: "name", order: "ascending" } }),
      {},
      'leave out "sort"',
    ],
    [
      "a cursor",
      search({ query, pagination: { starting_after: "x" } }),
      {},
      'leave out "starting_after"',
    ],
    ["a list", walk(client, "GET /contacts"), {}, "needs the list of a search"],
    ["a search in ranges", search().inRanges({ by: "created_at" }), {}, "as its method returns it"],
    ["another option", search(), { overlap: 1 }, 'may not have "overlap"'],
    [
      "an overlap without end",
      search(),
      { overlapMs: Number.POSITIVE_INFINITY },
      "must be a number",
    ],
    ["a negative overlap", search(), { overlapMs: -1 }, '"overlapMs" must be a number'],
    ["a budget of nothing", search(), { budgetMs: 0 }, '"budgetMs" must be a number'],
    ["an invalid date", search(), { from: new Date("x") }, '"from" must be a valid Date'],
    ["no state", search(), { state: { mark: 1 } }, "this is not its state"],
    ["the state of another search", search(), { state: other }, "is one of POST /tickets/search"],
    [
      "the state of another workspace",
      search(),
      { state: { ...other, route: "POST /contacts/search", workspace: "x" } },
      'leave "workspace" out of the state',
    ],
    [
      "the state of another query",
      search(),
      { state: { ...other, route: "POST /contacts/search" } },
      "another query",
    ],
  ])("%s", (_, list, options, message) => {
    const begin = () => since(list as SearchList<Item>, { state: null, ...(options as object) });
    expect(begin).toThrow(ConfigError);
    expect(begin).toThrow(message);
    expect(requests).toHaveLength(0);
  });

  test("a query without room for two more filters", () => {
    const list = search({ query: { operator: "AND", value: Array(14).fill(query) } });
    expect(() => since(list, { state: null })).toThrow("leave out filters");
  });
});

test("an abort of the caller ends a run at its first request", async () => {
  const controller = new AbortController();
  const { client, requests } = api(({ signal }) => aborted(signal));
  const options = { signal: controller.signal };
  const list = walk(client, "POST /contacts/search", {}, options) as SearchList<Item>;
  const failure = failureOf(all(since(list, { state: null })));
  await vi.waitFor(() => expect(requests).toHaveLength(1), { timeout: 60_000 });
  controller.abort();
  expect(await failure).toMatchObject({ name: "AbortError" });
});
