import path from "node:path";
import { bundleAll } from "interkit-generator/description/bundle";
import { typesFor } from "interkit-generator/types/generate";
import { expect, test } from "vitest";
import config from "../../../../openapi/generator.config.ts";

const files = await typesFor(
  config,
  bundleAll(path.resolve(import.meta.dirname, "../../../../openapi")),
);
const bytes = new Map(
  files.map(({ path: file, text }) => [path.basename(file), Buffer.byteLength(text)]),
);

test("the types of all versions stay under 6 MB, comments included", () => {
  const all = [...bytes.values()].reduce((sum, size) => sum + size, 0);
  expect(all).toBeLessThan(6_000_000);
});

test("the types of the newest stable version stay under 700 kB", () => {
  expect(bytes.get("2.16.ts")).toBeLessThan(700_000);
});

test("no type is empty by accident", () => {
  const empty = files.filter(({ text }) => text.includes("Record<string, never>"));
  expect(empty.map((file) => file.path)).toEqual([]);
});

test("generating twice gives the same bytes", async () => {
  const folder = path.resolve(import.meta.dirname, "../../../../openapi");
  const once = await typesFor(config, bundleAll(folder, "2.16"));
  expect(await typesFor(config, bundleAll(folder, "2.16"))).toEqual(once);
});
