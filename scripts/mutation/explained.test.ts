import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { allExplained, type Explained, staleOf } from "./explained.ts";
import { type Mutant, oneLine } from "./stryker.ts";

const root = path.resolve(import.meta.dirname, "../..");

test("each change that is explained is of code that exists", async () => {
  const lost = (await allExplained()).filter(({ file, code }) => {
    const source = readFileSync(path.join(root, file), "utf8");
    return !oneLine(source).includes(code);
  });
  expect(lost).toEqual([]);
});

const survivor: Mutant = {
  file: "a.ts",
  line: 1,
  code: "count + 1",
  becomes: "count - 1",
  status: "Survived",
  range: "a.ts:1:0-1:9",
};
const entry: Explained = { file: "a.ts", code: "count", becomes: "count - 1", why: "" };

test("an entry that explains no survivor of the files that were tried is stale", () => {
  const killed = { ...survivor, status: "Killed" };
  const other = { ...survivor, becomes: "true" };
  const unmet = { ...survivor, status: "NoCoverage" };
  expect(staleOf([entry], [survivor])).toEqual([]);
  expect(staleOf([entry], [unmet])).toEqual([]);
  expect(staleOf([entry], [{ ...survivor, status: "Timeout" }])).toEqual([]);
  expect(staleOf([entry], [killed])).toEqual([entry]);
  expect(staleOf([entry], [other])).toEqual([entry]);
  expect(staleOf([{ ...entry, code: "total" }], [survivor])).toHaveLength(1);
});

test("an entry of a file that was not tried may be right", () => {
  expect(staleOf([{ ...entry, file: "b.ts" }], [survivor])).toEqual([]);
});
