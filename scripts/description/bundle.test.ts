import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { type Bundle, bundleAll } from "./bundle.ts";

const ROOT = `
openapi: 3.1.0
x-api-versions: ["2.9", "2.10", "2.11", Preview]
info: { title: Test, version: "" }
tags: [{ name: Boats }]
`;

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Bundles resource files given as text, and returns the bundles by version. */
function bundle(files: Record<string, string>): Record<string, Bundle["document"]> {
  const folder = mkdtempSync(path.join(tmpdir(), "description-"));
  folders.push(folder);
  mkdirSync(path.join(folder, "resources"));
  writeFileSync(path.join(folder, "intercom.yaml"), ROOT);
  const extensions = path.resolve(import.meta.dirname, "../../openapi/extensions.yaml");
  copyFileSync(extensions, path.join(folder, "extensions.yaml"));
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(path.join(folder, "resources", name), text);
  }
  return Object.fromEntries(bundleAll(folder).map(({ version, document }) => [version, document]));
}

/** A resource file with one operation that answers with `Boat`, whose schema is given. */
function boat(schema: string, operation = ""): string {
  return `
paths:
  /boats/{boat_id}:
    get:
      operationId: boats.get
      tags: [Boats]
${indent(operation, 6)}
      parameters:
        - { name: boat_id, in: path, required: true, schema: { type: string } }
      responses:
        "200":
          description: The boat.
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Boat" }
components:
  schemas:
    Boat:
${indent(schema, 6)}
`;
}

const indent = (text: string, by: number): string =>
  text.replace(/^(?=.)/gm, " ".repeat(by)).replace(/^\n/, "");

// biome-ignore lint/suspicious/noExplicitAny: the tests read into documents of their own making
const schemaOf = (document: any, name = "Boat"): any => document.components.schemas[name];

test("a property stands only in the versions of its range", () => {
  const of = bundle({
    "boats.yaml": boat(`
type: object
required: [id, keel]
properties:
  id: { type: string }
  keel: { type: string, x-versions: ">=2.10 <Preview" }
`),
  });
  expect(Object.keys(schemaOf(of["2.9"]).properties)).toEqual(["id"]);
  expect(schemaOf(of["2.9"]).required).toEqual(["id"]);
  expect(Object.keys(schemaOf(of["2.10"]).properties)).toEqual(["id", "keel"]);
  expect(schemaOf(of["2.11"]).required).toEqual(["id", "keel"]);
  expect(Object.keys(schemaOf(of["Preview"]).properties)).toEqual(["id"]);
  expect(JSON.stringify(of)).not.toContain("x-versions");
});

test("a type that changes has a variant for each range", () => {
  const of = bundle({
    "boats.yaml": boat(`
type: object
properties:
  owner_id:
    description: Who owns it.
    x-variants:
      - { x-versions: "<2.11", type: integer }
      - { x-versions: ">=2.11", type: string }
`),
  });
  expect(schemaOf(of["2.10"]).properties.owner_id).toEqual({
    description: "Who owns it.",
    type: "integer",
  });
  expect(schemaOf(of["Preview"]).properties.owner_id.type).toBe("string");
});

test("enums are open in answers, and closed where a single value tells types apart", () => {
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
    /boats.yaml:4: unknown extension "x-version"; use one of x-versions, x-variants/,
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
])("%s is one line with file, line and mend", (_case, files, message) => {
  expect(() => bundle(files)).toThrow(message);
  try {
    bundle(files);
  } catch (error) {
    const lines = (error as Error).message.split("\n");
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^[\w/.]+:\d+: .+; .+$/);
  }
});
