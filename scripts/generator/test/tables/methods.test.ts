import { tablesFor } from "interkit-generator/tables/generate";
import { describe, expect, test } from "vitest";
import config from "../../../../openapi/generator.config.ts";
import { answer, body, bundleOf, file, json, query, ref, schemas, thing } from "./bundle.ts";

describe("a method's signature", () => {
  const signature = (route: string, operation: Parameters<typeof bundleOf>[1][string]): string => {
    const text = file(
      "2.9",
      bundleOf("2.9", { [route]: { operationId: "things.act", ...operation } }, schemas),
    );
    return (
      text
        .split("\n")
        .find((line) => line.startsWith("  act("))
        ?.trim() ?? ""
    );
  };

  test.each([
    [
      "path parameters in path order",
      "PUT /things/{thing_id}/parts/{part_id}",
      { requestBody: body("ThingRequest") },
      "act(thing_id: string, part_id: string, body: ThingRequest, options?: CallOptions): Call<Thing>;",
    ],
    [
      "a path parameter that may be a number",
      "GET /things/{thing_id}",
      {
        parameters: [
          { name: "thing_id", in: "path", required: true, schema: { type: ["string", "integer"] } },
        ],
      },
      "act(thing_id: string | number, options?: CallOptions): Call<Thing>;",
    ],
    [
      "a body that may be left out",
      "POST /things",
      { requestBody: body("ThingRequest", false) },
      "act(body?: ThingRequest, options?: CallOptions): Call<Thing>;",
    ],
    [
      "a query with something required",
      "GET /things",
      { parameters: [query("user_id", true)] },
      "act(query: ThingsActQuery, options?: CallOptions): Call<Thing>;",
    ],
    [
      "a query beside a body",
      "POST /things",
      { requestBody: body("ThingRequest"), parameters: [query("expand")] },
      "act(body: ThingRequest, options?: QueryOptions<ThingsActQuery>): Call<Thing>;",
    ],
    [
      "a required query beside a body",
      "POST /things",
      { requestBody: body("ThingRequest"), parameters: [query("app_id", true)] },
      "act(body: ThingRequest, options: RequiredQueryOptions<ThingsActQuery>): Call<Thing>;",
    ],
    [
      "an answer with nothing in it",
      "DELETE /things/{thing_id}",
      { responses: { "204": {} } },
      "act(thing_id: string, options?: CallOptions): Call<void>;",
    ],
    [
      "two good answers",
      "POST /things",
      { responses: { "200": json(ref("Thing")), "202": json(ref("ThingList")) } },
      "act(options?: CallOptions): Call<Thing | ThingList>;",
    ],
    [
      "text",
      "GET /things",
      { responses: { "200": { content: { "text/plain": { schema: { type: "string" } } } } } },
      "act(options?: CallOptions): Call<string>;",
    ],
    [
      "a list of named items",
      "GET /things",
      { "x-pagination": { style: "none", items: "data" }, responses: answer("ThingList") },
      "act(options?: ListOptions): LazyList<Thing, ThingList>;",
    ],
    [
      "a search",
      "POST /things",
      {
        "x-pagination": { style: "body-cursor", items: "data" },
        "x-search": {},
        parameters: [{ name: "q", in: "query", schema: { type: "string" } }],
        requestBody: { content: { "application/json": { schema: ref("ThingRequest") } } },
        responses: answer("ThingList"),
      },
      "act(body?: ThingRequest, options?: QueryOptions<ThingsActQuery, ListOptions>): SearchList<Thing, ThingList>;",
    ],
    [
      "an answer without a name",
      "GET /things",
      { responses: { "200": json({ type: "object" }) } },
      "act(options?: CallOptions): Call<ThingsActResponse>;",
    ],
  ])("names its types: %s", (_, route, operation, expected) => {
    expect(signature(route, operation)).toBe(expected);
  });

  test("refuses a schema with the name of something the client has itself", () => {
    const bundle = bundleOf(
      "2.9",
      { "GET /things": { operationId: "things.list" } },
      { ...schemas, Call: thing },
    );
    expect(() => tablesFor(config, [bundle])).toThrow(
      /the schema "Call" has a name that the client of 2\.9 uses/,
    );
  });
});

test("a method carries the prose of its operation", () => {
  const bundle = bundleOf(
    "2.9",
    {
      "GET /things/{thing_id}": {
        operationId: "things.get",
        summary: "Gets a thing.",
        description: "A comment cannot end early: */ stays inside.",
        externalDocs: { url: "https://developers.example.com/things" },
        deprecated: true,
      },
    },
    schemas,
  );
  expect(file("2.9", bundle)).toContain(`  /**
   * Gets a thing.
   *
   * A comment cannot end early: *\\/ stays inside.
   *
   * \`GET /things/{thing_id}\` · [Intercom's page](https://developers.example.com/things)
   *
   * @param thing_id The id of the thing.
   * @throws {ApiError}
   * @deprecated
   * @example await intercom.things.get("7");
   */
  get(`);
});

test("an example has values for parameters that have no example of their own", () => {
  const parameter = (name: string, where: string, type: string) => ({
    name,
    in: where,
    required: true,
    schema: { type },
  });
  const operation = {
    operationId: "things.get",
    parameters: [
      parameter("shelf_id", "path", "integer"),
      parameter("thing_id", "path", "string"),
      parameter("colour", "query", "string"),
    ],
  };
  const bundle = bundleOf("2.9", { "GET /shelves/{shelf_id}/{thing_id}": operation }, schemas);
  expect(file("2.9", bundle)).toContain(
    '@example await intercom.things.get(1, "thing_id", { colour: "colour" });',
  );
});

test("the same description makes the same files, whatever order its paths are in", () => {
  const operations = {
    "GET /a": { operationId: "things.a" },
    "GET /b": { operationId: "things.b" },
  };
  const turned = Object.fromEntries(Object.entries(operations).reverse());
  const table = (given: typeof operations) =>
    file("operation-table", bundleOf("2.9", given, schemas));
  expect(table(turned as typeof operations)).toBe(table(operations));
  expect(tablesFor(config, [bundleOf("2.9", operations, schemas)])).toEqual(
    tablesFor(config, [bundleOf("2.9", operations, schemas)]),
  );
});
