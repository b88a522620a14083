import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Problem } from "interkit-generator/description/problems";
import { DescriptionError } from "interkit-generator/description/problems";
import { readSource } from "interkit-generator/description/source";
import { checkEvidence } from "interkit-generator/evidence/form";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(path.join(tmpdir(), "evidence-"));
mkdirSync(path.join(folder, "resources"));
mkdirSync(path.join(folder, "evidence"));
writeFileSync(path.join(folder, "intercom.yaml"), 'x-api-versions: ["2.15", "2.16", Preview]\n');
writeFileSync(
  path.join(folder, "resources/boats.yaml"),
  `paths: { /boats: { get: { operationId: boats.list, responses: {} } } }
components: { schemas: { Boat: { type: object, properties: { id: { type: string } } } } }
`,
);
afterAll(() => rmSync(folder, { recursive: true }));

/** The mistakes in a ledger with this text. */
function mistakes(text: string): string[] {
  writeFileSync(path.join(folder, "evidence/boats.yaml"), text);
  const problems: Problem[] = [];
  checkEvidence(folder, readSource(folder), problems);
  return problems.length > 0 ? new DescriptionError(problems).message.split("\n") : [];
}

const WHOLE = `
- schema: Boat
  source: recorded
  from: a test
  seen: "2026-05"
  versions: "2.15 || 2.16"
  samples: 3
  says: An id has 24 digits.
  properties: { id: string, keel: string | null | absent, "crew[]": integer }
  words: { keel: [fin] }
- operation: boats.list
  source: stated
  from: a test
  seen: "2026"
  versions: ">=2.15"
  says: It answers 404 beyond the last page.
`;

test("an entry of each kind is in order, and so is an empty ledger", () => {
  expect(mistakes(WHOLE)).toEqual([]);
  expect(mistakes("[]")).toEqual([]);
});

test.each([
  ["source: recorded", "source: rumour", 'unknown source "rumour"; use one of recorded, stated'],
  ["schema: Boat", "schema: Ship", 'there is no schema "Ship"; name a component'],
  ["schema: Boat", "schema: Boat.", 'there is no schema "Boat."; name a component'],
  ["schema: Boat", "boat: Boat", 'has not one of "schema" and "operation"; name what was seen'],
  ["samples: 3", "samples: many", '"samples" is "many"; write how many objects were seen'],
  ["  samples: 3\n", "", '"samples" is missing; add it'],
  ["samples: 3", "sample: 3", 'unknown field "sample"; use schema, source, from'],
  ['seen: "2026-05"', 'seen: "May"', '"seen" is "May"; write "2026-05"'],
  ['"2.15 || 2.16"', '">=2.99"', 'unknown range ">=2.99": there is no API version 2.99'],
  ['"2.15 || 2.16"', '">=2.16 <2.16"', 'the range ">=2.16 <2.16" holds no version'],
  ["id: string,", "id: text,", 'the property "id" was seen as "text"; join some of string'],
  ["id: string,", "id: string | string,", 'the property "id" was seen as "string | string"'],
  ["keel: [fin]", "keel: [A full keel]", 'words of "keel" are ["A full keel"]; list words'],
  ["keel: [fin]", "mast: [fin]", 'words of "mast", which was not seen as string; add it'],
  ["24 digits.", "24 digits", '"says" is "An id has 24 digits"; write one or more sentences'],
])("reports %s as %s in one line", (right, wrong, line) => {
  expect(WHOLE).toContain(right);
  const problems = mistakes(WHOLE.replace(right, wrong));
  expect(problems.some((text) => text.startsWith("evidence/boats.yaml:2: "))).toBe(true);
  expect(problems.join("\n")).toContain(line);
});

test("reports an entry without a statement, an unknown operation and a list of texts", () => {
  const [schema = "", operation = ""] = WHOLE.split("- operation");
  expect(mistakes(schema.replace(/ {2}(says|properties|words).*\n/g, ""))[0]).toContain(
    'the entry has no statement; add "properties", "says", or both',
  );
  expect(mistakes(`- operation${operation}`.replace("boats.list", "boats.get"))[0]).toContain(
    'there is no operation "boats.get"; write an operationId',
  );
  expect(mistakes("- a text")[0]).toContain("the entry is no mapping");
  expect(mistakes("schema: Boat")[0]).toContain("the file is no list");
  expect(mistakes("- [")[0]).toMatch(/^evidence\/boats.yaml:\d+: .*; correct the YAML$/);
});
