import { describe, expect, test } from "vitest";
import type { Bundle } from "../../../../scripts/description/bundle.ts";
import { tablesFor } from "../../../../scripts/tables/generate.ts";
import { answer, body, bundleOf, json, query, ref, thing, thingList } from "./bundle.ts";

const schemas = { Thing: thing, ThingList: thingList, ThingRequest: thing };

const file = (name: string, ...bundles: Bundle[]): string => {
  const found = tablesFor(bundles).find(({ path }) => path.endsWith(`/generated/${name}.ts`));
  if (!found) throw new Error(`no ${name}.ts`);
  return found.text;
};

describe("the operation table", () => {
  test("has a row for what deviates, and none for what goes without saying", () => {
    const bundle = bundleOf(
      "2.9",
      {
        "GET /things": {
          operationId: "things.list",
          "x-pagination": { style: "cursor", items: "data" },
          parameters: [query("per_page")],
          responses: answer("ThingList"),
        },
        "GET /things/{thing_id}": { operationId: "things.get" },
        "POST /things": { operationId: "things.create", requestBody: body("ThingRequest") },
        "POST /things/search": {
          operationId: "things.search",
          "x-safe": true,
          requestBody: body("ThingRequest"),
        },
        "POST /things/{thing_id}/archive": { operationId: "things.archive" },
        "DELETE /things/{thing_id}": { operationId: "things.delete", parameters: [query("force")] },
      },
      schemas,
    );
    const rows = file("operation-table", bundle)
      .split("\n")
      .filter((line) => line.startsWith("  "));
    expect(rows).toEqual([
      '  "DELETE /things/{thing_id}": { input: "query" },',
      '  "GET /things": { pagination: { style: "cursor", items: "data" } },',
      '  "POST /things/search": { safe: true },',
      '  "POST /things/{thing_id}/archive": { input: "none" },',
    ]);
  });

  test("says how parameters are spelt and answers are read where that is not usual", () => {
    const ids = { ...query("ids"), style: "form", explode: false };
    const bundle = bundleOf(
      "2.9",
      {
        "GET /things/{thing_id}/text": {
          operationId: "things.text",
          responses: { "200": { content: { "text/plain": { schema: { type: "string" } } } } },
        },
        "GET /things/{thing_id}/file": {
          operationId: "things.file",
          parameters: [{ ...ids, schema: { type: "array", items: { type: "integer" } } }],
          responses: { "200": { content: { "application/octet-stream": {} } } },
        },
      },
      schemas,
    );
    expect(file("operation-table", bundle)).toContain(
      '"GET /things/{thing_id}/file": { input: "query", comma: ["ids"], response: "stream" }',
    );
    expect(file("operation-table", bundle)).toContain(
      '"GET /things/{thing_id}/text": { response: "text" }',
    );
  });

  test("decides over all versions what an operation takes", () => {
    const get = { operationId: "things.get" };
    const older = bundleOf("2.9", { "GET /things/{thing_id}": get }, schemas);
    const newer = bundleOf(
      "2.10",
      { "GET /things/{thing_id}": { ...get, parameters: [query("expand")] } },
      schemas,
    );
    expect(file("operation-table", older, newer)).toContain('{ input: "query" }');
    expect(file("2.9", older, newer)).toContain(
      "get(thing_id: string, query?: NoInput, options?: CallOptions): Call<Thing>;",
    );
    expect(file("2.10", older, newer)).toContain(
      "get(thing_id: string, query?: ThingsGetQuery, options?: CallOptions): Call<Thing>;",
    );
  });

  test("lets one route be another operation in older versions", () => {
    const one = { operationId: "things.findByName", responses: answer("Thing") };
    const list = {
      operationId: "things.list",
      "x-pagination": { style: "page", items: "data" },
      responses: answer("ThingList"),
    };
    const older = bundleOf("2.9", { "GET /things": one }, schemas);
    const newer = bundleOf("2.10", { "GET /things": list }, schemas);
    const files = tablesFor([older, newer]);
    const text = (name: string) => files.find(({ path }) => path.endsWith(name))?.text;
    expect(text("/routes.ts")).toContain('list: "GET /things"');
    expect(text("/routes.ts")).toContain('findByName: ["GET /things", "one"]');
    expect(text("client/src/generated/2.9.ts")).toContain("Call<Thing>");
    expect(text("client/src/generated/2.10.ts")).toContain("List<Thing, ThingList>");
  });

  test("refuses versions that disagree about paging", () => {
    const list = (style: string) => ({
      operationId: "things.list",
      "x-pagination": { style, items: "data" },
      responses: answer("ThingList"),
    });
    const older = bundleOf("2.9", { "GET /things": list("page") }, schemas);
    const newer = bundleOf("2.10", { "GET /things": list("cursor") }, schemas);
    expect(() => tablesFor([older, newer])).toThrow(
      /things\.list \(GET \/things\) has more than one x-pagination/,
    );
  });
});

describe("the route tables", () => {
  test("nest methods as their ids say, all versions together", () => {
    const older = bundleOf(
      "2.9",
      { "GET /old/{old_id}": { operationId: "things.old.get" } },
      schemas,
    );
    const newer = bundleOf(
      "2.10",
      {
        "GET /things": { operationId: "things.list" },
        "GET /things/{thing_id}/parts": { operationId: "things.parts.list" },
      },
      schemas,
    );
    expect(file("routes", older, newer)).toContain(`export const things: RouteTable = {
  list: "GET /things",
  parts: {
    list: "GET /things/{thing_id}/parts",
  },
  old: {
    get: "GET /old/{old_id}",
  },
};`);
  });

  test("are left out of a version where it has nothing of them", () => {
    const older = bundleOf("2.9", { "GET /things": { operationId: "things.list" } }, schemas);
    const newer = bundleOf(
      "2.10",
      {
        "GET /things": { operationId: "things.list" },
        "POST /things": { operationId: "things.create" },
        "GET /parts": { operationId: "things.parts.list" },
        "GET /more": { operationId: "more.stuff.list" },
      },
      schemas,
    );
    expect(file("2.9", older, newer)).toContain('["things.create","things.parts","more"],');
    expect(file("2.10", older, newer)).toMatch(/createClient,\n {2}routes,\n\);/);
  });

  test.each([
    [
      "a method that is also a group",
      "things.parts",
      "things.parts.list",
      /"parts", which is already the method of GET \/a/,
    ],
    [
      "a group that is also a method",
      "things.parts.list",
      "things.parts",
      /"things\.parts" \(GET \/b\) is also a group/,
    ],
    [
      "one id for two routes",
      "things.list",
      "things.list",
      /things\.list .*has more than one route .*GET \/a.*GET \/b/,
    ],
    [
      "a name that would make a resource thenable",
      "things.get",
      "things.then",
      /"then" in the operationId "things\.then"/,
    ],
  ])("refuse %s", (_, first, second, message) => {
    const bundle = bundleOf(
      "2.9",
      { "GET /a": { operationId: first }, "GET /b": { operationId: second } },
      schemas,
    );
    expect(() => tablesFor([bundle])).toThrow(message);
  });
});

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
      "act(options?: CallOptions): List<Thing, ThingList>;",
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
    expect(() => tablesFor([bundle])).toThrow(
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
   * @deprecated
   */
  get(`);
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
  expect(tablesFor([bundleOf("2.9", operations, schemas)])).toEqual(
    tablesFor([bundleOf("2.9", operations, schemas)]),
  );
});
