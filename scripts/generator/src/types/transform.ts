import { astToString, resolveRef, scanDiscriminators, transformSchema } from "openapi-typescript";
import ts from "typescript";
import type { JsonObject } from "../description/source.ts";
import { separateGiven } from "./given.ts";
import { restructure } from "./restructure.ts";
import { TYPE } from "./searches.ts";

/**
 * The TypeScript of a prepared bundle, by openapi-typescript's transformation.
 *
 * Its main function would resolve and validate the document once more, which takes most of the time.
 * A bundle has local references only and has been checked, so its transformation is called directly,
 * with a context of our own.
 *
 * @param given the schemas that only requests contain. An empty set leaves each schema one type.
 */
export function toTypeScript(
  document: JsonObject,
  given: ReadonlySet<string> = separateGiven(document),
): string {
  type Schema = Parameters<typeof transformSchema>[0];
  type Context = Parameters<typeof transformSchema>[1];
  const schema = document as unknown as Schema;
  const context: Context = {
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    conditionalEnums: false,
    dedupeEnums: false,
    defaultNonNullable: false,
    discriminators: scanDiscriminators(schema, {}),
    emptyObjectsUnknown: false,
    enum: false,
    enumValues: false,
    excludeDeprecated: false,
    exportType: false,
    generatePathParams: false,
    immutable: false,
    injectFooter: [],
    makePathsEnum: false,
    pathParamsAsTypes: false,
    postTransform: undefined,
    propertiesRequiredByDefault: false,
    readWriteMarkers: false,
    redoc: undefined as never,
    rootTypes: false,
    rootTypesKeepCasing: false,
    rootTypesNoSchemaPrefix: false,
    silent: true,
    transform: (node) =>
      declared(node as unknown as JsonObject) ?? openEnum(node as unknown as JsonObject),
    transformProperty: undefined,
    resolve: (reference) => resolveRef(schema, reference, { silent: false }),
  };
  return shortComments(
    astToString(restructure(transformSchema(schema, context), given) as ts.Node[]),
  );
}

/** A schema whose type is declared beside it. */
function declared(schema: JsonObject): ts.TypeNode | undefined {
  const name = schema[TYPE];
  return typeof name === "string" ? ts.factory.createTypeReferenceNode(name) : undefined;
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

/** Comments without the parts that repeat the types, on one line where they fit, indented by two. */
function shortComments(text: string): string {
  return text
    .replace(/^ *\/\*\* @(enum|constant) .* \*\/\n/gm, "")
    .replace(/^ *\* @(enum|constant) .*\n/gm, "")
    .replace(/^( *)\/\*\* @description (.*) \*\/$/gm, "$1/** $2 */")
    .replace(/^( *\*) @description /gm, "$1 ")
    .replace(/^( *)\/\*\*\n *\* (.*)\n *\*\/$/gm, "$1/** $2 */")
    .replace(/^ +/gm, (indent) => " ".repeat(Math.ceil(indent.length / 2)));
}
