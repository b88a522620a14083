import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";

const types = path.resolve(import.meta.dirname, "../src/client/search-types.ts");
const compiler = path.resolve(import.meta.dirname, "../../../node_modules/typescript-7/bin/tsc");
const options =
  "--ignoreConfig --noEmit --strict --module nodenext --target es2022 --lib es2022 --allowImportingTsExtensions";

/** Returns what TypeScript 7 prints for queries of fields of three kinds. */
function compile(queries: readonly string[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), "queries-"));
  const constants = queries.map((query, at) => `export const q${at}: Query = ${query};`);
  const text = `import type { SearchField, SearchFilterOn, SearchQueryOf } from ${JSON.stringify(types)};
    type Query = SearchQueryOf<
      | SearchFilterOn<"name", SearchField<"=" | "IN" | "~", string>>
      | SearchFilterOn<"updated_at", SearchField<"=" | "IN" | ">", number, number | Date>>
      | SearchFilterOn<"open", SearchField<"=" | "IN", boolean>>
    >;\n${constants.join("\n")}`;
  try {
    writeFileSync(path.join(folder, "queries.ts"), text);
    const args = [compiler, ...options.split(" "), "--types", "", "queries.ts"];
    const { stdout, error } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    if (error) throw error;
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("the compiler names the value or the field that is wrong in a group", () => {
  const printed = compile([
    '{ operator: "AND", value: [{ field: "updated_at", operator: ">", value: "5" }] }',
    '{ operator: "AND", value: [{ field: "nmae", operator: "=", value: "Ada" }] }',
  ]);
  expect(printed).toContain("Type 'string' is not assignable to type 'number'");
  expect(printed).toContain(`Type '"nmae"' is not assignable to type '"name"'`);
});

test("a group may be mutable or readonly", () => {
  const group = '{ operator: "OR", value: [{ field: "name", operator: "=", value: "Ada" }] }';
  expect(compile([group, `${group} as const`])).toBe("");
});
