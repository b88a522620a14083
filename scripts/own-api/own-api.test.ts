import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyTree } from "./copy.ts";
import { behaviour, types } from "./fixtures.ts";
import { blocksOf, readGuide } from "./guide.ts";
import { link, runNode, scriptOf } from "./linked.ts";

const root = path.resolve(import.meta.dirname, "../..");
const GENERATED = "generated 26 files, 26 of them changed (2 API versions bundled anew)";

/** For the compiler and the generator on a busy machine. */
const MAX_MS = 300_000;

let folder = "";

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "own-api-"));
  copyTree(root, folder, "Pedal");
  link(folder, root);
  const generated = await runNode(folder, ...scriptOf(folder, "generate"));
  expect(generated.output.trim()).toBe(GENERATED);
}, MAX_MS);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a program in the new repository, as its script `start` runs the example. */
async function run(program: string): Promise<string> {
  const args = scriptOf(folder, "start");
  const { code, output } = await runNode(folder, ...args.slice(0, -1), program);
  expect(code, output).toBe(0);
  return output;
}

test(
  "the generated client has the types of each version of the second API",
  async () => {
    writeFileSync(path.join(folder, "types.ts"), types);
    writeFileSync(path.join(folder, "behaviour.ts"), behaviour);
    expect(await runNode(folder, ...scriptOf(folder, "typecheck"))).toEqual({
      code: 0,
      output: "",
    });
  },
  MAX_MS,
);

test("the program of the guide creates, pages, searches and changes, and prints what is shown", async () => {
  const shown = blocksOf(readGuide(root)).find(({ language }) => language === "text");
  expect(await run("program.ts")).toBe(shown?.text);
  expect(shown?.text).toContain("page: Bicycle 1, Bicycle 2\npage: Bicycle 3, Bicycle 4\npage: ");
});

test("errors, versions and limits of the second API are its own", async () => {
  writeFileSync(path.join(folder, "behaviour.ts"), behaviour);
  expect(JSON.parse(await run("behaviour.ts"))).toEqual({
    older: ["created_at", "id", "kind", "name", "price"],
    newer: ["battery_percent", "created_at", "id", "kind", "name", "price"],
    riders: ["Mary", "Grace", "Ada"],
    token: ["ApiError", 401, "unauthorized", null],
    missing: ["ApiError", 404, "not_found", null],
    kind: ["ApiError", 400, "parameter_invalid", "kind"],
    low: { error: { code: "not_found", message: "Resource Not Found" } },
    limited: ["RateLimitError", 429, "rate_limit_exceeded"],
    region: ["ConfigError", 'There is no region "us"; the regions are eu'],
    removed: [400, "version_invalid", "2.0"],
    version: [400, "version_invalid", "2.0"],
    latest: [200, null, "2.0"],
    header: [
      "ConfigError",
      "The API version is not a header of a call; import createClient from @pedal/core/<version>",
    ],
  });
});
