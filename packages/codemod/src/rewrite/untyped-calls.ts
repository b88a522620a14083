import ts from "typescript";
import { vendorValueIn } from "../program/resolve.ts";
import { isUntyped, nameRead } from "../program/values.ts";
import type { Row } from "../table/row.ts";
import { isCommented } from "./comments.ts";
import type { FileRewrite } from "./file-rewrite.ts";
import { readProperties } from "./objects.ts";
import { isFromPackage } from "./origins.ts";
import { importsVendor } from "./vendor-imports.ts";

/** Leaves a comment, or a line of the summary, where a call looks like one of a client without a type. */
export function noteUntypedCall(rewrite: FileRewrite, node: ts.CallExpression): void {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee)) return;
  const { checker } = rewrite;
  const type = checker.getTypeAtLocation(callee.expression);
  if (type.isUnion() && type.types.some((one) => vendorValueIn(one, checker))) {
    rewrite.leave(node, `\`${callee.name.text}\` is called on one of several resources.`);
    return;
  }
  const resource = nameRead(callee.expression);
  if (!isUntyped(type) || resource === undefined) return;
  const names = `${resource.text}.${callee.name.text}`;
  const row = rewrite.vendor.methods.get(names);
  if (row === undefined) return;
  const likeness = likenessOf(rewrite, node, row, resource.owner);
  const reason = `\`${names}\` looks like a call of a client without a type: give it one.`;
  if (likeness === "likely") rewrite.leave(node, reason);
  else if (likeness === "possible") rewrite.report(node, `\`${names}\``);
}

/** How much a call looks like one of `intercom-client`, by its keys, its file and the name of what it is called on. */
function likenessOf(
  rewrite: FileRewrite,
  node: ts.CallExpression,
  row: Row,
  owner: ts.Expression,
): "likely" | "possible" | undefined {
  const { file, isMoved } = rewrite;
  const [argument] = node.arguments;
  if (argument !== undefined && !hasKeysOf(row, argument)) return undefined;
  // An earlier run wrote the others of the file.
  if (file.text.includes("@interkit/client")) return undefined;
  const isOther = isFromPackage(rewrite, owner);
  if (importsVendor(file) && !isOther) return "likely";
  if (isCommented(file, node)) return undefined;
  if (hasIdsOf(row, node)) return "likely";
  // Without ids, a call is the same after it was rewritten.
  if (isMoved) return undefined;
  if (isNamedAsClient(rewrite, owner, isOther)) return "likely";
  return !isOther && keysOf(argument).length > 0 ? "possible" : undefined;
}

/** Whether the only argument has all ids of the path, whose names in 6 and 7 no other client has. */
function hasIdsOf({ major, target }: Row, { arguments: args }: ts.CallExpression): boolean {
  const path = target?.path ?? [];
  if (major < 6 || path.length === 0 || args.length > 1) return false;
  const keys = keysOf(args[0]);
  return path.every((key) => key.includes("_") && keys.includes(key));
}

/** Whether what a call is made on has the name of a client, or one under which the program has several values. */
function isNamedAsClient(rewrite: FileRewrite, owner: ts.Expression, isOther: boolean): boolean {
  const name = ts.isIdentifier(owner) ? owner.text : (nameRead(owner)?.text ?? keyRead(owner));
  if (name === undefined) return false;
  if (/intercom/i.test(name)) return true;
  return !isOther && rewrite.followed.names.get(name) === "several";
}

function keyRead(node: ts.Expression): string | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const [key] = node.arguments;
  return key && ts.isStringLiteralLike(key) ? key.text : undefined;
}

function keysOf(argument: ts.Node | undefined): string[] {
  if (argument === undefined || !ts.isObjectLiteralExpression(argument)) return [];
  return readProperties(argument)?.named.map(({ key }) => key) ?? [];
}

/** Whether an argument may be that of a method: an object with keys of the method alone, or an expression. */
export function hasKeysOf({ keys }: Row, argument: ts.Expression): boolean {
  if (!ts.isObjectLiteralExpression(argument)) return !isText(argument);
  const named = readProperties(argument)?.named ?? [];
  return named.every(({ key }) => keys.includes(key));
}

const isText = (node: ts.Expression): boolean =>
  ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
