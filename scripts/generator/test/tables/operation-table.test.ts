import { tablesFor } from "interkit-generator/tables/generate";
import { describe, expect, test } from "vitest";
import config from "../../../../openapi/generator.config.ts";
import { answer, body, bundleOf, file, query, schemas } from "./bundle.ts";

describe("the operation table", () => {
  test("has a row for each operation that deviates, and none for the others", () => {
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
      .filter((line) => /^[A-Z]+ \//.test(line));
    expect(rows).toEqual([
      'DELETE /things/{thing_id} {"input":"query"}',
      'GET /things {"pagination":{"style":"cursor","items":"data"}}',
      'POST /things/search {"safe":true}',
      'POST /things/{thing_id}/archive {"input":"none"}',
    ]);
  });

  test("states unusual forms of parameters and responses", () => {
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
      'GET /things/{thing_id}/file {"input":"query","comma":["ids"],"response":"stream"}',
    );
    expect(file("operation-table", bundle)).toContain(
      'GET /things/{thing_id}/text {"response":"text"}',
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
    expect(file("operation-table", older, newer)).toContain('{"input":"query"}');
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
    const files = tablesFor(config, [older, newer]);
    const text = (name: string) => files.find(({ path }) => path.endsWith(name))?.text;
    expect(text("/routes.ts")).toContain(
      'list GET /things {"pagination":{"style":"page","items":"data"},"input":"none"}\n',
    );
    expect(text("/routes.ts")).toContain("findByName GET /things\n");
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
    expect(() => tablesFor(config, [older, newer])).toThrow(
      /things\.list \(GET \/things\) has more than one x-pagination/,
    );
  });
});
