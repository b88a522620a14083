import path from "node:path";
import type { JsonObject } from "interkit-generator/description/source";
import { expect, test } from "vitest";
import { asArray, asObject } from "../differences/json.ts";
import { readOfficial } from "../official/read.ts";
import { mutationKinds } from "./mutations.ts";
import { selfTest } from "./self-test.ts";

const harbour = readOfficial(path.join(import.meta.dirname, "support/harbour.yaml"));

/** A description with one operation of the harbour, and a part of its boat. */
const boat: JsonObject = {
  openapi: "3.1.0",
  info: { title: "Boats", version: "2.16" },
  paths: {
    "/boats/{boat_id}": {
      get: {
        parameters: [
          { name: "boat_id", in: "path", required: true, schema: { type: "string" } },
          { name: "sort", in: "query", schema: { type: "string" } },
        ],
        responses: {
          200: {
            description: "The boat.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Boat" } } },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Boat: {
        type: "object",
        properties: {
          id: { type: ["string", "integer"] },
          engine: { type: "object", properties: { kind: { type: "string" } } },
        },
      },
      // Used here under this name, for something else.
      Diesel: { type: "array", items: { type: "string" } },
    },
  },
};

/** The harbour, in which a mooring may be requested with less. */
const lenient = structuredClone(harbour);
const schemas = asObject(asObject(lenient["components"])?.["schemas"]);
asArray(asObject(schemas?.["new_mooring"])?.["anyOf"]).push({ required: ["boat"] });

test.each([
  ["a description of the same", harbour],
  ["a description of the same with a form that includes others", lenient],
  ["a description that lacks most of it", boat],
  ["a description of nothing", { openapi: "3.1.0", info: { title: "", version: "" }, paths: {} }],
])("every change of each kind to an official file is seen beside %s", (_, ours) => {
  const sights = selfTest(ours, harbour, { tries: 12, seed: 1 });
  expect(sights.map(({ kind }) => kind)).toEqual(mutationKinds.map(({ name }) => name));
  for (const { kind, tried, seen, idle, unseen } of sights) {
    expect({ kind, seen, idle, unseen }).toEqual({ kind, seen: tried, idle: 0, unseen: [] });
    expect(tried, kind).toBeGreaterThan(0);
  }
});
