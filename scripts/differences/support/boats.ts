/** The root of a description of one operation, small enough to know all its facts. */
export const rootYaml = `openapi: 3.1.0
x-api-versions: ["2.15", "2.16", Preview]
info: { title: Boats, version: "" }
tags: [{ name: Boats }]
`;

/** Its operation and its schema `Boat`, to which lines of properties can be added. */
export const boatsYaml = (...properties: readonly string[]) => `
paths:
  /boats/{boat_id}:
    get:
      operationId: boats.get
      tags: [Boats]
      parameters:
        - { name: boat_id, in: path, required: true, schema: { type: string } }
        - { name: sort, in: query, schema: { type: string } }
      responses:
        "200":
          description: The boat.
          content: { application/json: { schema: { $ref: "#/components/schemas/Boat" } } }
components:
  schemas:
    Boat:
      type: object
      required: [id]
      properties:
        id: { type: string }
        owner: { type: [string, "null"] }
${[...properties, "keel: { type: string, x-versions: Preview }"].map((line) => `        ${line}`).join("\n")}
`;
