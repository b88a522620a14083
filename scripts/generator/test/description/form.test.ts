import { expect, test } from "vitest";
import { boat, bundle } from "./boats.ts";

/** The lines of the error for one resource file. */
function mistakesOf(text: string, evidence = ""): string[] {
  try {
    bundle({ "boats.yaml": text }, evidence);
  } catch (error) {
    return (error as Error).message.split("\n");
  }
  return [];
}

const plain = boat("type: object\nproperties: { id: { type: string } }");

test.each([
  [
    "a keyword that is misspelt",
    boat("type: object\nrequierd: [id]"),
    20,
    /^unknown key "requierd" in a schema; use one of properties, items/,
  ],
  [
    "a property that is not below properties",
    boat("type: object\nproperties: { id: { type: string } }\nkeel: { type: string }"),
    21,
    /^unknown key "keel" in a schema; use one of/,
  ],
  [
    "null as in OpenAPI 3.0",
    boat("properties:\n  keel: { type: string, nullable: true }"),
    20,
    /^unknown key "nullable" in a schema; write the type as a list, such as type: \[string, "null"\]$/,
  ],
  [
    "an unknown key of a variant",
    boat('x-variants:\n  - { x-versions: "<=2.10", typ: object }'),
    20,
    /^unknown key "typ" in a schema/,
  ],
  [
    "an unknown type",
    boat("properties:\n  length: { type: float }"),
    20,
    /^unknown type "float"; use one of string, integer, number/,
  ],
  [
    "a required property that the schema does not have",
    boat("type: object\nrequired: [id, keel]\nproperties: { id: { type: string } }"),
    18,
    /^"keel" is required, but the schema has no such property; add the property/,
  ],
  [
    "a method that is misspelt",
    plain.replace("    get:", "    gte:"),
    4,
    /^unknown key "gte" in a path; use one of get, post, put, patch, delete$/,
  ],
  [
    "a path without a slash",
    plain.replace("  /boats/", "  boats/"),
    3,
    /^the path "boats\/{boat_id}" has no slash; begin it with "\/"$/,
  ],
  [
    "a parameter in no place",
    plain.replace("in: path", "in: headers"),
    9,
    /^the parameter "boat_id" is in "headers"; write in: path, or query, or header$/,
  ],
  [
    "a status that is none",
    plain.replace('"200"', '"2O0"'),
    4,
    /^"2O0" is no status of a response; write one such as "200"$/,
  ],
  [
    "an example that the enum does not have",
    boat("properties:\n  keel: { type: string, enum: [fin, long], examples: [short] }"),
    20,
    /^the example "short" is not in the enum; use one of fin, long$/,
  ],
  [
    "an undeclared tag",
    plain.replace("[Boats]", "[Ships]"),
    4,
    /^GET \/boats\/{boat_id} has the tag "Ships", which is not declared; add it to the tags of intercom.yaml, or use one of Boats$/,
  ],
])("%s is refused with file, line and fix", (_case, text, line, message) => {
  const mistakes = mistakesOf(text);
  const place = `resources/boats.yaml:${line}: `;
  const own = mistakes.filter((mistake) => mistake.startsWith(place));
  expect(own.map((mistake) => mistake.slice(place.length))).toContainEqual(
    expect.stringMatching(message),
  );
});

test("the parameters of a path are refused with where to write them", () => {
  const beside = plain.replace("    get:", "    parameters: []\n    get:");
  expect(mistakesOf(beside)).toEqual([
    'resources/boats.yaml:4: unknown key "parameters" in a path; write the parameters of a path in each of its operations',
  ]);
});

test("keys in examples, in default values and in names are not checked", () => {
  const schema = `
type: object
required: [nullable, "x-mark"]
properties:
  nullable: { type: object, examples: [{ colour: red }], default: { type: float } }
  "x-mark": { type: string, const: any }`;
  expect(mistakesOf(boat(schema)).filter((mistake) => /unknown/.test(mistake))).toEqual([]);
});

test("evidence for a version that does not exist is one line", () => {
  const evidence = `
- schema: Boat
  source: stated
  from: a test
  seen: "2026-05"
  versions: ">=3.0"
  properties: { id: string }
`;
  expect(mistakesOf(plain, evidence)).toEqual([
    'evidence/boats.yaml:2: unknown range ">=3.0": there is no API version 3.0; write a range of versions',
  ]);
});
