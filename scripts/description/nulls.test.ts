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
    expect(properties.keel.anyOf).toHaveLength(3);
  });

  test("is left alone where null says nothing, or takes the union apart", () => {
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
