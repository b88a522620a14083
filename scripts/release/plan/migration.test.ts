import type { JsonObject } from "interkit-generator/description/source";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { migrationOf } from "./migration.ts";
import { planOf } from "./plan.ts";
import type { Side } from "./sides.ts";

const boats = `
openapi: 3.1.0
info: { title: Boats, version: "2.16" }
paths:
  /boats:
    get:
      operationId: boats.list
      x-pagination: { style: none, items: data }
      parameters: [{ name: rig, in: query, schema: { type: string, enum: [sloop, ketch] } }]
      responses: { "200": { content: { application/json: { schema: { type: object, properties: { data: { type: array, items: { $ref: "#/components/schemas/Boat" } } } } } } } }
  /boats/{boat_id}:
    put:
      operationId: boats.update
      parameters: [{ name: boat_id, in: path, required: true, schema: { type: string, examples: ["7"] } }]
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/BoatChange" }, example: { name: Ada } } } }
      responses: { "200": { content: { application/json: { schema: { $ref: "#/components/schemas/Boat" } } } } }
components:
  schemas:
    BoatChange: { type: object, properties: { name: { type: string }, keel: { type: string, enum: [fin, long] }, size: { type: integer } } }
    Boat: { type: object, required: [name], properties: { name: { type: string }, size: { type: integer }, owner: { type: object, properties: { email: { type: string } } } } }
`;

function sideOf(text: string): Side {
  const documents = new Map([["2.16", parse(text) as JsonObject]]);
  return { label: "boats", kind: "file", documents, folders: new Map(), removals: [] };
}

test.each([
  [
    "a method that moves",
    ["boats.update", "boats.change"],
    'await intercom.boats.update("7", { name: "Ada" });',
    'await intercom.boats.change("7", { name: "Ada" });',
  ],
  [
    "a path parameter with another name",
    [/boat_id/g, "id"],
    'await client.PUT("/boats/{boat_id}", { params: { path: { boat_id } }, body });',
    'await client.PUT("/boats/{id}", { params: { path: { id } }, body });',
  ],
  [
    "a body that becomes required",
    ["requestBody: {", "requestBody: { required: true,"],
    'await intercom.boats.update("7");',
    'await intercom.boats.update("7", { name: "Ada" });',
  ],
  [
    "a query parameter that is gone",
    [/\{ name: rig.*?\} \}/, ""],
    'for await (const item of intercom.boats.list({ rig: "sloop" })) console.log(item);',
    "for await (const item of intercom.boats.list()) console.log(item);",
  ],
  [
    "a property of a response that is gone",
    ["properties: { email: { type: string } }", "properties: {}"],
    "use(boat.owner?.email);",
    "// gone",
  ],
  [
    "a property of a response that can be null",
    [
      "Boat: { type: object, required: [name], properties: { name: { type: string }",
      'Boat: { type: object, required: [name], properties: { name: { type: [string, "null"] }',
    ],
    "use(boat.name);",
    "use(boat.name ?? fallback);",
  ],
  [
    "a value of a request that is gone",
    ["[fin, long]", "[fin]"],
    'const body: BoatChange = { ...rest, keel: "long" };',
    "const body: BoatChange = { ...rest, keel };",
  ],
  [
    "a property of a request that becomes required",
    ["BoatChange: { type: object,", "BoatChange: { type: object, required: [name],"],
    "const body: BoatChange = { ...rest };",
    "const body: BoatChange = { ...rest, name };",
  ],
  [
    "a property of a request with another type",
    ["[fin, long] }, size: { type: integer }", "[fin, long] }, size: { type: string }"],
    "const body: BoatChange = { ...rest, size: 1 };",
    'const body: BoatChange = { ...rest, size: "text" };',
  ],
])("%s has code before and after", (_what, [from, to], before, after) => {
  const plan = planOf(sideOf(boats), sideOf(boats.replace(from as string, to as string)));
  const found = plan.changes.map((change) => migrationOf(change, plan.calls));
  expect(found).toContainEqual({ before, after });
});
