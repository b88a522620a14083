import ts from "typescript";
import type { VendorValue } from "../program/declarations.ts";
import type { FollowedValue } from "../program/followed.ts";
import { argumentParameter, keyed, parameterOf } from "../program/puts.ts";
import { vendorValueIn } from "../program/resolve.ts";
import { isUntyped, valueAt } from "../program/values.ts";
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
  const owner = valueAt(node.expression, rewrite);
  if (owner === undefined || owner.kind === "error") return;
  if (valueAt(node, rewrite) !== undefined || isAssigned(node)) return;
  const isCalled = ts.isCallExpression(node.parent) && node.parent.expression === node;
  if (isCalled && ts.isPropertyAccessExpression(node)) return;
  const place = owner.kind === "resource" ? `${owner.path}.${name}` : name;
  const isTyped = !isUntyped(rewrite.checker.getTypeAtLocation(node.expression));
  if (!isTyped && !rewrite.vendor.methods.has(place)) return;
  rewrite.leave(node, `\`${place}\` is used without a call in place: rewrite it by hand.`);
}

/** A method that is taken from a resource: `const { find } = client.contacts`. */
function noteTaken(rewrite: FileRewrite, node: ts.BindingElement): void {
  const { checker } = rewrite;
  const owner = ownerOf(rewrite, node);
  if (owner === undefined || owner.kind === "error") return;
  if (vendorValueIn(checker.getTypeAtLocation(node), checker) !== undefined) return;
  const taken = node.propertyName ?? node.name;
  const name = ts.isIdentifier(taken) ? taken.text : "[…]";
  const place = owner.kind === "resource" ? `${owner.path}.${name}` : name;
  rewrite.leave(node, `\`${place}\` is used without a call in place: rewrite it by hand.`);
}

/** What a pattern takes a method from: its type shows it, or the value that the pattern gets. */
function ownerOf(rewrite: FileRewrite, { parent }: ts.BindingElement): VendorValue | undefined {
  const { checker } = rewrite;
  const known = vendorValueIn(checker.getTypeAtLocation(parent), checker);
  if (known !== undefined || !ts.isVariableDeclaration(parent.parent)) return known;
  const { initializer } = parent.parent;
  const value = initializer && valueAt(initializer, rewrite);
  return value?.kind === "resource" ? value : undefined;
}

const isAssigned = ({ parent }: ts.Node): boolean =>
  ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;

/** A client that is passed to a parameter, or put into a property, that has no type. */
function notePassed(rewrite: FileRewrite, node: ts.Identifier | ts.PropertyAccessExpression): void {
  const { parent } = node;
  if (!isPassed(node) || !isValue(node)) return;
  const value = valueAt(node, rewrite);
  if (value === undefined || value.kind === "error") return;
  const expected = rewrite.checker.getContextualType(node);
  if (expected !== undefined && !(expected.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)))
    return;
  if (isFollowed(rewrite, node)) return;
  const call = ts.findAncestor(parent, isCallOrNew);
  const callee = call === undefined ? "" : placeOf(call.expression);
  if (callee.startsWith("console.")) return;
  rewrite.leave(node, `\`${callee}\` gets the client without a type: check what it calls.`);
}

/** Whether a client is followed from where it is passed to: a parameter, or a key of a container. */
function isFollowed(rewrite: FileRewrite, node: ts.Node): boolean {
  const { checker, followed } = rewrite;
  const { parent } = node;
  if (ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent)) {
    // NestJS injects it elsewhere, where it has a type.
    return parent.name.getText() === "useValue" || isTakenInProgram(rewrite, parent);
  }
  if (!isCallOrNew(parent)) return false;
  const place = ts.isCallExpression(parent) ? keyed(parent)?.place : undefined;
  if (typeof place === "string") return isOne(followed.names.get(place));
  const args: readonly ts.Node[] = parent.arguments ?? [];
  const parameter = parameterOf(parent, args.indexOf(node), checker);
  return parameter !== undefined && isOne(followed.declared.get(parameter));
}

/** Whether a function of the program gets the object of a property, from which its name leads to the client. */
function isTakenInProgram(
  { checker, followed }: FileRewrite,
  { name, parent: object }: ts.PropertyAssignment | ts.ShorthandPropertyAssignment,
): boolean {
  const { parent: call } = object;
  if (!isCallOrNew(call) || !isOne(followed.names.get(name.getText()))) return false;
  const args: readonly ts.Node[] = call.arguments ?? [];
  const parameter = argumentParameter(call, args.indexOf(object), checker);
  return parameter !== undefined && !parameter.getSourceFile().isDeclarationFile;
}

const isOne = (value: FollowedValue | undefined): boolean =>
  value !== undefined && value !== "several";

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
