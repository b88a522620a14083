import ts from "typescript";
import { valueAt } from "../program/resolve.ts";
import type { FileRewrite } from "./file-rewrite.ts";
import { pages } from "./plan.ts";
import { withParentheses } from "./uses.ts";

/** The properties of an `IntercomError`, and those of an `ApiError` that have the same value. */
const properties: Readonly<Record<string, string>> = {
  statusCode: "status",
  "body.errors": "errors",
  "body.request_id": "requestId",
  "rawResponse.headers": "headers",
  "rawResponse.status": "status",
};

const changed: readonly string[] = ["statusCode", "body", "rawResponse"];

/** Rewrites what is read of an `IntercomError`. */
export function rewriteErrorProperty(
  rewrite: FileRewrite,
  node: ts.PropertyAccessExpression,
): void {
  const name = node.name.text;
  if (!changed.includes(name)) return;
  if (valueAt(node.expression, rewrite.checker)?.kind !== "error") return;
  const outer = withParentheses(node).parent;
  const isRead = ts.isPropertyAccessExpression(outer);
  const whole = isRead ? properties[`${name}.${outer.name.text}`] : undefined;
  const here = whole ?? properties[name];
  if (here === undefined) {
    rewrite.leave(
      node,
      `\`${name}\` of an error: see \`errors\`, \`requestId\` and \`headers\`.`,
      pages.behaviour,
    );
    return;
  }
  const end = whole !== undefined && isRead ? outer.end : node.end;
  rewrite.code.overwrite(node.name.getStart(rewrite.file), end, here);
  rewrite.counts.others += 1;
}

/**
 * Leaves a comment where an error without a type is read like one of `intercom-client`: in a `catch` after
 * calls of its client.
 */
export function noteUntypedError(rewrite: FileRewrite, node: ts.CatchClause): void {
  const name = node.variableDeclaration?.name;
  if (name === undefined || !ts.isIdentifier(name)) return;
  const read = readOfError(rewrite, node.block, name.text);
  if (read !== undefined && hasVendorCall(rewrite, node.parent.tryBlock)) noteError(rewrite, read);
}

/** Leaves such a comment for `.catch((error) => …)` after a call. */
export function noteCaughtError(rewrite: FileRewrite, node: ts.CallExpression): void {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "catch") return;
  const [handler] = node.arguments;
  if (handler === undefined || !(ts.isArrowFunction(handler) || ts.isFunctionExpression(handler))) {
    return;
  }
  const name = handler.parameters[0]?.name;
  if (name === undefined || !ts.isIdentifier(name)) return;
  const read = readOfError(rewrite, handler.body, name.text);
  if (read !== undefined && hasVendorCall(rewrite, callee.expression)) noteError(rewrite, read);
}

function noteError(rewrite: FileRewrite, read: ts.PropertyAccessExpression): void {
  rewrite.leave(
    read,
    `\`${read.name.text}\` of an error of Intercom: test for \`ApiError\`, which has \`status\` and \`errors\`.`,
    pages.behaviour,
  );
}

function readOfError(
  rewrite: FileRewrite,
  within: ts.Node,
  name: string,
): ts.PropertyAccessExpression | undefined {
  return find(within, (node) => {
    if (!ts.isPropertyAccessExpression(node) || !changed.includes(node.name.text)) return false;
    const { expression } = node;
    const isIt =
      ts.isIdentifier(innermost(expression)) &&
      innermost(expression).getText(rewrite.file) === name;
    return isIt && valueAt(expression, rewrite.checker)?.kind !== "error";
  }) as ts.PropertyAccessExpression | undefined;
}

/** What parentheses and type assertions stand around. */
function innermost(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) || ts.isAsExpression(node)
    ? innermost(node.expression)
    : node;
}

function hasVendorCall(rewrite: FileRewrite, within: ts.Node): boolean {
  const call = find(within, (node) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
    return valueAt(node.expression.expression, rewrite.checker) !== undefined;
  });
  return call !== undefined;
}

function find(node: ts.Node, matches: (node: ts.Node) => boolean): ts.Node | undefined {
  if (matches(node)) return node;
  return ts.forEachChild(node, (child) => find(child, matches));
}
