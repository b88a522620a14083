import fc from "fast-check";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { formatYaml } from "./yaml.ts";

test("a mapping of plain values is written in one line", async () => {
  expect(
    await formatYaml("id:\n  type: string\n  examples: ['7']\nname:\n    type: string\n"),
  ).toBe('id:\n  type: string\n  examples: ["7"]\nname: { type: string }\n');
});

test.each([
  ["that is too long", `a:\n  text: ${"long ".repeat(20).trim()}\n`],
  ["with a comment", "a:\n  # Why.\n  type: string\n"],
  ["that would mean something else", "a:\n  crew[]: integer\n"],
  [
    "in a list whose others are too long",
    `- url: a\n- url: a\n  description: ${"b".repeat(100)}\n`,
  ],
])("a mapping %s stays as it is", async (_, text) => {
  expect(await formatYaml(text)).toBe(text);
});

test("formatting changes no value, and nothing when it is repeated", async () => {
  const key = fc.stringMatching(/^[a-z][a-z0-9_ [\]{},:#-]{0,12}$/);
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.string({ maxLength: 30 }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(key, tie("value"), { maxKeys: 3 }),
    ),
  }));
  await fc.assert(
    fc.asyncProperty(fc.dictionary(key, value, { maxKeys: 4 }), async (data) => {
      const once = await formatYaml(stringify(data, { lineWidth: 0 }));
      expect(parse(once)).toEqual(parse(stringify(data)));
      expect(await formatYaml(once)).toBe(once);
    }),
    { numRuns: 150 },
  );
});
