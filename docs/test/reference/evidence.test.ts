import { expect, test } from "vitest";
import { Evidence, type LedgerEntry } from "../../generate/reference/fields/evidence.ts";
import { Objects } from "../../generate/reference/fields/objects.ts";
import type { FieldRow } from "../../generate/reference/fields/rows.ts";
import { newest, versionNamed } from "./support.ts";

const versions = ["2.11", "2.12", "2.13", "Preview"];
const base = { schema: "Boat", seen: "2026-05", versions: ["2.11"] };
const ledger: LedgerEntry[] = [
  { ...base, source: "recorded", properties: { owner: ["null"], name: ["string"] }, whole: true },
  {
    ...base,
    source: "stated",
    versions: ["2.12", "2.13", "Preview"],
    properties: { owner: ["null"] },
  },
  { ...base, source: "official", seen: "2026", properties: { keel: ["string"], name: ["null"] } },
  {
    operation: "boats.get",
    source: "stated",
    seen: "2026-08",
    versions: ["2.12"],
    says: "It waits.",
  },
];
const evidence = new Evidence(versions, ledger);

const field = (name: string, isRequired: boolean, isNullable: boolean): FieldRow => ({
  path: name,
  name,
  type: "string",
  isRequired,
  isNullable,
  description: "",
  isDeprecated: false,
  places: ["Boat"],
});

test("a field that is null and always there names the evidence with its date and version", () => {
  expect(evidence.ofField(field("owner", true, true), "2.11")).toEqual([
    "Null, and always there: recorded 2026-05 in 2.11.",
  ]);
  expect(evidence.ofField(field("owner", false, true), "2.12")).toEqual([
    "Null: recorded 2026-05 in 2.11.",
  ]);
});

test("the source that is believed most comes first, whichever has other facts", () => {
  expect(evidence.ofField(field("name", true, true), "2.11")).toEqual([
    "Null: Intercom's description 2026 in 2.11.",
    "Always there: recorded 2026-05 in 2.11.",
  ]);
});

test("a field that no recorded object had is missing, in the versions of the recording alone", () => {
  expect(evidence.ofField(field("mast", false, false), "2.11")).toEqual([
    "Missing: recorded 2026-05 in 2.11.",
  ]);
  expect(evidence.ofField(field("mast", false, false), "2.13")).toEqual([]);
});

test("what was seen of an operation holds for its versions", () => {
  expect(evidence.ofOperation("boats.get", "2.12")).toEqual([
    "It waits. (checked live 2026-08 in 2.12)",
  ]);
  expect(evidence.ofOperation("boats.get", "2.13")).toEqual([]);
});

test("a body that is one of several objects names each of them", () => {
  const reply = newest.methods.find(({ id }) => id === "conversations.reply");
  const objects = new Objects(newest);
  expect(reply && objects.body(reply)).toMatchObject({
    type: expect.stringMatching(/\[\[ContactReply\w+\]\].* or \[\[AdminReply\w+\]\]/),
    description: expect.stringContaining("admin"),
    rows: [],
  });
  expect(reply && objects.reachedBy(reply)).toContain("AdminReplyConversationRequest");
});

test("the fields of real schemas have their types, inner fields and evidence", () => {
  const { rows } = new Objects(newest).get("Contact");
  const byPath = new Map(rows.map((row) => [row.path, row]));
  expect(byPath.get("created_at")).toMatchObject({ type: "Unix seconds", isRequired: true });
  expect(byPath.get("role")?.type).toBe("`user`, `lead` or another string");
  expect(byPath.get("tags")?.type).toMatch(/^\[\[\w+\]\]( or null)?$/);
  const real = new Evidence(["2.7", "2.16", "Preview"]);
  const phone = byPath.get("phone");
  expect(phone && real.ofField(phone, "2.16")).toEqual([
    expect.stringMatching(/^Null, and always there: recorded 20\d\d-\d\d in /),
  ]);
});

test("an object in a list, and one without a name, have their fields below their own", () => {
  const { rows } = new Objects(newest).get("ErrorList");
  const paths = rows.map(({ path }) => path);
  expect(paths.slice(paths.indexOf("errors")).slice(0, 2)).toEqual(["errors", "errors[].code"]);
});

test("a schema that is one of several others links to each of them", () => {
  const { rows, type } = new Objects(versionNamed("Preview")).get("CanvasComponent");
  expect(rows).toEqual([]);
  expect(type).toContain("[[CanvasButton]], ");
});
