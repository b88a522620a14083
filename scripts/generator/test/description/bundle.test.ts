import { expect, test } from "vitest";
import { boat, bundle, schemaOf } from "./boats.ts";

test("a property stands only in the versions of its range", () => {
  const of = bundle({
    "boats.yaml": boat(`
type: object
required: [id, afloat]
properties:
  id: { type: string }
  afloat: { type: boolean, x-versions: ">=2.10 <Preview" }
`),
  });
  expect(Object.keys(schemaOf(of["2.9"]).properties)).toEqual(["id"]);
  expect(schemaOf(of["2.9"]).required).toEqual(["id"]);
  expect(Object.keys(schemaOf(of["2.10"]).properties)).toEqual(["id", "afloat"]);
  expect(schemaOf(of["2.11"]).required).toEqual(["id", "afloat"]);
  expect(Object.keys(schemaOf(of["Preview"]).properties)).toEqual(["id"]);
  expect(JSON.stringify(of)).not.toContain("x-versions");
});

test("a type that changes has a variant for each range", () => {
  const of = bundle({
    "boats.yaml": boat(`
type: object
required: [id]
properties:
  id:
    description: Which boat it is.
    x-variants:
      - { x-versions: "<2.11", type: integer }
      - { x-versions: ">=2.11", type: string }
`),
  });
  expect(schemaOf(of["2.10"]).properties.id).toEqual({
    description: "Which boat it is.",
    type: "integer",
  });
  expect(schemaOf(of["Preview"]).properties.id.type).toBe("string");
});

test("enums are open in responses, and closed where a single value distinguishes types", () => {
  const of = bundle({
    "boats.yaml": boat(`
type: object
properties:
  type: { type: string, enum: [boat] }
  rig: { type: [string, "null"], enum: [sloop, ketch, { value: yawl, x-versions: ">=2.11" }] }
`),
  });
  expect(schemaOf(of["2.11"]).properties).toEqual({
    type: { type: "string", enum: ["boat"] },
    rig: {
      anyOf: [{ type: "string", enum: ["sloop", "ketch", "yawl"] }, { type: ["string", "null"] }],
    },
  });
  expect(schemaOf(of["2.9"]).properties.rig.anyOf[0].enum).toEqual(["sloop", "ketch"]);
});

test("an example is composed for each version from those of the properties", () => {
  const of = bundle({
    "boats.yaml": boat(`
type: object
properties:
  id: { type: string, examples: ["7"] }
  keel: { type: string, examples: [fin], x-versions: Preview }
`),
  });
  const exampleIn = (version: string) =>
    // biome-ignore lint/suspicious/noExplicitAny: see above
    (of[version] as any).paths["/boats/{boat_id}"].get.responses[200].content["application/json"]
      .example;
  expect(exampleIn("2.11")).toEqual({ id: "7" });
  expect(exampleIn("Preview")).toEqual({ id: "7", keel: "fin" });
});

test.each([
  [
    "an unknown range",
    { "boats.yaml": boat('type: object\nx-versions: ">=2.99"') },
    /resources\/boats.yaml:18: unknown range ">=2.99": there is no API version 2.99; write comparisons with 2.9 … Preview/,
  ],
  [
    "an empty range",
    { "boats.yaml": boat('type: object\nx-versions: ">=2.11 <2.11"') },
    /boats.yaml:18: unknown range .*no API version is in it/,
  ],
  [
    "a dangling reference",
    { "boats.yaml": boat('properties:\n  flag: { $ref: "#/components/schemas/Flag" }') },
    /boats.yaml:20: dangling reference #\/components\/schemas\/Flag in 2.9; define it/,
  ],
  [
    "an example of another type",
    { "boats.yaml": boat("properties:\n  keel: { type: string, examples: [7] }") },
    /boats.yaml:20: the example 7 is not string; correct the example, or the type/,
  ],
  [
    "overlapping variants",
    {
      "boats.yaml": boat(
        'x-variants:\n  - { x-versions: "<=2.10", type: object }\n  - { x-versions: ">=2.10", type: array }',
      ),
    },
    /boats.yaml:21: overlapping variants "<=2.10" and ">=2.10"; narrow one/,
  ],
  [
    "a duplicated operationId",
    {
      "boats.yaml": boat("type: object"),
      "ships.yaml": boat("type: object")
        .replace("/boats/{boat_id}", "/ships/{boat_id}")
        .replace("    Boat:", "    Ship:"),
    },
    /ships.yaml:4: duplicated operationId "boats.get" \(GET \/boats\/{boat_id} has it too\); give GET \/ships/,
  ],
  [
    "a name that two files define",
    {
      "boats.yaml": boat("type: object"),
      "ships.yaml": boat("type: object").replace("boat_id}", "ship_id}"),
    },
    /ships.yaml:\d+: "Boat" is defined twice among the schemas; keep one of the two/,
  ],
  [
    "an extension that does not exist",
    { "boats.yaml": boat("type: object", "x-version: Preview") },
    /boats.yaml:4: unknown extension "x-version"; use one of x-item, x-based-on, x-without-errors/,
  ],
  [
    "an extension with a wrong value",
    { "boats.yaml": boat("type: object", "x-pagination: { style: pages, items: data }") },
    /boats.yaml:7: x-pagination\/style must be equal to one of .*; see x-pagination in openapi\/README/,
  ],
  [
    "an undeclared path parameter",
    { "boats.yaml": boat("type: object").replace("name: boat_id", "name: id") },
    /boats.yaml:4: {boat_id} of \/boats\/{boat_id} is not declared \(declared: id\); add the path parameter/,
  ],
])("%s is one line with file, line and fix", (_case, files, message) => {
  expect(() => bundle(files)).toThrow(message);
  try {
    bundle(files);
  } catch (error) {
    const lines = (error as Error).message.split("\n");
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^[\w/.]+:\d+: .+; .+$/);
  }
});
