import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { asObject, type JsonObject } from "interkit-generator/description/source";
import { beforeAll, describe, expect, test } from "vitest";
import { type CompilerFinding, checkAllByCompiler, checkByCompiler } from "./index.ts";
import { answerChanges } from "./samples/answers.ts";
import { api } from "./samples/api.ts";
import { requestChanges } from "./samples/requests.ts";

const changes = [...requestChanges, ...answerChanges];

const bundle = (version: string): JsonObject => {
  const file = new URL(`../../../openapi/dist/${version}.json`, import.meta.url);
  return JSON.parse(readFileSync(fileURLToPath(file), "utf8"));
};

/** Removes the last field of each schema, and returns the places of these fields. */
function removeLastFields(document: JsonObject): string[] {
  const schemas = asObject(asObject(document["components"])?.["schemas"]) ?? {};
  return Object.entries(schemas).flatMap(([name, schema]) => {
    const properties = asObject(asObject(schema)?.["properties"]) ?? {};
    const field = Object.keys(properties).at(-1);
    if (field === undefined) return [];
    delete properties[field];
    return [`${name}.${field}`];
  });
}

const placesOf = (findings: readonly CompilerFinding[], direction: string) =>
  findings.filter((one) => one.direction === direction).map(({ place }) => place);

describe("one change of a small description", () => {
  let found: CompilerFinding[][] = [];
  beforeAll(async () => {
    // One run of the compiler for all of them.
    found = await checkAllByCompiler(
      changes.map(({ base: prepare, edit }) => {
        const [base, head] = [api(), api()];
        for (const document of [base, head]) prepare?.(document);
        edit(head);
        return { base, head };
      }),
    );
  });

  test.each(changes.map((change, index) => ({ ...change, index })))("$name", (change) => {
    const findings = found[change.index] ?? [];
    expect(placesOf(findings, "breaking").sort()).toEqual([...(change.breaking ?? [])].sort());
    expect(placesOf(findings, "addition").sort()).toEqual([...(change.addition ?? [])].sort());
  });
});

describe("the bundles of this repository", () => {
  const [oldest, before, newest, preview] = ["2.7", "2.15", "2.16", "Preview"].map(bundle) as [
    JsonObject,
    JsonObject,
    JsonObject,
    JsonObject,
  ];
  const [withoutOwner, withoutLast] = [bundle("2.16"), bundle("2.16")];
  // biome-ignore lint/suspicious/noExplicitAny: the bundle is known
  delete (withoutOwner as any).components.schemas.Contact.properties.owner_id;
  const places = removeLastFields(withoutLast);
  const same = [oldest, newest, preview].map((base) => ({ base, head: base }));
  let ofSame: CompilerFinding[][] = [];
  let ofOwner: CompilerFinding[] | undefined;
  let ofLast: CompilerFinding[] = [];
  let ofVersions: CompilerFinding[] = [];
  beforeAll(async () => {
    // One run of the compiler for all of them.
    [ofOwner, ofLast = [], ofVersions = [], ...ofSame] = await checkAllByCompiler([
      { base: newest, head: withoutOwner },
      { base: newest, head: withoutLast },
      { base: before, head: newest },
      ...same,
    ]);
  });

  test("no version differs from itself", () => {
    expect(ofSame).toEqual([[], [], []]);
  });

  test("a field of an answer that is gone is one finding, in the words of the compiler", () => {
    expect(ofOwner).toEqual([
      {
        direction: "breaking",
        place: "Contact.owner_id",
        message: "Property 'owner_id' does not exist on type 'Contact'.",
      },
    ]);
  });

  test("the last field of any type is found when it is removed", () => {
    expect(places.length).toBeGreaterThan(250);
    const breaking = new Set(placesOf(ofLast, "breaking"));
    // A type with alternatives can be named as a whole.
    const isFound = (place: string) =>
      breaking.has(place) || breaking.has(place.split(".")[0] ?? "");
    expect(places.filter((place) => !isFound(place))).toEqual([]);
  });

  test("what version 2.16 changed is found, and so is what it added", () => {
    const breaking = placesOf(ofVersions, "breaking");
    expect(breaking).toEqual(
      expect.arrayContaining(["Contact.owner_id", "ArticleListItem.parent_id"]),
    );
    expect(breaking.length).toBeLessThan(50);
    const addition = placesOf(ofVersions, "addition");
    expect(addition).toEqual(
      expect.arrayContaining(["Banner", "POST /admins/activity_logs/search"]),
    );
    expect(new Set(addition).size).toBe(addition.length);
  });
});

test("a document that no types can be generated for is named, with the reason", async () => {
  const head = {
    ...api(),
    info: { title: "Shop" },
    paths: { "/a": { get: { operationId: "a.b" } } },
  };
  const bad: JsonObject = { ...head, paths: { "/a": { get: { "x-pagination": {} } } } };
  await expect(checkByCompiler({ base: api(), head: bad, version: "2.16" })).rejects.toThrow(
    /^no types for the head of 2\.16 \(Shop\): .*a list answers with a component/,
  );
});

test("TypeScript 5.9 finds the same as TypeScript 7", async () => {
  const head = api();
  delete head.components.schemas.Order.properties.note;
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const pair = { base: api(), head };
  expect(await checkAllByCompiler([pair], compiler)).toEqual(await checkAllByCompiler([pair]));
});
