import { fileURLToPath } from "node:url";
import type { JsonObject } from "interkit-generator/description/source";
import { type Method, methodsOf } from "interkit-generator/tables/methods";
import { listsInterface } from "interkit-generator/types/lists";
import { prepare } from "interkit-generator/types/prepare";
import { searchesOf, searchTypes } from "interkit-generator/types/searches";
import { toTypeScript } from "interkit-generator/types/transform";
import ts from "typescript";
import { Description } from "../../differences/description.ts";
import { normalized } from "./normalize.ts";

/** A type, or the interface that declares one. */
export type TypeNode = ts.TypeNode | ts.InterfaceDeclaration;

/** Types that the generated ones are made of. */
export const HELPERS = [
  ...["Call", "LazyList", "WithRequired", "SearchField", "SearchFilterOn", "SearchQueryOf"],
  ...["Methods", "components", "lists", "operations", "paths"],
];

const client = new URL("../../../packages/core/src/client/search-types.ts", import.meta.url);
const helpers = `import type { SearchField, SearchFilterOn, SearchQueryOf } from ${JSON.stringify(fileURLToPath(client))};
export type { SearchField, SearchFilterOn, SearchQueryOf };
export type WithRequired<T, K extends keyof T> = T & { [P in K]-?: T[P] };
export interface Call { data: unknown }
export interface LazyList { items: unknown; pages: unknown }`;

/** The generated types of a document: as text for the compiler, and parsed. */
export class Declarations {
  readonly text: string;
  readonly methods: ReadonlyMap<string, Method>;
  readonly description: Description;
  readonly nameOf: (type: string) => string;
  /** The types by name, those for the compiler alone left out. */
  readonly types = new Map<string, TypeNode>();
  /** The types that only say again what others say. */
  readonly restated: ReadonlySet<string>;
  readonly #interfaces = new Map<string, ts.InterfaceDeclaration>();

  constructor(original: JsonObject, unnamed: ReadonlySet<string>) {
    const { document, nameOf } = normalized(original, unnamed);
    this.nameOf = nameOf;
    this.description = new Description(document);
    const { methods } = methodsOf({ version: "", document });
    this.methods = new Map(methods.map((method) => [method.id, method]));
    const types = [toTypeScript(prepare(document), new Set()), listsInterface(document)];
    // A query names some of the fields that it can.
    const searches = searchTypes(document).replace(/^( {2}readonly "[^"]+"): /gm, "$1?: ");
    const generated = [...types, searches].join("\n");
    // A field of a `Record<string, never>` would be `never`, which fits everywhere.
    const text = generated
      .replace(/^[ \t]*\/\*\*[\s\S]*?\*\/\n/gm, "")
      .replaceAll("Record<string, never>", "object");
    this.text = [helpers, text, methodsInterface(methods)].join("\n");
    const source = ts.createSourceFile("types.ts", text, ts.ScriptTarget.ESNext, true);
    for (const node of source.statements) {
      if (ts.isTypeAliasDeclaration(node)) this.types.set(node.name.text, node.type);
      if (!ts.isInterfaceDeclaration(node)) continue;
      const { text: name } = node.name;
      const isTable = ["paths", "operations", "components", "webhooks", "lists"].includes(name);
      (isTable ? this.#interfaces : this.types).set(name, node);
    }
    this.restated = new Set(searchesOf(document).map(({ thing }) => `${thing}SearchFilter`));
  }

  /** The type at a place of a table: `operations`, the id, `parameters` and so on. */
  at(table: string, ...keys: readonly string[]): ts.TypeNode | undefined {
    let node: TypeNode | undefined = this.#interfaces.get(table);
    for (const key of keys) {
      const within: TypeNode | undefined = node && this.resolved(node);
      if (within === undefined || !(ts.isTypeLiteralNode(within) || isInterface(within))) return;
      node = within.members.filter(ts.isPropertySignature).find((one) => keyOf(one) === key)?.type;
    }
    return node && !isInterface(node) ? node : undefined;
  }

  /** The type without parentheses, and what a reference to a shared parameter or body leads to. */
  resolved<Node extends TypeNode>(node: Node): Node | ts.TypeNode {
    if (ts.isParenthesizedTypeNode(node)) return this.resolved(node.type);
    const keys = keysOf(node);
    const target = keys?.[0] === "components" ? this.at("components", ...keys.slice(1)) : undefined;
    return target && target !== node ? this.resolved(target) : node;
  }

  /** A type on one line, with other text for some of the types in it. */
  render(node: TypeNode, swaps: ReadonlyMap<TypeNode, string> = new Map()): string {
    const swap = swaps.get(node);
    if (swap !== undefined) return swap;
    const resolved = this.resolved(node);
    if (resolved !== node) return `(${this.render(resolved, swaps)})`;
    const source = node.getSourceFile().text;
    let [text, end] = ["", isInterface(node) ? node.members.pos - 1 : node.getStart()];
    const visit = (inner: ts.Node): void => {
      if (!ts.isTypeNode(inner)) {
        ts.forEachChild(inner, visit);
        return;
      }
      text += source.slice(end, inner.getStart()) + this.render(inner, swaps);
      end = inner.end;
    };
    if (isInterface(node)) node.members.forEach(visit);
    else ts.forEachChild(node, visit);
    return (text + source.slice(end, node.end)).replace(/\s*\n\s*/g, " ");
  }

  /** The names of the declared types in a type. */
  namesIn(node: TypeNode): Set<string> {
    const names = new Set<string>();
    const visit = (inner: ts.Node): void => {
      const resolved = ts.isTypeNode(inner) ? this.resolved(inner) : inner;
      // A property that is called like a type is no use of it.
      const name = ts.isTypeReferenceNode(resolved) ? resolved.typeName : undefined;
      if (name && ts.isIdentifier(name) && this.types.has(name.text)) names.add(name.text);
      ts.forEachChild(resolved, visit);
    };
    visit(node);
    return names;
  }
}

export const isInterface = (node: ts.Node): node is ts.InterfaceDeclaration =>
  ts.isInterfaceDeclaration(node);

/** The name of a property: `200`, `application/json`. */
export function keyOf({ name }: ts.PropertySignature): string {
  const isText = ts.isStringLiteral(name) || ts.isIdentifier(name) || ts.isNumericLiteral(name);
  return isText ? name.text : name.getText();
}

/** `["components", "parameters", "AdminId"]` of the type `components["parameters"]["AdminId"]`. */
function keysOf(node: ts.Node): string[] | undefined {
  if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) return [node.typeName.text];
  if (!ts.isIndexedAccessTypeNode(node) || !ts.isLiteralTypeNode(node.indexType)) return undefined;
  const { literal } = node.indexType;
  const keys = keysOf(node.objectType);
  return keys && ts.isStringLiteral(literal) ? [...keys, literal.text] : undefined;
}

/** The methods with their path parameters, and whether they need a body; types are in `operations`. */
function methodsInterface(methods: readonly Method[]): string {
  const lines = methods.map(({ id, pathParameters, body, list }) => {
    const path = pathParameters.map(
      ({ numeric }, index) => `path${index}: ${numeric ? "string | number" : "string"}`,
    );
    const bodies = body ? [`body${body["required"] === true ? "" : "?"}: unknown`] : [];
    return `  ${JSON.stringify(id)}(${[...path, ...bodies].join(", ")}): ${list ? "LazyList" : "Call"};`;
  });
  return ["export interface Methods {", ...lines, "}"].join("\n");
}
