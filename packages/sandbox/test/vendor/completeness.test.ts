import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { everyMethod, resourceOf } from "./support.ts";
import { resourcesOfFile } from "./walks.ts";

test("every resource of the vendor's client is tested, in one file", () => {
  const resources = [...new Set(everyMethod().map(resourceOf))].sort();
  expect(resources.length).toBeGreaterThan(60);
  expect(Object.values(resourcesOfFile).flat().sort()).toEqual(resources);
});

test("every resource has a test file, and every test file has a resource", () => {
  const files = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => name.replace(".test.ts", ""));
  const others = ["completeness", "lists"];
  expect(files.filter((name) => !others.includes(name)).sort()).toEqual(
    Object.keys(resourcesOfFile).sort(),
  );
});
