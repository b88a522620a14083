import { tablesFor } from "interkit-generator/tables/generate";
import { describe, expect, test } from "vitest";
import config from "../../../../openapi/generator.config.ts";
import { bundleOf, file, schemas } from "./bundle.ts";

describe("the route tables", () => {
  test("have a line for each method, all versions together", () => {
    const older = bundleOf(
      "2.9",
      { "GET /old/{old_id}": { operationId: "things.old.get" } },
      schemas,
    );
    const newer = bundleOf(
      "2.10",
      {
        "GET /things": { operationId: "things.list" },
        "GET /things/{thing_id}/parts": { operationId: "things.parts.list" },
      },
      schemas,
    );
    expect(file("routes", older, newer)).toContain(`export const things = \`
list GET /things
parts.list GET /things/{thing_id}/parts
old.get GET /old/{old_id}
\`;`);
  });

  test("are left out of a version that has none of their methods", () => {
    const older = bundleOf("2.9", { "GET /things": { operationId: "things.list" } }, schemas);
    const newer = bundleOf(
      "2.10",
      {
        "GET /things": { operationId: "things.list" },
        "POST /things": { operationId: "things.create" },
        "GET /parts": { operationId: "things.parts.list" },
        "GET /more": { operationId: "more.stuff.list" },
      },
      schemas,
    );
    expect(file("2.9", older, newer)).toContain('["things.create","things.parts","more"],');
    expect(file("2.10", older, newer)).toMatch(/ {2}"2\.10",\n {2}resources,\n {2}\[\],\n\);/);
  });

  test("are in a module for each resource of a version", () => {
    const older = bundleOf("2.9", { "GET /things": { operationId: "things.list" } }, schemas);
    const newer = bundleOf(
      "2.10",
      {
        "GET /things": { operationId: "things.list" },
        "POST /things": { operationId: "things.create" },
        "GET /more": { operationId: "more.stuff.list" },
      },
      schemas,
    );
    const aliased = { ...config, alias: { name: "Unstable", version: "2.10" } };
    const modules = tablesFor(aliased, [older, newer]).flatMap(({ path }) => {
      const [, module] = /^packages\/client\/src\/generated\/(.*\/.*)\.ts$/.exec(path) ?? [];
      return module === undefined ? [] : [module];
    });
    expect(modules).toEqual([
      "2.9/things",
      "2.10/things",
      "2.10/more",
      "unstable/things",
      "unstable/more",
    ]);
    expect(file("2.9/things", older, newer)).toContain('  things,\n  ["things.create"],\n);');
    expect(file("2.10/things", older, newer)).toContain("  things,\n  [],\n);");
  });

  test.each([
    [
      "a method that is also a group",
      "things.parts",
      "things.parts.list",
      /"parts", which is already the method of GET \/a/,
    ],
    [
      "a group that is also a method",
      "things.parts.list",
      "things.parts",
      /"things\.parts" \(GET \/b\) is also a group/,
    ],
    [
      "one id for two routes",
      "things.list",
      "things.list",
      /things\.list .*has more than one route .*GET \/a.*GET \/b/,
    ],
    [
      "a name that would make a resource thenable",
      "things.get",
      "things.then",
      /"then" in the operationId "things\.then"/,
    ],
  ])("refuse %s", (_, first, second, message) => {
    const bundle = bundleOf(
      "2.9",
      { "GET /a": { operationId: first }, "GET /b": { operationId: second } },
      schemas,
    );
    expect(() => tablesFor(config, [bundle])).toThrow(message);
  });
});
