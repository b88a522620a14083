import { expect, test } from "vitest";
import { printValue } from "../../generate/reference/examples/print.ts";
import { createRunner, createWorkspace } from "../../generate/reference/examples/run.ts";
import { rangeWords, seenWords } from "../../generate/reference/model/ranges.ts";
import { newest } from "./support.ts";

const contactsGet = newest.methods.find(({ id }) => id === "contacts.get");
if (contactsGet === undefined) throw new Error("There is no contacts.get");

async function runAll() {
  const runner = await createRunner(newest, await createWorkspace());
  const examples = [];
  for (const method of newest.methods) examples.push(await runner.run(method));
  return examples;
}

test("the examples are the same in each run", async () => {
  expect(await runAll()).toEqual(await runAll());
});

test("an example that fails is one line with the name of its method", async () => {
  const workspace = { ...(await createWorkspace()), names: () => ({}) };
  const runner = await createRunner(newest, workspace);
  const failed = runner.run(contactsGet);
  await expect(failed).rejects.toThrow(
    /^contacts\.get in 2\.16: the example fails in the sandbox: .*not_found.*$/,
  );
});

test("an example has the codes of its mistakes", async () => {
  const runner = await createRunner(newest, await createWorkspace());
  const { codes } = await runner.run(contactsGet);
  expect([...codes]).toEqual([[404, new Set(["not_found"])]]);
});

test("a long value is cut, and the comment counts what is left out", () => {
  const value = { list: [{ a: 1 }, { a: 2 }, { a: 3 }], b: "x".repeat(80), c: 1, d: 2 };
  const style = { isJson: true, maxItems: 1, maxFields: [2, 1] };
  expect(printValue(value, style)).toBe(
    [
      "{",
      '  "list": [',
      '    { "a": 1 },',
      "    // … 2 more items",
      "  ],",
      `  "b": "${"x".repeat(80)}",`,
      "  // … 2 more fields",
      "}",
    ].join("\n"),
  );
});

test("a value of a program has names without quotes, and breaks where it is too long", () => {
  const program = { isJson: false };
  expect(printValue({ a: 1, "b-c": [true, null] }, program)).toBe('{ a: 1, "b-c": [true, null] }');
  expect(printValue({ a: 1 }, program, 80)).toBe("{\n  a: 1,\n}");
});

test("ranges of versions are written in words", () => {
  const all = ["2.7", "2.8", "2.9", "Preview"];
  const words = (...present: string[]) => rangeWords(new Set(present), all);
  expect(words(...all)).toBe("");
  expect(words("2.9", "Preview")).toBe("since 2.9");
  expect(words("2.7", "2.8")).toBe("up to 2.8");
  expect(words("2.8", "2.9")).toBe("2.8 to 2.9");
  expect(words("Preview")).toBe("in Preview");
  expect(words("2.7", "2.9")).toBe("in 2.7 and in 2.9");
  expect(seenWords(["2.8"], all)).toBe("in 2.8");
  expect(seenWords(["2.7", "2.9"], all)).toBe("in 2.7 and 2.9");
  expect(seenWords(["2.8", "2.9", "Preview"], all)).toBe("for 2.8 and later");
  expect(seenWords(["2.7", "2.8", "2.9"], all)).toBe("for versions up to 2.9");
  expect(seenWords(all, all)).toBe("for all versions");
});
