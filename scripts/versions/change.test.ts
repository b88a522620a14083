import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { bundleAll } from "interkit-generator/description/bundle";
import type { JsonObject } from "interkit-generator/description/source";
import { globSync } from "tinyglobby";
import { afterEach, expect, test } from "vitest";
import { changesOf } from "../differences/changes.ts";
import { compareDescriptions } from "../differences/compare.ts";
import { boat } from "../generator/test/description/boats.ts";
import { addVersion, removeVersion } from "./change.ts";

const openapi = path.resolve(import.meta.dirname, "../../openapi");

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const ROOT = `openapi: 3.1.0
x-api-versions:
  ["2.9", "2.10", Preview]
x-latest-version: "2.10"
info: { title: Test, version: "" }
tags: [{ name: Boats }]
`;

const BOAT = `
type: object
required: [id]
properties:
  id: { type: string, examples: ["7"] }
  # Only 2.10 has it.
  keel: { type: string, x-versions: "2.10", examples: [fin] }
  sails: { type: string, x-versions: Preview, examples: [two] }
  mast: { type: string, x-versions: Preview, examples: [tall] }
  rudder:
    examples: [null]
    x-variants:
      - { x-versions: <Preview, type: [string, "null"] }
      - { x-versions: Preview, type: [integer, "null"] }
  state:
    type: string
    enum: [{ value: old, x-versions: "<=2.10" }, afloat]
    examples: [afloat]
`;

const FILES: Record<string, string> = {
  "intercom.yaml": ROOT,
  "resources/boats.yaml": boat(BOAT),
  "evidence/boats.yaml": `- schema: Boat
  source: stated
  from: a test
  seen: "2026"
  versions: "2.10"
  properties: { keel: string }
`,
  "corrections.yaml": "[]\n",
};

function temporary(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "versions-"));
  folders.push(folder);
  return folder;
}

function description(files = FILES): string {
  const folder = temporary();
  for (const name of ["resources", "evidence", "common"]) mkdirSync(path.join(folder, name));
  copyFileSync(path.join(openapi, "extensions.yaml"), path.join(folder, "extensions.yaml"));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return folder;
}

const textsOf = (folder: string) =>
  Object.fromEntries(
    Object.keys(FILES).map((name) => [name, readFileSync(path.join(folder, name), "utf8")]),
  );

/** The places in which a version in one folder differs from a version in another one. */
function differences(
  [folder, version]: [string, string],
  [otherFolder, otherVersion]: [string, string],
): string[] {
  const [one, other] = [bundleAll(folder, version), bundleAll(otherFolder, otherVersion)].map(
    ([bundle]) => bundle?.document ?? {},
  ) as [JsonObject, JsonObject];
  return changesOf(compareDescriptions(one, other))
    .filter((change) => change.rule !== "prose-changed")
    .map(({ place }) => place);
}

test("a new version begins as a copy of the one before it", () => {
  const folder = description();
  addVersion(folder, "2.11", {});
  expect(readFileSync(path.join(folder, "intercom.yaml"), "utf8")).toContain(
    '["2.9", "2.10", "2.11", Preview]',
  );
  expect(differences([folder, "2.11"], [folder, "2.10"])).toEqual([]);
  expect(differences([folder, "2.11"], [folder, "2.9"])).toContain("Boat.keel");
});

test("a new version changes nothing in the other versions and their evidence", () => {
  const [before, after] = [description(), description()];
  addVersion(after, "2.11", { from: "2.10" });
  for (const version of ["2.9", "2.10", "Preview"]) {
    expect(differences([after, version], [before, version])).toEqual([]);
  }
  expect(textsOf(after)["evidence/boats.yaml"]).toBe(FILES["evidence/boats.yaml"]);
});

test("with Intercom's own file, it takes from the next version what the file has", () => {
  const like = description();
  const [preview] = bundleAll(like, "Preview");
  const official = structuredClone(preview?.document) ?? {};
  // biome-ignore lint/suspicious/noExplicitAny: a test reads into a document of its own making
  delete (official as any).components.schemas.Boat.properties.mast;
  const folder = description();
  addVersion(folder, "2.11", { official });
  expect(differences([folder, "2.11"], [folder, "Preview"])).toEqual(["Boat.mast"]);
  const text = textsOf(folder)["resources/boats.yaml"];
  expect(text).toContain('sails: { type: string, x-versions: ">=2.11", examples: [two] }');
  expect(text).toContain("mast: { type: string, x-versions: Preview, examples: [tall] }");
  expect(text).toContain('{ x-versions: <2.11, type: [string, "null"] }');
});

test.each([
  ["a copy", false],
  ["one with proposals", true],
])("what was added is removed without a trace: %s", (_, isLike) => {
  const folder = description();
  const [preview] = bundleAll(folder, "Preview");
  addVersion(folder, "2.11", isLike ? { official: preview?.document } : {});
  expect(textsOf(folder)).not.toEqual(FILES);
  removeVersion(folder, "2.11");
  expect(textsOf(folder)).toEqual(FILES);
});

test("a place that only the removed version has is named, and nothing is changed", () => {
  const files = {
    ...FILES,
    "intercom.yaml": ROOT.replace('x-latest-version: "2.10"', 'x-latest-version: "2.9"'),
  };
  const folder = description(files);
  expect(() => removeVersion(folder, "2.10")).toThrow(
    /resources\/boats\.yaml:\d+: this is in 2\.10 alone; delete it first/,
  );
  expect(textsOf(folder)).toEqual(files);
});

test.each([
  ["2.10", {}, "2.10 is there already"],
  ["2.1a", {}, '"2.1a" is no API version: write two numbers, such as 2.17'],
  ["2.8", {}, "2.8 is older than 2.9: only newer ones can be added"],
  ["2.11", { from: "2.9" }, "2.11 comes after 2.10: give --from 2.10"],
])("refuses to add %s %o", (version, addition, message) => {
  const folder = description();
  expect(() => addVersion(folder, version, addition)).toThrow(message);
  expect(textsOf(folder)).toEqual(FILES);
});

test.each([
  ["2.10", "2.10 is the latest version: name another one in x-latest-version"],
  ["Preview", "Preview cannot be removed: name one of 2.9"],
  ["2.12", "2.12 cannot be removed: name one of 2.9"],
])("refuses to remove %s", (version, message) => {
  expect(() => removeVersion(description(), version)).toThrow(message);
});

test("a version can be added to the description of this repository, and removed", () => {
  const folder = temporary();
  cpSync(openapi, folder, {
    recursive: true,
    filter: (file) => !/[\\/](dist|node_modules|test-results\.json)$/.test(file),
  });
  const texts = () =>
    globSync("**/*.yaml", { cwd: folder }).map((file) => [
      file,
      readFileSync(path.join(folder, file), "utf8"),
    ]);
  const before = texts();
  addVersion(folder, "2.99", {});
  expect(texts()).not.toEqual(before);
  removeVersion(folder, "2.99");
  expect(texts()).toEqual(before);
});
