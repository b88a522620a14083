import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  accepted,
  description,
  drift,
  folder,
  official,
  run,
  writeAccepted,
} from "./support/boats.ts";

afterAll(() => rmSync(folder, { recursive: true }));

const SUM =
  "2.16: 0 differences in 1 operations, 1 accounted for by corrections, 0 idle corrections";

describe.concurrent("where only corrected facts differ", () => {
  test.each([
    ["YAML, OpenAPI 3.0", official()],
    ["YAML, OpenAPI 3.1", official({ openapi: "3.1.0" })],
    ["JSON, OpenAPI 3.0", JSON.stringify(official())],
    ["JSON, OpenAPI 3.1", JSON.stringify(official({ openapi: "3.1.0" }), null, 2)],
  ])("prints the sum only, and succeeds: %s", async (_, content) => {
    expect(await drift(content)).toEqual({ code: 0, lines: [SUM], errors: [] });
  });

  test("takes another version than the file's own", async () => {
    const { code, lines } = await drift(official({ version: "9.9" }), "--version", "2.16");
    expect({ code, lines }).toEqual({ code: 0, lines: [SUM] });
  });
});

describe.concurrent("where something differs", () => {
  test("names a new operation once, without what is in it", async () => {
    const post = {
      requestBody: { content: { "application/json": { schema: { type: "object" } } } },
      responses: { 200: { description: "ok" } },
    };
    const { code, lines } = await drift(official({ paths: { "/boats": { post } } }));
    expect(lines[0]).toBe("new      POST /boats");
    expect(lines[1]).toContain("2.16: 1 differences");
    expect(code).toBe(1);
  });

  test("names a new property, a missing one, and one of another type", async () => {
    const content = official({ properties: { mast: { type: "string" }, id: { type: "integer" } } });
    Reflect.deleteProperty(content.components.schemas.boat.properties, "owner");
    const { code, lines } = await drift(content);
    expect(lines.slice(0, -1).sort()).toEqual([
      "changed  GET /boats/{} 200 application/json .id: string -> integer",
      "missing  GET /boats/{} 200 application/json .owner",
      "new      GET /boats/{} 200 application/json .mast",
    ]);
    expect(code).toBe(1);
  });

  test("prints the same as JSON", async () => {
    const content = official({ properties: { mast: { type: "string" } } });
    const { code, lines } = await drift(content, "--json");
    expect(JSON.parse(lines.join("\n"))).toEqual({
      version: "2.16",
      operations: 1,
      corrected: 1,
      differences: [
        {
          kind: "new",
          route: "GET /boats/{}",
          place: "200 application/json .mast",
          ours: [],
          official: ["exists"],
          others: [],
        },
      ],
      idleCorrections: [],
      fresh: [],
      gone: [],
    });
    expect(code).toBe(1);
  });

  test("names a correction that no longer corrects anything", async () => {
    const content = official();
    Object.assign(content.components.schemas.boat, { required: ["id"] });
    const { code, lines } = await drift(content);
    expect(lines).toEqual([
      'idle     the correction "boat-id" corrects nothing: remove it, or narrow its versions',
      'settled  + response Boat.id | required: nothing differs any more that "boat-id" was accepted for',
      "check what is unseen and settled, then accept it: npm run drift -- FILE --accept",
      "2.16: 0 differences in 1 operations, 0 accounted for by corrections, 1 idle corrections",
    ]);
    expect(code).toBe(1);
  });

  test("applies a correction only in its versions", async () => {
    const { code, lines } = await drift(official({ version: "2.15" }));
    expect(lines[0]).toBe("changed  GET /boats/{} 200 application/json .id: required -> nothing");
    expect(code).toBe(1);
  });
});

describe.concurrent("an input that cannot be compared is reported in one line", () => {
  test.each([
    [
      "an unknown version",
      official({ version: "9.9" }),
      'there is no version "9.9"; give --version',
    ],
    ["another document", "name: a boat", "is not OpenAPI"],
    ["an older OpenAPI", official({ openapi: "2.0.0" }), "only 3.0 and 3.1 can be compared"],
    ["broken YAML", "openapi: [3.0.1\npaths: {", "is neither YAML nor JSON"],
    ["a key that is there twice", "openapi: 3.0.1\nopenapi: 3.0.1\n", "duplicated mapping key"],
    ["a tab", "openapi: 3.0.1\npaths:\n\t/a: {}\n", "tab characters must not be used"],
    ["an undefined anchor", "openapi: 3.0.1\npaths: *all\n", 'unidentified alias "all"'],
    ["an anchor in itself", "openapi: 3.0.1\npaths: &all { x: *all }\n", "contains itself"],
    ["an incomplete JSON file", '{ "openapi": "3.0.1", ', "is neither YAML nor JSON"],
    ["an empty file", "", "is not OpenAPI"],
    ["a list at the top", "- openapi\n", "is not OpenAPI"],
    ["no operation", { ...official(), paths: {} }, "has no operations"],
  ])("%s", async (_, content, message) => {
    const { code, lines, errors } = await drift(content);
    expect({ code, lines, count: errors.length }).toEqual({ code: 1, lines: [], count: 1 });
    expect(errors[0]).toContain(message);
  });

  test.each([
    ["to nothing", "#/components/schemas/mast", "a reference to nothing"],
    ["to another file", "mast.yaml#/mast", "a reference to another file"],
    ["to itself", "#/components/schemas/loop", "a reference to itself"],
  ])("a reference %s", async (_, $ref, message) => {
    const content = official({ properties: { mast: { $ref } } });
    Object.assign(content.components.schemas, { loop: { $ref: "#/components/schemas/loop" } });
    const { lines, errors } = await drift(content);
    expect(
      lines.filter((line) => line.includes(`${$ref}: `) && line.endsWith(message)),
    ).toHaveLength(1);
    expect(errors).toEqual([]);
  });

  test("a missing file", async () => {
    const { code, lines, errors } = await run(path.join(folder, "nowhere.yaml"));
    expect({ code, lines, count: errors.length }).toEqual({ code: 1, lines: [], count: 1 });
    expect(errors[0]).toContain("cannot be read: give the path of an OpenAPI file");
  });
});

// One after the other: each writes other corrections.
describe("what a correction covers", () => {
  test("names a new difference under a broad pattern, until it is accepted", async () => {
    const file = path.join(folder, "corrections.yaml");
    const broad = description["corrections.yaml"].replace(
      'required"]',
      'required", "+ * | 200 * *.* | null"]',
    );
    writeFileSync(file, broad);
    try {
      const content = official();
      expect((await drift(content)).code).toBe(0);
      Object.assign(content.components.schemas.boat.properties, { owner: { type: "string" } });
      const { code, lines } = await drift(content);
      expect(lines[0]).toBe(
        'unseen   + response Boat.owner | null: the correction "boat-id" covers it, which is not accepted yet',
      );
      expect(code).toBe(1);
      expect((await drift(content, "--accept")).code).toBe(0);
      expect((await drift(content)).code).toBe(0);
      // The null that was accepted is gone again.
      expect((await drift(official())).lines[0]).toContain("settled  + response Boat.owner | null");
    } finally {
      writeFileSync(file, description["corrections.yaml"]);
      writeAccepted(accepted);
    }
  });

  test("names a change inside of what only the official file has, until it is accepted", async () => {
    const file = path.join(folder, "corrections.yaml");
    const ofMast = description["corrections.yaml"].replace(
      'required"]',
      'required", "- GET /boats/{} | 200 * .mast | exists"]',
    );
    writeFileSync(file, ofMast);
    try {
      const withMast = (height: object) =>
        official({ properties: { mast: { type: "object", properties: { height } } } });
      expect((await drift(withMast({ type: "integer" }), "--accept")).code).toBe(0);
      expect((await drift(withMast({ type: "integer", description: "In feet." }))).code).toBe(0);
      const { code, lines } = await drift(withMast({ type: "number" }));
      expect(lines.slice(0, 2).map((line) => line.replace(/#[0-9a-f]{8}/, "#digest"))).toEqual([
        'unseen   - response Boat.mast | exists #digest: the correction "boat-id" covers it, which is not accepted yet',
        'settled  - response Boat.mast | exists #digest: nothing differs any more that "boat-id" was accepted for',
      ]);
      expect(code).toBe(1);
    } finally {
      writeFileSync(file, description["corrections.yaml"]);
      writeAccepted(accepted);
    }
  });
});
