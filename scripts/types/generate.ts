import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import type { Bundle } from "../description/bundle.ts";
import type { JsonObject } from "../description/source.ts";
import type { GeneratedFile } from "../generate.ts";
import { listsInterface } from "./lists.ts";
import { prepare } from "./prepare.ts";
import { restructure } from "./restructure.ts";

const BANNER = "// Generated from openapi/ by `npm run generate`. Do not edit.";
const FOLDER = "packages/core/src/generated";

/** The modules of `@interkit/core/<version>`: types of one API version and its `createClient`. */
export async function typesFor(bundles: readonly Bundle[]): Promise<GeneratedFile[]> {
  const files: GeneratedFile[] = [];
  for (const { version, document } of bundles) {
    const text = [
      BANNER,
      'import { type Client, type ClientOptions, clientFor } from "../client.ts";',
      await schemaTypes(document),
      listsInterface(document),
      createClient(version),
    ].join("\n\n");
    files.push({ path: `${FOLDER}/${moduleName(version)}.ts`, text: `${text}\n` });
  }
  return [...files, unstable()];
}

/** `Preview` is imported as `preview`; the others as they are. */
export function moduleName(version: string): string {
  return version.toLowerCase();
}

async function schemaTypes(document: JsonObject): Promise<string> {
  const nodes = await openapiTS(prepare(document) as never, {
    silent: true,
    defaultNonNullable: false,
    transform: (schema) => openEnum(schema as unknown as JsonObject),
  });
  const printed = astToString(restructure(nodes) as ts.Node[]);
  return printed
    .replace(/^( *)\/\*\* @description (.*) \*\/$/gm, "$1/** $2 */")
    .replace(/^( *\*) @description /gm, "$1 ")
    .replace(/^( *)\/\*\*\n *\* (.*)\n *\*\/$/gm, "$1/** $2 */");
}

/**
 * An enum that admits further strings keeps its known values for completion: `string & {}` stops
 * the compiler from folding the union to `string`.
 */
function openEnum(schema: JsonObject): ts.TypeNode | undefined {
  const [known, any] = (schema["anyOf"] ?? []) as JsonObject[];
  if (!known?.["enum"] || !any || any["enum"] || Object.keys(any).length > 1) return undefined;
  const types = [any["type"]].flat();
  if (!types.includes("string")) return undefined;
  const { factory } = ts;
  const text = (value: unknown) =>
    factory.createLiteralTypeNode(factory.createStringLiteral(String(value)));
  const string = factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword);
  const members: ts.TypeNode[] = [
    ...(known["enum"] as string[]).map(text),
    factory.createIntersectionTypeNode([string, factory.createTypeLiteralNode([])]),
  ];
  if (types.includes("null")) members.push(factory.createLiteralTypeNode(factory.createNull()));
  return factory.createUnionTypeNode(members);
}

function createClient(version: string): string {
  return `/** Makes a client that speaks version ${version} of the API. */
export const createClient: (options: ClientOptions) => Client<paths, lists> = clientFor("${version}");`;
}

function unstable(): GeneratedFile {
  const text = `${BANNER}
import { type Client, type ClientOptions, clientFor } from "../client.ts";
import type { lists, paths } from "./preview.ts";

export type * from "./preview.ts";

/** Makes a client that asks for Preview by its older name, Unstable. */
export const createClient: (options: ClientOptions) => Client<paths, lists> = clientFor("Unstable");
`;
  return { path: `${FOLDER}/unstable.ts`, text };
}
