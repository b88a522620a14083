import ts from "typescript";
import type { Json, JsonObject } from "../description/source.ts";
import { asObject } from "../description/source.ts";
import { objectsIn, operationsOf, referencesFrom } from "../description/walk.ts";

const PREFIX = "#/components/schemas/";

/**
 * Finds the schemas that only requests contain, and separates them from those of responses: one that
 * both contain is copied, `GroupContent` to `GroupContentGiven`, and requests refer to the copy.
 *
 * An optional property of a request may be `undefined`, and is then left out. A response never holds
 * `undefined`, and neither do its types.
 */
export function separateGiven(document: JsonObject): ReadonlySet<string> {
  const schemas = asObject(asObject(document["components"])?.["schemas"]) ?? {};
  const operations = operationsOf(document).map(({ node }) => node);
  const given: Json[] = operations.flatMap((node) => [
    node["requestBody"] ?? null,
    node["parameters"] ?? null,
  ]);
  const inRequests = referencesFrom(document, ...given);
  const inAnswers = referencesFrom(document, ...operations.map((node) => node["responses"]));
  const names = [...inRequests].filter((reference) => reference.startsWith(PREFIX));
  const shared = new Set(names.filter((reference) => inAnswers.has(reference)));
  const own = names.filter((reference) => !shared.has(reference)).map(nameIn);
  const copies = [...shared].map((reference) => {
    const name = `${nameIn(reference)}Given`;
    schemas[name] = structuredClone(schemas[nameIn(reference)] as JsonObject);
    return name;
  });
  const givenNames = [...own, ...copies];
  for (const node of [...given, ...givenNames.map((name) => schemas[name] ?? null)]) {
    for (const object of objectsIn(node)) {
      const reference = object["$ref"];
      if (typeof reference === "string" && shared.has(reference)) {
        object["$ref"] = `${reference}Given`;
      }
    }
  }
  return new Set(givenNames);
}

const nameIn = (reference: string) => reference.slice(PREFIX.length);

/**
 * Lets every property that may be left out be `undefined`, with `exactOptionalPropertyTypes` too: the optional
 * ones, and the entries of a map, such as those of custom attributes.
 */
export function admitUndefined<Node extends ts.Node>(node: Node): Node {
  const visit = (inner: ts.Node): ts.Node => {
    const visited = ts.visitEachChild(inner, visit, undefined);
    if (ts.isIndexSignatureDeclaration(visited)) {
      const { modifiers, parameters, type } = visited;
      return factory.updateIndexSignature(visited, modifiers, parameters, orUndefined(type));
    }
    if (!ts.isPropertySignature(visited) || !visited.questionToken || !visited.type) return visited;
    if (visited.type.kind === ts.SyntaxKind.NeverKeyword) return visited;
    const { modifiers, name, questionToken, type } = visited;
    return factory.updatePropertySignature(
      visited,
      modifiers,
      name,
      questionToken,
      orUndefined(type),
    );
  };
  return visit(node) as Node;
}

const { factory } = ts;

function orUndefined(type: ts.TypeNode): ts.TypeNode {
  // `unknown` has the value already.
  if (type.kind === ts.SyntaxKind.UnknownKeyword) return type;
  return factory.createUnionTypeNode([
    ...(ts.isUnionTypeNode(type) ? type.types : [type]),
    nothing,
  ]);
}

const nothing = factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword);
