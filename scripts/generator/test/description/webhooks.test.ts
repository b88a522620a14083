import type { JsonObject } from "interkit-generator/description/source";
import { webhooksInterface } from "interkit-generator/types/webhooks";
import { expect, test } from "vitest";
import { boat, bundle, schemaOf } from "./boats.ts";

const root = `
x-notification: { envelope: Notice, responses: { "200": NoticeReceived } }
`;

const notices = `
webhooks:
  boat.launched:
    post: { summary: A boat was launched, x-item: { $ref: "#/components/schemas/LaunchedBoat" } }
  boat.sunk:
    x-versions: Preview
    post: { summary: A boat sank, x-item: { $ref: "#/components/schemas/Boat" } }
components:
  responses:
    NoticeReceived: { description: Thanks. }
  schemas:
    Notice: { type: object, properties: { topic: { type: string }, data: { type: object } } }
    LaunchedBoat:
      x-based-on: { schema: Boat, times: text, without: [berth] }
      description: A boat that was launched.
      properties: { crew: { type: integer } }
`;

const boats = boat(`
type: object
description: A boat.
required: [id, built_at, berth]
properties:
  id: { type: string }
  built_at: { type: [integer, "null"], format: unixtime, description: "When it was built, in Unix seconds.", examples: [1717000000] }
  berth: { type: [string, "null"] }
  keel: { type: string, x-versions: ">=2.11" }
`);

const bundles = () => bundle({ "boats.yaml": boats, "notices.yaml": notices }, "", root);

test("a webhook states its item, and its body is the envelope with topic and item", () => {
  const { webhooks } = bundles()["2.11"] as Record<string, JsonObject>;
  expect(webhooks).toEqual({
    "boat.launched": {
      post: {
        operationId: "webhooks.boat.launched",
        tags: ["Webhooks"],
        summary: "A boat was launched",
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: {
                allOf: [
                  { $ref: "#/components/schemas/Notice" },
                  {
                    type: "object",
                    required: ["topic", "data"],
                    properties: {
                      topic: { type: "string", enum: ["boat.launched"] },
                      data: {
                        type: "object",
                        required: ["item"],
                        properties: { item: { $ref: "#/components/schemas/LaunchedBoat" } },
                      },
                    },
                  },
                ],
              },
            },
          },
        },
        responses: { "200": { $ref: "#/components/responses/NoticeReceived" } },
      },
    },
  });
});

test("a webhook stands only in the versions of its range, and a version may have none", () => {
  expect(Object.keys(bundles()["Preview"]?.["webhooks"] ?? {})).toEqual([
    "boat.launched",
    "boat.sunk",
  ]);
  expect(bundle({ "boats.yaml": boats })["2.11"]).not.toHaveProperty("webhooks");
});

test("a schema that is based on another one has its properties, with times as text", () => {
  const of = bundles();
  expect(schemaOf(of["2.11"], "LaunchedBoat")).toEqual({
    type: "object",
    description: "A boat that was launched.",
    required: ["id", "built_at"],
    properties: {
      id: { type: "string" },
      built_at: {
        type: ["string", "null"],
        format: "date-time",
        description: "When it was built.",
        examples: ["2024-05-29T16:26:40.000Z"],
      },
      keel: { type: ["string", "null"] },
      crew: { type: ["integer", "null"] },
    },
  });
  expect(schemaOf(of["2.10"], "LaunchedBoat").properties).not.toHaveProperty("keel");
  expect(schemaOf(of["2.11"]).properties.built_at.type).toEqual(["integer", "null"]);
});

test.each([
  ["Ship", 'there is no schema "Ship"'],
  ["LaunchedBoat", '"LaunchedBoat" is based on another schema'],
])("a schema that is based on %s is refused", (name, mistake) => {
  const files = {
    "boats.yaml": boats,
    "notices.yaml": `${notices}    Other: { x-based-on: { schema: ${name} }, x-standalone: true }\n`,
  };
  expect(() => bundle(files, "", root)).toThrow(`resources/notices.yaml:17: ${mistake}`);
});

test("the types have the item of each topic", () => {
  const text = webhooksInterface(bundles()["Preview"] as JsonObject);
  expect(text).toContain('  /** A boat sank. */\n  "boat.sunk": Boat;');
  expect(text).toContain('  "boat.launched": LaunchedBoat;');
});
