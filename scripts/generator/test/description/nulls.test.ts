import { describe, expect, test } from "vitest";
import { boat, bundle, schemaOf } from "./boats.ts";

describe("what an answer need not have", () => {
  const document = bundle({
    "boats.yaml": `${boat(`
type: object
properties:
  type: { type: string, enum: [boat] }
  name: { type: string }
  rig: { type: string, enum: [sloop, ketch] }
  owner: { $ref: "#/components/schemas/Owner", description: Whose it is. }
  builder: { allOf: [{ $ref: "#/components/schemas/Owner" }], description: Who built it. }
  keel: { anyOf: [{ type: string }, { type: integer }] }
  any: {}
`)}
    Owner: { type: object, required: [id], properties: { id: { type: string } } }
`,
  })["2.11"];
  const { properties } = schemaOf(document);

  test("may be null in it", () => {
    expect(properties.name).toEqual({ type: ["string", "null"] });
    expect(properties.rig.anyOf).toEqual([
      { type: "string", enum: ["sloop", "ketch"] },
      { type: ["string", "null"] },
    ]);
    expect(properties.owner).toEqual({
      description: "Whose it is.",
      anyOf: [{ $ref: "#/components/schemas/Owner" }, { type: "null" }],
    });
    expect(properties.builder.anyOf).toEqual(properties.owner.anyOf);
    expect(properties.keel.anyOf).toHaveLength(3);
  });

  test("stays as it is where null adds nothing, or would break a union", () => {
    expect(properties.any).toEqual({});
    expect(properties.type).toEqual({ type: "string", enum: ["boat"] });
    expect(schemaOf(document, "Owner").properties.id).toEqual({ type: "string" });
  });

  test("stays as a request wants it, where both share a schema", () => {
    const shared = boat("type: object\nproperties: { name: { type: string } }").replace(
      "      responses:",
      `      requestBody:
        content: { application/json: { schema: { $ref: "#/components/schemas/Boat" } } }
      responses:`,
    );
    const of = bundle({ "boats.yaml": shared.replace("get:", "put:") });
    expect(schemaOf(of["2.11"]).properties.name).toEqual({ type: "string" });
  });
});

test("a standalone schema stays without a reference, with what it refers to, as it is written", () => {
  const of = bundle({
    "boats.yaml": `${boat("type: object\nrequired: [id]\nproperties: { id: { type: string } }")}
    Launched:
      x-standalone: true
      x-versions: ">=2.10"
      type: object
      required: [at]
      properties: { at: { type: integer }, by: { $ref: "#/components/schemas/Person" } }
    Person: { type: object, properties: { name: { type: string } } }
    Unused: { type: object }
`,
  });
  expect(schemaOf(of["2.11"], "Launched").properties.by).toEqual({
    $ref: "#/components/schemas/Person",
  });
  expect(schemaOf(of["2.11"], "Person").properties.name).toEqual({ type: "string" });
  expect(schemaOf(of["2.11"], "Unused")).toBeUndefined();
  expect(schemaOf(of["2.9"], "Launched")).toBeUndefined();
  expect(schemaOf(of["2.9"], "Person")).toBeUndefined();
});

test("the enums of a standalone request stay closed, and those of other standalone schemas open", () => {
  const of = bundle({
    "boats.yaml": `${boat("type: object\nrequired: [id]\nproperties: { id: { type: string } }")}
    Launched: { x-standalone: true, type: object, properties: { keel: { enum: [fin, long] } } }
    Launch: { x-standalone: request, allOf: [{ $ref: "#/components/schemas/Rig" }] }
    Rig: { type: object, properties: { sail: { type: string, enum: [square, lateen] } } }
`,
  });
  expect(schemaOf(of["2.11"], "Launched").properties.keel).toHaveProperty("anyOf");
  expect(schemaOf(of["2.11"], "Rig").properties.sail).toEqual({
    type: "string",
    enum: ["square", "lateen"],
  });
});
