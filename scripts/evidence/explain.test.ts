import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Bundle } from "interkit-generator/description/bundle";
import type { JsonObject } from "interkit-generator/description/source";
import type { Entry } from "interkit-generator/evidence/ledger";
import { afterAll, expect, test } from "vitest";
import { Coverage } from "../drift/coverage.ts";
import { explain, type Knowledge, UnknownPlaceError } from "./explain.ts";

function bundle(version: string, boat: JsonObject): Bundle {
  const content = { "application/json": { schema: { $ref: "#/components/schemas/Boat" } } };
  const get = { operationId: "boats.get", responses: { "200": { description: "x", content } } };
  const Owner = { type: "object", properties: { name: { type: "string" } } };
  return {
    version,
    document: { paths: { "/boats/{id}": { get } }, components: { schemas: { Boat: boat, Owner } } },
  };
}

const owner = { anyOf: [{ $ref: "#/components/schemas/Owner" }, { type: "null" }] };
const keel = { type: ["string", "null"], enum: ["fin", "full", null] };
const older = { type: "object", required: ["id"], properties: { id: { type: "integer" }, owner } };
const newer = {
  type: "object",
  required: ["id"],
  properties: { id: { type: "string" }, owner, keel },
};

const common = { from: "a test", seen: "2026-05", schema: "Boat" };
const ledger: Entry[] = [
  {
    ...common,
    source: "recorded",
    versions: "2.16",
    samples: 3,
    properties: { id: "string", owner: "null", "owner[]": "null" },
  },
  {
    ...common,
    source: "stated",
    versions: ">=2.15",
    properties: { owner: "object", keel: "string" },
    words: { keel: ["fin"] },
  },
  {
    ...common,
    source: "official",
    versions: "2.15",
    says: "Some boats\n  have no id.",
    properties: {},
  },
  {
    from: "a test",
    seen: "2026",
    operation: "boats.get",
    source: "stated",
    versions: ">=2.15",
    says: "It may return 404.",
  },
];
const reason = {
  versions: ">=2.15",
  what: "It differs.",
  why: "It is so.",
  evidence: "the example",
};
const corrections = [
  { id: "required", ...reason, facts: ["+ * | 200 * | required"] },
  { id: "id-type", ...reason, versions: "2.16", facts: ["- GET /boats/{} | 200 * .id | integer"] },
  { id: "whole-boat", ...reason, facts: ["+ GET /boats/{} | 200 *.* | *"] },
  { id: "elsewhere", ...reason, facts: ["+ GET /ships | 200 * .id | *"] },
];
const bundles = [bundle("2.14", older), bundle("2.15", older), bundle("2.16", newer)];
const folder = mkdtempSync(path.join(tmpdir(), "explain-"));
const coverage = new Coverage(folder, ["2.14", "2.15", "2.16"]);
for (const version of ["2.15", "2.16"]) {
  coverage.accept(version, [
    { correction: "required", fact: "+ response Boat.id | required" },
    { correction: "whole-boat", fact: "+ response Boat (vessel).keel | exists" },
    { correction: "elsewhere", fact: "+ response Ship.id | string" },
  ]);
}
coverage.accept("2.16", [
  { correction: "required", fact: "+ response Boat.id | required" },
  { correction: "id-type", fact: "- response Boat.id | integer" },
  { correction: "whole-boat", fact: "+ response Boat (vessel).keel | exists" },
  { correction: "elsewhere", fact: "+ response Ship.id | string" },
]);
afterAll(() => rmSync(folder, { recursive: true }));
const known: Knowledge = { bundles, ledger, corrections, coverage };

test("explains a property by its evidence, in order of belief, and by its corrections", () => {
  expect(explain("Boat.id", known)).toEqual([
    "Boat.id",
    "  2.14 to 2.15: integer, required",
    "  2.16: string, required",
    "Evidence, what is believed most first:",
    "  recorded in 2.16: string (a test, 2026-05, 3 seen)",
    "  official in 2.15: Some boats have no id. (a test, 2026-05)",
    "Corrections of Intercom's description:",
    "  required (>=2.15): It differs. It is so.",
    "  id-type (2.16): It differs. It is so.",
  ]);
});

test("prints names, words, elements and absences", () => {
  expect(explain("Boat.owner", known).slice(1, 5)).toEqual([
    "  2.14 to 2.16: Owner or null, optional",
    "Evidence, what is believed most first:",
    "  recorded in 2.16: null; elements null (a test, 2026-05, 3 seen)",
    "  stated in >=2.15: object (a test, 2026-05)",
  ]);
  expect(explain("Boat.keel", known).slice(1, 6)).toEqual([
    "  2.14 to 2.15: is not there",
    "  2.16: string or null (fin, full), optional",
    "Evidence, what is believed most first:",
    "  recorded in 2.16: absent from all objects (a test, 2026-05, 3 seen)",
    "  stated in >=2.15: string (fin) (a test, 2026-05)",
  ]);
});

test("prints one version alone", () => {
  expect(explain("Boat.id", known, "2.14").slice(0, 2)).toEqual([
    "Boat.id",
    "  2.14: integer, required",
  ]);
  expect(explain("Boat.id", known, "2.14").join("\n")).not.toMatch(/recorded|id-type/);
});

test("prints the general rule for a property without evidence", () => {
  const lines = explain("Owner.name", { ...known, corrections: [] });
  expect(lines.slice(0, 2)).toEqual(["Owner.name", "  2.14 to 2.16: string, optional"]);
  expect(lines[2]).toContain("The general rule holds (Rules of writing, openapi/README.md)");
});

test("prints the behaviour of an operation", () => {
  const behaviour = "stated in >=2.15: It may return 404. (a test, 2026)";
  expect(explain("boats.get", known)).toEqual([behaviour]);
});

test.each(["Boat.mast", "Ship.id", "Boat", "ships.get", ""])("refuses %j", (place) => {
  expect(() => explain(place, known)).toThrow(UnknownPlaceError);
});
