import { readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import config from "../../../openapi/generator.config.ts";

const source = path.resolve(import.meta.dirname, "../src");

/** What names this API or this repository, in any case. */
const NAMES = new RegExp(`${config.name}|${config.scope.slice(1)}`, "i");

/** The lines of a text with such a name. */
function linesWithNames(text: string): string[] {
  return text.split("\n").filter((line) => NAMES.test(line));
}

test("the generator names no API: the names are in the configuration", () => {
  const files = globSync("**/*.ts", { cwd: source }).sort();
  expect(files.length).toBeGreaterThan(50);
  const found = files.flatMap((file) =>
    linesWithNames(readFileSync(path.join(source, file), "utf8")).map((line) => `${file}: ${line}`),
  );
  expect(found).toEqual([]);
});

test("a line that names the API is found in any case", () => {
  const lines = ["const a = createINTERCOM();", "// The API.", 'import "@interkit/core";'];
  expect(linesWithNames(lines.join("\n"))).toEqual([lines[0], lines[2]]);
});
