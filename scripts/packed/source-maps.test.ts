import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { mapFaults } from "./source-maps.ts";

function packed(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "interkit-maps-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text);
  return { folder, files: Object.keys(files) };
}

const code = "export {};\n//# sourceMappingURL=a.js.map\n";
const map = (content: object) => JSON.stringify({ version: 3, mappings: "", ...content });

test("a map that contains its source needs no other file", () => {
  const whole = map({ sources: ["../src/a.ts"], sourcesContent: ["export {};"] });
  expect(mapFaults(packed({ "a.js": code, "a.js.map": whole }))).toEqual([]);
});

test("a map whose source is in the package is whole", () => {
  const beside = map({ sources: ["a.ts"] });
  expect(mapFaults(packed({ "a.js": code, "a.js.map": beside, "a.ts": "export {};" }))).toEqual([]);
});

test("a map whose source is not published is named", () => {
  const empty = map({ sources: ["../src/a.ts"] });
  expect(mapFaults(packed({ "a.js": code, "a.js.map": empty }))).toEqual([
    "a.js.map points to ../src/a.ts, which the package does not have",
  ]);
  const nothing = map({ sources: ["../src/a.ts"], sourcesContent: [null] });
  expect(mapFaults(packed({ "a.js": code, "a.js.map": nothing }))).toHaveLength(1);
});

test("a file whose map is not published is named, also a style sheet", () => {
  expect(mapFaults(packed({ "a.js": code }))).toEqual([
    "a.js names a.js.map, which the package does not have",
  ]);
  const style = "p {}\n/*# sourceMappingURL=a.css.map*/";
  expect(mapFaults(packed({ "a.css": style }))).toEqual([
    "a.css names a.css.map, which the package does not have",
  ]);
});
