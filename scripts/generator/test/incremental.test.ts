import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { generate } from "interkit-generator/generate";
import { globSync } from "tinyglobby";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import config from "../../../openapi/generator.config.ts";
import { boat } from "./description/boats.ts";

const repository = path.resolve(import.meta.dirname, "../../..");
const VERSIONS = 3;

const ROOT = `openapi: 3.1.0
x-api-versions: ["2.9", "2.10", Preview]
x-latest-version: "2.10"
info: { title: Test, version: "" }
tags: [{ name: Boats, description: Boats. }]
`;
const BOAT = `
type: object
description: A boat.
required: [id]
properties:
  id: { type: string, description: Its name., examples: ["7"] }
  keel: { type: string, description: Its keel., x-versions: Preview, examples: [fin] }
`;

let root = "";

beforeEach(async () => {
  root = mkdtempSync(path.join(tmpdir(), "generator-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const kept = [
    "{README,CONTRIBUTING,SUPPORT}.md",
    "openapi/{README.md,package.json,extensions.yaml,src/schemas.ts}",
    "packages/*/{README.md,package.json}",
    "packages/{client/src/methods/input,core/src/client/call-options}.ts",
    "scripts/generator/{package.json,turbo.json,src/**}",
    "node_modules/.package-lock.json",
  ];
  for (const file of globSync(kept, { cwd: repository })) {
    cpSync(path.join(repository, file), path.join(root, file));
  }
  put("openapi/intercom.yaml", ROOT);
  put("openapi/resources/boats/all.yaml", boat(BOAT, "summary: Gets a boat."));
  put("openapi/evidence/boats.yaml", "[]\n");
  await generate(root, config);
});

function put(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

/** Replaces some words of the description. */
function edit(words: string, others: string): void {
  const file = path.join(root, "openapi/resources/boats/all.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace(words, others));
}

const GENERATED = ["openapi/dist/**", "packages/*/{src,test}/generated/**"];
const outputs = () =>
  new Map(
    globSync(GENERATED, { cwd: root, dot: true })
      .sort()
      .map((file) => [file, readFileSync(path.join(root, file), "utf8")]),
  );

const cache = () => path.join(root, "node_modules/.cache/generator");

/** The result of a run from nothing, which every run must equal. */
async function fromNothing(): Promise<Map<string, string>> {
  const before = outputs();
  rmSync(cache(), { recursive: true, force: true });
  await generate(root, config);
  const after = outputs();
  expect(before).toEqual(after);
  return after;
}

test("nothing is made anew, and nothing written, where nothing has changed", async () => {
  const { changed, removed, made } = await generate(root, config);
  expect({ changed, removed, made }).toEqual({ changed: [], removed: [], made: {} });
});

test("a changed word makes the one version anew that contains it", async () => {
  edit("Its keel.", "What it has below.");
  const { changed, made } = await generate(root, config);
  expect(changed).toEqual(["openapi/dist/Preview.json", "packages/core/src/generated/preview.ts"]);
  expect(made).toMatchObject({ yaml: 1, bundle: 1, types: 1, interfaces: 1 });
  await fromNothing();
});

test("a changed word of all versions makes all of them anew", async () => {
  edit("A boat.", "A ship.");
  const { changed, made } = await generate(root, config);
  expect(made).toMatchObject({ yaml: 1, bundle: VERSIONS, types: VERSIONS });
  expect(changed.filter((file) => file.startsWith("openapi/dist/"))).toHaveLength(VERSIONS);
  await fromNothing();
});

test("after a changed comment only its file is read again", async () => {
  edit("paths:", "# Boats.\npaths:");
  const { changed, made } = await generate(root, config);
  expect({ changed, made }).toEqual({ changed: [], made: { yaml: 1 } });
});

test("every run reports a mistake until it is fixed, and writes nothing", async () => {
  const before = outputs();
  edit("x-versions: Preview", 'x-versions: ">=2.99"');
  await expect(generate(root, config)).rejects.toThrow(/all\.yaml:\d+: unknown range ">=2\.99"/);
  await expect(generate(root, config)).rejects.toThrow(/all\.yaml:\d+: unknown range ">=2\.99"/);
  expect(outputs()).toEqual(before);
  edit('x-versions: ">=2.99"', "x-versions: Preview");
  expect((await generate(root, config)).changed).toEqual([]);
});

test("new evidence against an unchanged description is reported", async () => {
  put(
    "openapi/evidence/boats.yaml",
    '- { schema: Boat, source: recorded, from: a recording, seen: "2026", versions: ">=2.9", samples: 3, properties: { id: string | null } }\n',
  );
  edit("required: [id]", "required: [id, keel]");
  await expect(generate(root, config)).rejects.toThrow(/Boat\.keel is required and never null/);
});

test.each([
  ["a file of the generator", "scripts/generator/src/types/prepare.ts", "// A comment.\n"],
  ["what is installed", "node_modules/.package-lock.json", "\n"],
])("with %s changed, everything is made anew", async (_what, file, text) => {
  appendFileSync(path.join(root, file), text);
  const { changed, made } = await generate(root, config);
  expect(changed).toEqual([]);
  expect(made).toMatchObject({ bundle: VERSIONS, types: VERSIONS, interfaces: VERSIONS });
});

test("a generated file that was edited or deleted is written again", async () => {
  const before = outputs();
  appendFileSync(path.join(root, "packages/core/src/generated/2.9.ts"), "// Mine.\n");
  rmSync(path.join(root, "openapi/dist/2.10.json"));
  const { changed, made } = await generate(root, config);
  expect(changed).toEqual(["openapi/dist/2.10.json", "packages/core/src/generated/2.9.ts"]);
  expect(made).toEqual({});
  expect(outputs()).toEqual(before);
});

test("the files and cached results of a removed version are deleted", async () => {
  const kept = readdirSync(cache()).length;
  put("openapi/intercom.yaml", ROOT.replace('"2.9", ', ""));
  const { removed } = await generate(root, config);
  expect([...removed].sort()).toEqual([
    "openapi/dist/2.9.json",
    "packages/client/src/generated/2.9.ts",
    "packages/client/src/generated/2.9/boats.ts",
    "packages/core/src/generated/2.9.ts",
  ]);
  expect(readdirSync(cache()).length).toBeLessThan(kept);
});

test.each([
  ["cut off", (text: string) => text.slice(0, -9)],
  ["emptied", () => ""],
  ["changed", (text: string) => text.replace("oat", "ort")],
  ["other JSON", () => "{}"],
])("a file of the cache that is %s is not trusted", async (_how, broken) => {
  for (const name of readdirSync(cache())) {
    const file = path.join(cache(), name);
    writeFileSync(file, broken(readFileSync(file, "utf8")));
  }
  const before = outputs();
  rmSync(path.join(root, "packages/core/src/generated"), { recursive: true });
  expect((await generate(root, config)).made).toMatchObject({ bundle: VERSIONS, types: VERSIONS });
  expect(outputs()).toEqual(before);
  expect((await generate(root, config)).made).toEqual({});
});

test("a cache that cannot be written only means that everything is made", async () => {
  rmSync(cache(), { recursive: true });
  writeFileSync(cache(), "");
  const { changed, made } = await generate(root, config);
  expect(changed).toEqual([]);
  expect(made).toMatchObject({ bundle: VERSIONS });
});
