/** A repository of two packages, `base` and `tools`; the second has entry points of API versions. */
export const files: Readonly<Record<string, readonly string[]>> = {
  "packages/base/package.json": manifest("@example/base", { ".": "index" }),
  "packages/base/dist/index.d.ts": [
    "/** How many. */",
    "export interface Limit {",
    "  readonly most: number;",
    "}",
    "export declare class Mistake extends Error {",
    "  readonly limit: Limit;",
    "  private readonly secret;",
    "}",
    "export type Count = 1 | 2 | 3;",
  ],
  "packages/tools/package.json": manifest("@example/tools", {
    ".": "index",
    "./extra": "extra",
    "./1.0": "generated/1.0",
    "./1.1": "generated/1.1",
    "./1.2": "generated/1.2",
    "./latest": "generated/latest",
    "./1.1/*": "generated/1.1/*",
    "./1.2/*": "generated/1.2/*",
  }),
  "packages/tools/dist/index.d.ts": [
    'export { Mistake } from "@example/base";',
    'export { Greeter } from "./greeter.ts";',
    "export interface Options {",
    "  readonly name: string;",
    "  readonly times?: number;",
    "}",
    "export declare function greet(name: string, options?: Options): string;",
  ],
  "packages/tools/dist/greeter.d.ts": [
    "export declare class Greeter {",
    "  private constructor();",
    "}",
  ],
  "packages/tools/dist/extra.d.ts": [
    'import type { Options } from "./index.ts";',
    "export declare const defaults: Options;",
  ],
  "packages/tools/dist/generated/1.0.d.ts": client("list(): Thing[];"),
  "packages/tools/dist/generated/1.1.d.ts": client("list(limit?: number): Thing[];"),
  "packages/tools/dist/generated/1.2.d.ts": client("list(limit?: number): Thing[];"),
  "packages/tools/dist/generated/1.1/things.d.ts": resource("../1.1.ts"),
  "packages/tools/dist/generated/1.2/things.d.ts": resource("../1.2.ts"),
  "packages/tools/dist/bind.d.ts": [
    "export interface Bind<Methods> {",
    "  (name: string): Methods;",
    "}",
  ],
  "packages/tools/dist/generated/latest.d.ts": ['export * from "./1.2.ts";'],
};

function manifest(name: string, entries: Readonly<Record<string, string>>): string[] {
  const exports = Object.entries(entries).map(([key, file]) => [
    key,
    { types: `./dist/${file}.d.ts`, default: `./dist/${file}.js` },
  ]);
  return [JSON.stringify({ name, type: "module", exports: Object.fromEntries(exports) })];
}

function client(method: string): string[] {
  return [
    "export interface Thing {",
    "  readonly id: string;",
    "}",
    "export interface Things {",
    `  ${method}`,
    "}",
    "export interface Intercom {",
    "  readonly things: Things;",
    "}",
  ];
}

/** A module that has the methods of one resource. */
function resource(types: string): string[] {
  return [
    'import type { Bind } from "../../bind.ts";',
    `import type { Things } from "${types}";`,
    "export type { Things };",
    "export declare const bindThings: Bind<Things>;",
    "export declare function createThings(name: string): Things;",
  ];
}
