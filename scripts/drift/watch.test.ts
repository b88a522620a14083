import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { stringify } from "yaml";
import { readLock } from "./lock.ts";
import { folder, official, run, runProgram } from "./support/boats.ts";

const files = path.join(folder, "official");
const write = (name: string, content: object | string) =>
  writeFileSync(path.join(files, name), typeof content === "string" ? content : stringify(content));
const watch = (...options: string[]) => runProgram("watch.ts", files, ...options);

beforeEach(() => {
  for (const name of ["official", "lock.json"]) {
    rmSync(path.join(folder, name), { recursive: true, force: true });
  }
  mkdirSync(files);
  write("2.16.yaml", official());
});
afterAll(() => rmSync(folder, { recursive: true }));

test("compares each official file once, until it changes", async () => {
  expect((await watch()).lines).toContain("## 2.16: nothing to do");
  expect(readLock(folder)).toEqual({
    commit: null,
    files: {
      "2.16": { sha256: expect.stringMatching(/^[0-9a-f]{64}$/), compared: expect.any(String) },
    },
  });
  expect((await watch()).lines).toContain("No official file has changed.");

  write("2.16.yaml", official({ properties: { mast: { type: "string" } } }));
  const report = path.join(folder, "report.md");
  const { code, lines } = await watch("--report", report);
  expect(lines).toContain("## 2.16: to be described");
  expect(lines).toContain("new      GET /boats/{} 200 application/json .mast");
  expect(readFileSync(report, "utf8")).toContain("application/json .mast");
  expect(code).toBe(0);
});

test("names the files that cannot be read, and compares the others", async () => {
  write("broken.yaml", "openapi: [3.0.1\n");
  write("twice.yaml", "openapi: 3.0.1\nopenapi: 3.0.1\npaths: {}\n");
  const { lines } = await watch();
  expect(lines).toContain("## 2.16: nothing to do");
  for (const name of ["broken.yaml", "twice.yaml"]) {
    expect(
      lines.filter((line) => line.startsWith("- skipped: ") && line.includes(name)),
    ).toHaveLength(1);
  }

  const drift = await run(files);
  expect(drift.lines.at(-1)).toMatch(/^2\.16: 0 differences/);
  expect(drift.errors.map((line) => /broken|twice/.exec(line)?.[0])).toEqual(["broken", "twice"]);
  expect(drift.code).toBe(1);
});

test("a folder that does not exist is one line that says what to give", async () => {
  const nowhere = path.join(folder, "nowhere");
  expect(await runProgram("watch.ts", nowhere)).toEqual({
    code: 1,
    lines: [],
    errors: [`${nowhere} cannot be read: give the path of an OpenAPI file`],
  });
});
