import type { Bundle } from "interkit-generator/description/bundle";
import type { JsonObject } from "interkit-generator/description/source";
import { contradictionsOf } from "interkit-generator/evidence/check";
import type { Entry, SchemaEntry } from "interkit-generator/evidence/ledger";
import { describe, expect, test } from "vitest";

/** Bundles of 2.15 and 2.16 that have these schemas, and one operation. */
function bundles(schemas: JsonObject): Bundle[] {
  return ["2.15", "2.16"].map((version) => ({
    version,
    document: {
      paths: { "/boats": { get: { operationId: "boats.list", responses: {} } } },
      components: { schemas },
    },
  }));
}

const BOAT: JsonObject = {
  type: "object",
  required: ["id"],
  properties: {
    id: { type: "string" },
    keel: { type: ["string", "null"], enum: ["fin", "full", null] },
    owner: { anyOf: [{ $ref: "#/components/schemas/Owner" }, { type: "null" }] },
    sails: { type: "array", items: { type: "object", properties: { area: { type: "number" } } } },
    crew: { type: "array", items: { type: "integer" } },
  },
};
const OWNER: JsonObject = { type: "object", properties: { name: { type: "string" } } };

function seen(properties: Record<string, string>, entry: Partial<SchemaEntry> = {}): Entry {
  return {
    schema: "Boat",
    source: "recorded",
    from: "a test",
    seen: "2026-05",
    versions: "2.16",
    samples: 1,
    properties,
    ...entry,
  };
}

const problems = (...entries: Entry[]) =>
  contradictionsOf(entries, bundles({ Boat: BOAT, Owner: OWNER }));

test("what the description admits contradicts nothing", () => {
  const whole = seen(
    {
      id: "string",
      keel: "string | null",
      owner: "object | null | absent",
      sails: "array",
      crew: "array",
      "crew[]": "integer",
    },
    { words: { keel: ["fin"] } },
  );
  const sail = seen({ area: "number | absent" }, { schema: "Boat.sails[]" });
  expect(problems(whole, sail, seen({ area: "integer" }, { schema: "Boat.sails[]" }))).toEqual([]);
  expect(problems(seen({ name: "string" }, { schema: "Boat.owner" }))).toEqual([]);
});

describe("a contradiction is reported:", () => {
  test.each([
    ["a null", { id: "string | null" }, {}, "Boat.id: null is not admitted"],
    ["another type", { id: "integer" }, {}, "Boat.id: integer is not admitted"],
    ["an absence", { id: "string | absent" }, {}, "Boat.id: absent is not admitted"],
    ["elements", { id: "string", "crew[]": "string" }, {}, "Boat.crew[]: string is not admitted"],
    ["a fraction", { id: "string", "crew[]": "number" }, {}, "Boat.crew[]: number is not admitted"],
    ["another key", { id: "string", mast: "string" }, {}, "Boat.mast: seen, but not declared"],
    ["a key never seen", { keel: "null" }, {}, "Boat.id: required, but in no object seen"],
    [
      "a word",
      { id: "string", keel: "string" },
      { words: { keel: ["bulb"] } },
      "Boat.keel: bulb is not admitted",
    ],
    ["a place", { a: "string" }, { schema: "Boat.mast" }, "Boat.mast: there is no such object"],
  ])("%s", (_, properties, entry, line) => {
    expect(problems(seen(properties as Record<string, string>, entry))).toEqual([
      `2.16 ${line} (recorded, 2026-05)`,
    ]);
  });

  test("an operation that is not there, in each version", () => {
    const says = "It returns 404.";
    const common = { source: "stated", from: "a test", seen: "2026", versions: ">=2.15" } as const;
    expect(problems({ operation: "boats.list", says, ...common })).toEqual([]);
    expect(problems({ operation: "boats.get", says, ...common })).toEqual([
      "2.15 boats.get: there is no such operation (stated, 2026)",
      "2.16 boats.get: there is no such operation (stated, 2026)",
    ]);
  });

  test("but no missing key, where the source may have left some out", () => {
    expect(problems(seen({ keel: "null" }, { partial: true }))).toEqual([]);
    expect(problems(seen({ keel: "null" }, { source: "stated" }))).toEqual([]);
  });
});

describe("a lower belief never overrides a higher one:", () => {
  const recorded = seen({ id: "string", crew: "array" });
  const official = seen({ crew: "array | null" }, { source: "official" });
  const stated = seen({ crew: "null" }, { source: "stated" });

  test("it yields where a higher one speaks of the property in the version", () => {
    expect(problems(official)).toEqual([
      "2.16 Boat.crew: null is not admitted (official, 2026-05)",
    ]);
    expect(problems(official, recorded)).toEqual([]);
    expect(problems(recorded, official)).toEqual([]);
  });

  test("it stands for the other versions, and for the other properties", () => {
    const older = seen({ id: "string", crew: "array" }, { versions: "2.15" });
    expect(problems(older, official)).toHaveLength(1);
    expect(problems(seen({ id: "string" }), official)).toHaveLength(1);
  });

  test("it revokes no observation of a higher one", () => {
    const narrow = seen({ id: "string" }, { source: "official" });
    const wide = seen({ id: "string | null" });
    expect(problems(narrow, wide)).toEqual([
      "2.16 Boat.id: null is not admitted (recorded, 2026-05)",
    ]);
  });

  test("two observations hold together", () => {
    expect(problems(recorded, stated)).toEqual([
      "2.16 Boat.crew: null is not admitted (stated, 2026-05)",
    ]);
  });
});
