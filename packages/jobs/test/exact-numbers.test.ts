import { writeFileSync } from "node:fs";
import { defineJob, fromJsonLines, run } from "@interkit/jobs";
import { expect, test } from "vitest";
import { temporaryPath } from "./support/files.ts";

/** The items that a job gets of a file with these lines. */
async function itemsOf(lines: readonly string[]): Promise<unknown[]> {
  const file = temporaryPath("rows.jsonl");
  writeFileSync(file, lines.join("\n"));
  const items: unknown[] = [];
  const step = (item: unknown) => void items.push(item);
  const job = defineJob({
    name: "rows",
    source: fromJsonLines<unknown>(file),
    step,
    concurrency: 1,
  });
  await run(job, { state: temporaryPath("state.db") });
  return items;
}

test("numbers of a file that stay the same are read", async () => {
  const lines = [
    "9007199254740991",
    "-9007199254740991",
    "100000000000000000000",
    "0.12345678901234568",
    '"12345678901234567890 \\" 12345678901234567890"',
  ];
  const items = await itemsOf(lines);
  expect(items.map((item) => JSON.stringify(item))).toEqual(lines);
});

test.each([
  ["12345678901234567890", "12345678901234567000"],
  ["-9007199254740993", "-9007199254740992"],
])("a file with the number %s, which would become another one, is refused", async (text, other) => {
  const lines = [`{"id":"${text}"}`, `{"of":[{"name":"\\"","id":${text}}]}`];
  await expect(itemsOf(lines)).rejects.toMatchObject({
    name: "ConfigError",
    message: expect.stringContaining(
      `line 2 has the number ${text}, which would become ${other}; write it as text, in double quotes`,
    ),
  });
});
