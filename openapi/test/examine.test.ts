import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bundleOf, versions } from "../src/bundles.ts";
import { LIMITS } from "../src/constraints.ts";
import { examine } from "../src/examine.ts";
import { asObject, type Json, type JsonObject } from "../src/schemas.ts";

/** The JSON responses of a version that have an example. */
function listResponses(version: string): { place: string; schema: Json; example: Json }[] {
  return Object.entries(asObject(bundleOf(version)["paths"]) ?? {}).flatMap(([path, item]) =>
    Object.entries(asObject(item) ?? {}).flatMap(([method, operation]) =>
      Object.entries(asObject(asObject(operation)?.["responses"]) ?? {}).flatMap(
        ([status, node]) => {
          const media = asObject(asObject(asObject(node)?.["content"])?.["application/json"]);
          const { schema, example } = media ?? {};
          if (schema === undefined || example === undefined) return [];
          return [{ place: `${method} ${path} ${status}`, schema, example }];
        },
      ),
    ),
  );
}

/** Another validator for the same responses. */
function ajvOf(version: string) {
  // Most schemas validate few values: to optimize the code takes longer than to run it.
  const ajv = new Ajv2020({ strict: false, logger: false, code: { optimize: false } });
  formats.default(ajv, ["uuid", "date"]);
  ajv.addSchema({ ...bundleOf(version), $id: "bundle:" }, "bundle:");
  const compiled = new Map<Json, (value: Json) => boolean>();
  return (schema: Json, value: Json): boolean => {
    const text = () => JSON.stringify(schema).replaceAll('"#/', '"bundle:#/');
    const validate = compiled.get(schema) ?? ajv.compile<Json>(JSON.parse(text()));
    compiled.set(schema, validate);
    return validate(value);
  };
}

/** Every place in a value, as a path of keys. */
function placesIn(value: Json, at: string[] = []): string[][] {
  const inner = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return [at, ...inner.flatMap(([key, child]) => placesIn(child as Json, [...at, key]))];
}

/** A copy of the value with another value, or none, at a place. */
function changed(value: Json, at: readonly string[], to: Json | undefined): Json {
  if (at.length === 0) return to ?? null;
  const copy = structuredClone(value);
  let holder = copy as JsonObject;
  for (const step of at.slice(0, -1)) holder = holder[step] as JsonObject;
  const last = at.at(-1) as string;
  if (to !== undefined) holder[last] = to;
  else if (Array.isArray(holder)) (holder as Json[]).splice(Number(last), 1);
  else delete holder[last];
  return copy;
}

const json = fc.oneof(
  fc.constantFrom<Json | undefined>(undefined, null, true, 0, 1, 2.5, -1, "", "x", [], {}),
  fc.constantFrom<Json>(
    "open",
    "user",
    "list",
    [null],
    [1],
    ["x"],
    [{}],
    { id: "1" },
    { type: "x" },
  ),
  fc.jsonValue().map((value) => value as Json),
);

describe.each(["2.7", "2.11", "2.16", "Preview"])("in %s", (version) => {
  const ajv = ajvOf(version);
  const document = bundleOf(version);
  const responses = listResponses(version);

  test("no example has a contradiction", () => {
    for (const { schema, example, place } of responses) {
      expect(examine(document, schema, example, place).contradictions, place).toEqual([]);
    }
  });

  test("a response has a contradiction exactly when another validator refuses it", () => {
    const change = fc.record({
      response: fc.constantFrom(...responses),
      where: fc.nat(),
      to: json,
      again: fc.nat(),
      other: json,
    });
    fc.assert(
      fc.property(change, ({ response: { schema, example, place }, where, to, again, other }) => {
        let value = example;
        for (const [index, what] of [
          [where, to],
          [again, other],
        ] as const) {
          const places = placesIn(value);
          value = changed(value, places[index % places.length] as string[], what);
        }
        const { contradictions } = examine(document, schema, value, place);
        expect(contradictions.length === 0, place).toBe(ajv(schema, value));
      }),
      { numRuns: 400 },
    );
  });
});

test("every keyword in the schemas of the bundles is a checked limit or an annotation", () => {
  const known = new Set([
    ...LIMITS,
    ...["type", "properties", "required", "items", "additionalProperties", "$ref"],
    ...["anyOf", "oneOf", "allOf"],
    // Annotations: JSON Schema does not check the content of a text.
    ...["description", "examples", "default", "deprecated", "readOnly", "discriminator", "title"],
    ...["contentMediaType", "contentSchema"],
  ]);
  const unknown = new Set<string>();
  const visit = (node: Json | undefined, place: string): void => {
    for (const [keyword, value] of Object.entries(asObject(node) ?? {})) {
      if (!keyword.startsWith("x-") && !known.has(keyword)) unknown.add(`${place}: ${keyword}`);
      if (keyword === "properties") visitAll(asObject(value) ?? {}, place);
      if (["items", "additionalProperties"].includes(keyword)) visit(value, `${place}[]`);
      if (["anyOf", "oneOf", "allOf"].includes(keyword)) {
        for (const part of value as Json[]) visit(part, place);
      }
    }
  };
  const visitAll = (schemas: JsonObject, place: string): void => {
    for (const [name, schema] of Object.entries(schemas)) visit(schema, `${place}.${name}`);
  };
  for (const version of versions) {
    visitAll(asObject(asObject(bundleOf(version)["components"])?.["schemas"]) ?? {}, version);
  }
  expect([...unknown]).toEqual([]);
});
