import ts from "typescript";
import { valueAt, vendorValueIn } from "../program/resolve.ts";
import type { FileRewrite } from "./file-rewrite.ts";

/** Leaves a comment where a client, or a method of it, goes where the compiler does not follow it. */
export function noteUnfollowed(rewrite: FileRewrite, node: ts.Node): void {
  if (ts.isPropertyAccessExpression(node)) noteMethod(rewrite, node, node.name.text);
  else if (ts.isElementAccessExpression(node)) noteMethod(rewrite, node, "[…]");
  else if (ts.isBindingElement(node)) noteTaken(rewrite, node);
  if (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)) notePassed(rewrite, node);
}

/** A method that is not called in place: `const { find } = client.contacts`, `client.contacts["find"](…)`. */
function noteMethod(
  rewrite: FileRewrite,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  name: string,
): void {
  const owner = valueAt(node.expression, rewrite.checker);
  if (owner === undefined || owner.kind === "error") return;
  if (valueAt(node, rewrite.checker) !== undefined || isAssigned(node)) return;
  const isCalled = ts.isCallExpression(node.parent) && node.parent.expression === node;
  if (isCalled && ts.isPropertyAccessExpression(node)) return;
  const place = owner.kind === "resource" ? `${owner.path}.${name}` : name;
  rewrite.leave(node, `\`${place}\` is used without a call in place: rewrite it by hand.`);
}

/** A method that is taken from a resource: `const { find } = client.contacts`. */
function noteTaken(rewrite: FileRewrite, node: ts.BindingElement): void {
  const { checker } = rewrite;
  const owner = vendorValueIn(checker.getTypeAtLocation(node.parent), checker);
  if (owner === undefined || owner.kind === "error") return;
  if (vendorValueIn(checker.getTypeAtLocation(node), checker) !== undefined) return;
  const taken = node.propertyName ?? node.name;
  const name = ts.isIdentifier(taken) ? taken.text : "[…]";
  const place = owner.kind === "resource" ? `${owner.path}.${name}` : name;
  rewrite.leave(node, `\`${place}\` is used without a call in place: rewrite it by hand.`);
}

const isAssigned = ({ parent }: ts.Node): boolean =>
  ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;

/** A client that is passed to a parameter, or put into a property, that has no type. */
function notePassed(rewrite: FileRewrite, node: ts.Identifier | ts.PropertyAccessExpression): void {
  const { parent } = node;
  if (!isPassed(node) || !isValue(node)) return;
  const value = valueAt(node, rewrite.checker);
  if (value === undefined || value.kind === "error") return;
  const expected = rewrite.checker.getContextualType(node);
  if (expected !== undefined && !(expected.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)))
    return;
  const call = ts.findAncestor(parent, isCallOrNew);
  const callee = call === undefined ? "" : placeOf(call.expression);
  if (callee.startsWith("console.")) return;
  rewrite.leave(node, `\`${callee}\` gets the client without a type: check what it calls.`);
}

/** A chain of names without the white space and comments in it. */
function placeOf(node: ts.Expression): string {
  if (ts.isIdentifier(node)) return node.text;
  if (!ts.isPropertyAccessExpression(node)) return "(…)";
  return `${placeOf(node.expression)}.${node.name.text}`;
}

const isValue = (node: ts.Node): boolean =>
  !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node);

function isPassed(node: ts.Node): boolean {
  const { parent } = node;
  if (isCallOrNew(parent)) return parent.arguments?.some((one) => one === node) ?? false;
  const isInObject =
    (ts.isPropertyAssignment(parent) && parent.initializer === node) ||
    ts.isShorthandPropertyAssignment(parent);
  return isInObject && isPassed(parent.parent);
}

const isCallOrNew = (node: ts.Node): node is ts.CallExpression | ts.NewExpression =>
  ts.isCallExpression(node) || ts.isNewExpression(node);
