import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { asObject, type Json } from "interkit-generator/description/source";
import { afterAll, beforeEach, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { readLock } from "./lock.ts";
import { description, folder, official, run, runProgram } from "./support/boats.ts";

const files = path.join(folder, "official");
const write = (name: string, content: object | string) =>
  writeFileSync(path.join(files, name), typeof content === "string" ? content : stringify(content));
const watch = (...options: string[]) => runProgram("watch.mjs", files, ...options);

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

/** An official file with a property, a parameter and an operation with a schema that we do not have. */
function extended(version: string) {
  const schema = { $ref: "#/components/schemas/mast" };
  const content = { "application/json": { schema } };
  const put = {
    operationId: "putMast",
    tags: ["Boats"],
    parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
    requestBody: { content },
    responses: { 200: { description: "The mast.", content } },
  };
  const file = official({
    version,
    properties: { mast: { ...schema, nullable: true }, color: { type: "string", enum: ["red"] } },
    paths: { "/boats/{id}/mast": { put } },
  });
  file.paths["/boats/{id}"].get.parameters.push({
    name: "color",
    in: "query",
    schema: { type: "string" },
  });
  const height = { type: "integer", nullable: true, description: "In meters." };
  Object.assign(file.components.schemas, { mast: { type: "object", properties: { height } } });
  return file;
}

/** Adds what is proposed to the files of the description. */
function apply(proposed: Json, to: Json): Json {
  if (Array.isArray(proposed) && Array.isArray(to)) return [...to, ...proposed];
  const [added, known] = [asObject(proposed), asObject(to)];
  if (added === undefined || known === undefined) return proposed;
  const merged = Object.entries(added).map(([key, value]): [string, Json] => [
    key,
    apply(value, known[key] ?? null),
  ]);
  return { ...known, ...Object.fromEntries(merged) };
}

test("proposes the YAML of additions, and nothing of it differs once it is written", async () => {
  write("2.16.yaml", extended("2.16"));
  write("Preview.yaml", extended("Preview"));
  const report = path.join(folder, "report.md");
  await watch("--report", report);
  const text = readFileSync(report, "utf8");
  expect(text).not.toContain("In meters.");
  expect(text.match(/x-versions: ">=2.16"/g)).toHaveLength(5);
  // The place of the method is a decision.
  const named = text.replace("putMast", "boats.mast.update");
  for (const [, file = "", proposed = ""] of named.matchAll(/```yaml\n# (\S+)\n([\s\S]*?)```/g)) {
    const target = path.join(folder, file);
    const known = existsSync(target) ? parse(readFileSync(target, "utf8")) : {};
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, stringify(apply(parse(proposed), known)));
  }
  const drift = await run(files);
  expect(drift.errors).toEqual([]);
  expect(drift.lines.filter((line) => line.startsWith("new"))).toEqual([]);
  expect(drift.lines).toContainEqual(expect.stringMatching(/^2\.16: 0 differences/));

  rmSync(path.join(folder, "resources"), { recursive: true });
  mkdirSync(path.join(folder, "resources"));
  writeFileSync(path.join(folder, "resources/boats.yaml"), description["resources/boats.yaml"]);
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
  expect(await runProgram("watch.mjs", nowhere)).toEqual({
    code: 1,
    lines: [],
    errors: [`${nowhere} cannot be read: give the path of an OpenAPI file`],
  });
});
