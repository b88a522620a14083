import { describe, expect, test } from "vitest";
import { boat, bundle, schemaOf } from "./boats.ts";

/** Bundles a boat whose properties are all required. */
function required(properties: string, { evidence = "", paths = "" } = {}) {
  const names = [...properties.matchAll(/^(\w+):/gm)].map(([, name]) => name);
  const schema = `type: object\nrequired: [${names}]\nproperties:\n${properties.replace(/^/gm, "  ")}`;
  return bundle({ "boats.yaml": boat(schema), "more.yaml": paths || "{}" }, evidence);
}

const seen = (owner: string, versions = ">=2.9", more = "source: recorded, samples: 3") => `
- { schema: Boat, ${more}, from: a test, seen: "2026-05", versions: "${versions}",
    partial: true, properties: { owner: ${owner} } }
`;

describe("an answer always has, never null,", () => {
  test.each([
    ["what it is and which one", "type: { type: string, enum: [boat] }\nid: { type: string }"],
    ["its own key, where it has no id", "boat_id: { type: string }"],
    ["yes or no", "afloat: { type: boolean }"],
    ["its state", "state: { type: string }"],
    ["when it was made", "id: { type: string }\ncreated_at: { type: integer }"],
    ["the array of a list", "type: { const: boat.list }\nboats: { type: array, items: {} }"],
    ["what can be null", 'owner: { type: [string, "null"] }'],
  ])("%s", (_, properties) => {
    expect(schemaOf(required(properties)["2.11"]).required).not.toEqual([]);
  });

  test("what the evidence shows", () => {
    expect(() => required("owner: { type: string }", { evidence: seen("string") })).not.toThrow();
  });

  test("what was seen in another version, unless something else was seen as well", () => {
    const elsewhere = seen("string", "2.9");
    expect(() => required("owner: { type: string }", { evidence: elsewhere })).not.toThrow();
    const both = elsewhere + seen("string | null", "Preview");
    expect(() => required("owner: { type: string }", { evidence: both })).toThrow("Boat.owner");
  });

  test.each([
    ["string | absent", "absent in answers of Preview; take it out of `required`"],
    ["string | null", "null in answers of Preview; take it out of `required`, or let it be null"],
    ["string | null | absent", "absent and null in answers of Preview; take it out of `required`"],
  ])("a refusal names the evidence against it: %s", (seenAs, shown) => {
    const evidence = seen(seenAs, "Preview");
    const refused = () => required("owner: { type: string }", { evidence });
    const mistake = "Boat.owner is required and never null, but evidence/ has it";
    expect(refused).toThrow(new RegExp(`${mistake} ${shown}$`, "m"));
  });

  test("a refusal names a property that no complete recording has", () => {
    const evidence = seen("string", "Preview").replace("partial: true, ", "");
    const refused = () => required("keel: { type: string }\nowner: { type: string }", { evidence });
    expect(refused).toThrow("Boat.keel is required and never null, but evidence/ has it absent");
  });

  test("what a source without an observation gives a reason for", () => {
    const official = (says: string) => seen("string", ">=2.9", `source: official${says}`);
    expect(() => required("owner: { type: string }", { evidence: official("") })).toThrow();
    const reason = official(", says: Every boat that is sold has an owner.");
    expect(() => required("owner: { type: string }", { evidence: reason })).not.toThrow();
  });

  test("what a request has to say so that there is the thing", () => {
    const create = `
paths:
  /boats:
    post:
      operationId: boats.create
      tags: [Boats]
      requestBody:
        content: { application/json: { schema: { type: object, required: [name],
          properties: { name: { type: string }, rig: { type: string } } } } }
      responses: { "200": { description: The boat. } }
`;
    expect(() => required("name: { type: string }", { paths: create })).not.toThrow();
    expect(() => required("rig: { type: string }", { paths: create })).toThrow("Boat.rig");
  });
});

test.each([
  ["a time", "last_seen_at: { type: integer, format: unixtime }"],
  ["a count", "sail_count: { type: integer }"],
  ["a reference", "id: { type: string }\nowner_id: { type: string }"],
  ["a text", "name: { type: string }"],
  ["an object", "keel: { type: object }"],
  ["the time of something that is not stored", "created_at: { type: integer }"],
  ["an array that makes no list", "sails: { type: array, items: {} }"],
])("%s is refused without evidence, with its line", (_, properties) => {
  expect(() => required(properties)).toThrow(
    /^resources\/boats.yaml:\d+: Boat\.\w+ is required and never null, but nothing shows that it is always sent; take it out of `required`, or add an entry to evidence\/$/,
  );
});
