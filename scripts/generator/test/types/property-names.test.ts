import { expect, test } from "vitest";
import { prepare } from "../../src/types/prepare.ts";
import { toTypeScript } from "../../src/types/transform.ts";

const string = { type: "string" };

function documentWith(properties: object) {
  const schemas = { Boat: { type: "object", properties, required: Object.keys(properties) } };
  return { openapi: "3.1.0", info: {}, paths: {}, components: { schemas } } as never;
}

test.each([
  "example",
  "examples",
  "externalDocs",
  "format",
  "deprecated",
  "allOf",
  "anyOf",
  "x-deprecated",
])("a property may be named %s", (name) => {
  const text = toTypeScript(prepare(documentWith({ [name]: string })), new Set());
  expect(text).toMatch(new RegExp(`"?${name}"?: string;`));
});

test("an example of a property is left out of the types", () => {
  const text = toTypeScript(
    prepare(documentWith({ keel: { ...string, example: "fin" } })),
    new Set(),
  );
  expect(text).toContain("keel: string;");
  expect(text).not.toContain("fin");
});
