import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkReports, writeReports } from "./check.ts";
import { MissingDeclarationsError } from "./entries.ts";
import { files } from "./sample.ts";

const program = path.resolve(import.meta.dirname, "run.ts");
let root = "";

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "interkit-api-"));
  for (const [file, lines] of Object.entries(files)) put(file, lines);
  const place = path.join(root, "packages/tools/node_modules/@example");
  mkdirSync(place, { recursive: true });
  symlinkSync(path.join(root, "packages/base"), path.join(place, "base"), "junction");
  writeReports(root);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(file: string, lines: readonly string[]): void {
  const place = path.join(root, file);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, `${lines.join("\n")}\n`);
}

function edit(file: string, from: string, to: string): void {
  const place = path.join(root, file);
  const text = readFileSync(place, "utf8");
  expect(text).toContain(from);
  writeFileSync(place, text.replace(from, to));
}

function reported(file: string): string {
  return readFileSync(path.join(root, file), "utf8");
}

/** The output and the exit status of the command in the repository. */
function run(...options: string[]): Promise<{ code: number; output: string }> {
  const args = ["--import", "tsx", program, "--root", root, ...options];
  return new Promise((resolve) => {
    execFile(process.execPath, args, (error, stdout, stderr) => {
      resolve({ code: error ? 1 : 0, output: stdout + stderr });
    });
  });
}

const index = "packages/tools/dist/index.d.ts";

test("reports that --write wrote match the exports", () => {
  expect(checkReports(root).message).toBe("6 reports say what the packages export.");
  expect(reported("packages/tools/api/index.api.md")).toContain(
    [
      'export { Mistake } from "@example/base";',
      "",
      "export interface Options {",
      "    readonly name: string;",
      "    readonly times?: number;",
      "}",
      "",
      "export function greet(name: string, options?: Options): string;",
    ].join("\n"),
  );
});

test("the command fails after a change, until --write accepts it", async () => {
  edit(index, "name: string, options", "name: string | URL, options");
  expect((await run()).code).toBe(1);
  const file = path.join("packages", "tools", "api", "index.api.md");
  expect(await run("--write")).toEqual({ code: 0, output: `wrote ${file}\n` });
  expect((await run()).code).toBe(0);
});

test.each([
  {
    what: "an export that is added",
    file: index,
    from: "export interface Options",
    to: "export declare const added: true;\nexport interface Options",
    lines: ["@example/tools: added is new", "  + export const added: true;"],
  },
  {
    what: "an export that is removed",
    file: "packages/tools/dist/extra.d.ts",
    from: "export declare const defaults: Options;",
    to: "export {};",
    lines: ["@example/tools/extra: defaults is missing", "  - export const defaults: Options;"],
  },
  {
    what: "a parameter's type that changes",
    file: index,
    from: "name: string, options",
    to: "name: number, options",
    lines: [
      "@example/tools: greet has changed",
      "  - export function greet(name: string, options?: Options): string;",
      "  + export function greet(name: number, options?: Options): string;",
    ],
  },
  {
    what: "an option that becomes required",
    file: index,
    from: "times?:",
    to: "times:",
    lines: [
      "@example/tools: Options has changed",
      "  -     readonly times?: number;",
      "  +     readonly times: number;",
    ],
  },
  {
    what: "a class that can be imported as a type only",
    file: index,
    from: "export { Greeter }",
    to: "export type { Greeter }",
    lines: ["@example/tools: Greeter has changed", "  + export type { Greeter };"],
  },
  {
    what: "a class with a public constructor",
    file: "packages/tools/dist/greeter.d.ts",
    from: "private constructor",
    to: "constructor",
    lines: [
      "@example/tools: Greeter has changed",
      "  -     private constructor();",
      "  +     constructor();",
    ],
  },
  {
    what: "a class of another package that can be imported as a type only",
    file: index,
    from: "export { Mistake }",
    to: "export type { Mistake }",
    lines: [
      "@example/tools: Mistake has changed",
      '  - export { Mistake } from "@example/base";',
      '  + export type { Mistake } from "@example/base";',
    ],
  },
  {
    what: "a declaration that an export names and no entry point exports",
    file: index,
    from: "readonly name: string;",
    to: 'readonly name: Name;\n}\ninterface Name {\n  readonly first: string;\n  readonly "last": string;',
    lines: [
      "@example/tools: Name is named by Options, and not exported",
      "  + interface Name {",
      "  +     readonly first: string;",
    ],
  },
  {
    what: "a type of another package that an export names and its package does not export",
    file: index,
    from: "readonly times?: number;",
    to: 'readonly times?: import("@example/base").Count;',
    lines: [
      "@example/tools: Count is named by Options, and not exported",
      '  + import { Count } from "@example/base";',
    ],
  },
  {
    what: "a method of one API version that changes",
    file: "packages/tools/dist/generated/1.1.d.ts",
    from: "list(limit?: number)",
    to: "list(limit: number)",
    lines: [
      "@example/tools/<version>: intercom.things.list has changed",
      "  - intercom.things.list(limit?: number): Thing[] // 1.1+",
      "  + intercom.things.list(limit: number): Thing[] // 1.1",
      "  + intercom.things.list(limit?: number): Thing[] // 1.2",
    ],
  },
  {
    what: "a function of a resource of one API version that changes",
    file: "packages/tools/dist/generated/1.2/things.d.ts",
    from: "createThings(name: string)",
    to: "createThings(name?: string)",
    lines: [
      "@example/tools/<version>/<resource>: things has changed",
      "  - things: export function createThings(name: string): Things",
      "  + things: export function createThings(name: string): Things // 1.1",
      "  + things: export function createThings(name?: string): Things // 1.2",
    ],
  },
  {
    what: "a type that only resources name",
    file: "packages/tools/dist/bind.d.ts",
    from: "(name: string)",
    to: "(name: string, times: number)",
    lines: ["@example/tools: Bind has changed", "  -     (name: string): Methods;"],
  },
  {
    what: "a type that only the newest API version has",
    file: "packages/tools/dist/generated/1.2.d.ts",
    from: "export interface Things",
    to: "export interface Other {}\nexport interface Things",
    lines: ["@example/tools/<version>: Other is new", "  + export type Other // 1.2"],
  },
])("$what is named, with its entry point and the command", ({ file, from, to, lines }) => {
  edit(file, from, to);
  const { isGood, message: words } = checkReports(root);
  expect(isGood).toBe(false);
  expect(words).toContain(lines.join("\n"));
  expect(words).toContain("npm run api -- --write");
});

test("what an export names is listed with the package that exports it", () => {
  expect(reported("packages/tools/api/unexported.api.md")).toContain(
    'import { Limit } from "@example/base";',
  );
});

test("docstrings, private members and the order of members do not change a report", () => {
  edit("packages/base/dist/index.d.ts", "/** How many. */", "/** The most there may be. */");
  edit("packages/base/dist/index.d.ts", "  private readonly secret;\n", "");
  edit(
    index,
    "  readonly name: string;\n  readonly times?: number;",
    "  readonly times?: number;\n  readonly name: string;",
  );
  expect(checkReports(root).isGood).toBe(true);
});

test("an export that is the same in all API versions has one line, without a range", () => {
  const report = reported("packages/tools/api/versions.api.md");
  expect(report).toContain("\nversions: 1.0 1.1 1.2\n");
  expect(report).toContain('\nlatest: export * from "./1.2.ts"\n');
  expect(report).toContain("\nexport type Thing\n");
  expect(report).toContain("\nintercom.things.list(): Thing[] // 1.0\n");
});

test("the report of a removed entry point is named, and deleted by --write", () => {
  edit("packages/tools/package.json", '"./extra"', '"./1.3"');
  edit("packages/tools/package.json", "./dist/extra.d.ts", "./dist/generated/1.2.d.ts");
  const stale = "packages/tools/api/extra.api.md";
  expect(checkReports(root).message).toContain(`${stale} is a report of nothing that is exported`);
  expect(writeReports(root).message).toContain(`deleted ${stale}`);
  expect(checkReports(root).isGood).toBe(true);
});

test("a package that is not built is named", () => {
  rmSync(path.join(root, "packages/tools/dist/extra.d.ts"));
  const mistake = /^@example\/tools\/extra has no .*extra\.d\.ts: build it first$/;
  expect(() => checkReports(root)).toThrow(MissingDeclarationsError);
  expect(() => checkReports(root)).toThrow(mistake);
});
