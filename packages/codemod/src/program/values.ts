import ts from "typescript";
import type { VendorValue } from "./declarations.ts";
import type { FollowedValue, Reader } from "./followed.ts";
import { exportAt, symbolAt, vendorValueIn } from "./resolve.ts";
import { clientNames } from "./vendor.ts";

/**
 * Which value of `intercom-client` an expression is: a client, a resource or an error. Its type shows it, or, where
 * that is `any`, the places that the program puts clients into.
 */
export function valueAt(node: ts.Expression, reader: Reader): VendorValue | undefined {
  const type = reader.checker.getTypeAtLocation(node);
  if (!isUntyped(type)) return vendorValueIn(type, reader.checker);
  const value = followedAt(node, reader, maxSteps);
  return value === "several" ? undefined : value;
}

export const isUntyped = (type: ts.Type): boolean => (type.flags & ts.TypeFlags.Any) !== 0;

/** Initial values may refer to each other in a circle. */
const maxSteps = 20;

/** The methods that read a container by a key, or by a class: `c.get("intercom")`. */
const readers: readonly string[] = ["get", "getDecorator", "inject", "resolve"];

/** The value that a program puts into the place which an expression without a type reads. */
export function followedAt(
  node: ts.Expression,
  reader: Reader,
  steps: number,
): FollowedValue | undefined {
  if (steps === 0) return undefined;
  const known = vendorValueIn(reader.checker.getTypeAtLocation(node), reader.checker);
  if (known !== undefined) return known;
  const inner = innerOf(node);
  if (inner !== undefined) return followedAt(inner, reader, steps - 1);
  if (ts.isIdentifier(node)) return ofVariable(node, reader, steps - 1);
  if (ts.isCallExpression(node)) return ofKey(node, reader) ?? ofFunction(node, reader);
  const name = nameRead(node);
  if (name === undefined) return undefined;
  return ofProperty(followedAt(name.owner, reader, steps - 1), name.text, reader);
}

function innerOf(node: ts.Expression): ts.Expression | undefined {
  return ts.isParenthesizedExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isAwaitExpression(node)
    ? node.expression
    : undefined;
}

/** The property that an expression reads, or writes: `request.intercom`, `request["intercom"]`. */
export function nameRead(
  node: ts.Node,
): { readonly owner: ts.Expression; readonly text: string } | undefined {
  if (ts.isPropertyAccessExpression(node)) {
    return { owner: node.expression, text: node.name.text };
  }
  if (!ts.isElementAccessExpression(node)) return undefined;
  const { expression: owner, argumentExpression: key } = node;
  return ts.isStringLiteralLike(key) ? { owner, text: key.text } : undefined;
}

function ofProperty(
  owner: FollowedValue | undefined,
  name: string,
  { followed }: Reader,
): FollowedValue | undefined {
  if (owner === undefined || owner === "several") return followed.names.get(name);
  if (owner.kind === "error") return undefined;
  const path = owner.kind === "client" ? name : `${owner.path}.${name}`;
  return followed.resources.has(path) ? { kind: "resource", path } : undefined;
}

function ofKey(
  { expression: callee, arguments: [key, ...more] }: ts.CallExpression,
  { checker, followed }: Reader,
): FollowedValue | undefined {
  if (!ts.isPropertyAccessExpression(callee) || !readers.includes(callee.name.text)) {
    return undefined;
  }
  if (key === undefined || more.length > 0) return undefined;
  if (ts.isStringLiteralLike(key)) return followed.names.get(key.text);
  return clientNames.includes(exportAt(key, checker) ?? "") ? { kind: "client" } : undefined;
}

/** The value that a function returns: `getClient()`. */
function ofFunction(
  node: ts.CallExpression,
  { checker, followed }: Reader,
): FollowedValue | undefined {
  const declaration = checker.getResolvedSignature(node)?.declaration;
  return declaration && followed.declared.get(declaration);
}

function ofVariable(node: ts.Identifier, reader: Reader, steps: number): FollowedValue | undefined {
  const declaration = symbolAt(node, reader.checker)?.valueDeclaration;
  if (declaration === undefined) return undefined;
  const { declared } = reader.followed;
  if (ts.isParameter(declaration)) return declared.get(declaration);
  if (ts.isBindingElement(declaration)) return ofElement(declaration, reader, steps);
  if (!ts.isVariableDeclaration(declaration)) return undefined;
  const { initializer } = declaration;
  // A variable that gets values later has that of its beginning among them.
  return declared.get(declaration) ?? (initializer && followedAt(initializer, reader, steps));
}

/** The value that a pattern takes: `intercom` of `const { intercom } = request`. */
function ofElement(
  { parent, propertyName, name, dotDotDotToken }: ts.BindingElement,
  reader: Reader,
  steps: number,
): FollowedValue | undefined {
  const taken = propertyName ?? name;
  if (dotDotDotToken || !ts.isObjectBindingPattern(parent) || !ts.isIdentifier(taken)) {
    return undefined;
  }
  const { parent: outer } = parent;
  const initializer = ts.isBindingElement(outer) ? undefined : outer.initializer;
  const owner = initializer && followedAt(initializer, reader, steps);
  return ofProperty(owner, taken.text, reader);
}
