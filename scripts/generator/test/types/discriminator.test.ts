import { expect, test } from "vitest";
import { prepare } from "../../src/types/prepare.ts";
import { toTypeScript } from "../../src/types/transform.ts";

/** The types of a union whose members have `type` as given, without a mapping of its values. */
function typesOf(type: (value: string) => object): string {
  const member = (value: string) => ({
    type: "object",
    required: ["type"],
    properties: { type: type(value) },
  });
  const schemas = {
    Bulk: member("bulk"),
    Containers: member("containers"),
    Cargo: {
      oneOf: [{ $ref: "#/components/schemas/Bulk" }, { $ref: "#/components/schemas/Containers" }],
      discriminator: { propertyName: "type" },
    },
  };
  const document = { openapi: "3.1.0", info: {}, paths: {}, components: { schemas } } as never;
  return toTypeScript(prepare(document), new Set());
}

test.each([
  ["const", (value: string) => ({ type: "string", const: value })],
  ["an enum of one value", (value: string) => ({ type: "string", enum: [value] })],
])("a member of a union that states its discriminator by %s has that value", (_case, type) => {
  const types = typesOf(type);
  expect(types).toContain('type: "bulk";');
  expect(types).toContain('type: "containers";');
  expect(types).toContain("export type Cargo = Bulk | Containers;");
});

test("the names of schemas are the values of a discriminator that no member states", () => {
  expect(typesOf(() => ({ type: "string" }))).toContain('type: "Bulk";');
});
