import ts from "typescript";
import { equal, isConstant, ordered, searchIn, unequal } from "./comparisons.ts";
import type { FileRewrite } from "./file-rewrite.ts";

/** The properties of an `IntercomError` that it has with a response alone. */
const ofResponse: readonly string[] = ["statusCode", "body", "rawResponse"];

/** Whether a test of an error is false without a response: `error.statusCode === 404`. */
export function needsResponse(rewrite: FileRewrite, node: ts.Expression, error: string): boolean {
  if (ts.isParenthesizedExpression(node)) return needsResponse(rewrite, node.expression, error);
  const search = searchIn(node);
  if (search?.list.elements.every(isConstant))
    return isReadOfResponse(rewrite, search.value, error);
  if (isNot(node)) return isTrueWithout(rewrite, node.operand, error);
  if (!ts.isBinaryExpression(node)) return false;
  const { left, operatorToken, right } = node;
  const sides = [left, right].map((side) => needsResponse(rewrite, side, error));
  if (operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) return sides.includes(true);
  if (operatorToken.kind === ts.SyntaxKind.BarBarToken) return !sides.includes(false);
  return isComparison(rewrite, node, error, [...equal, ...ordered]);
}

/** Whether a test of an error is true without a response: `error.statusCode !== 404`. */
export function isTrueWithout(rewrite: FileRewrite, node: ts.Expression, error: string): boolean {
  if (ts.isParenthesizedExpression(node)) return isTrueWithout(rewrite, node.expression, error);
  if (isNot(node)) return needsResponse(rewrite, node.operand, error);
  if (!ts.isBinaryExpression(node)) return false;
  const { left, operatorToken, right } = node;
  const sides = [left, right].map((side) => isTrueWithout(rewrite, side, error));
  if (operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) return !sides.includes(false);
  if (operatorToken.kind === ts.SyntaxKind.BarBarToken) return sides.includes(true);
  return isComparison(rewrite, node, error, unequal);
}

export const isNot = (node: ts.Node): node is ts.PrefixUnaryExpression =>
  ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken;

function isComparison(
  rewrite: FileRewrite,
  { left, operatorToken, right }: ts.BinaryExpression,
  error: string,
  operators: readonly ts.SyntaxKind[],
): boolean {
  if (!operators.includes(operatorToken.kind)) return false;
  return (
    (isConstant(right) && isReadOfResponse(rewrite, left, error)) ||
    (isConstant(left) && isReadOfResponse(rewrite, right, error))
  );
}

/** Whether an expression reads the status or the body of an error, at any depth: `error.body?.errors?.[0]?.code`. */
export function isReadOfResponse(
  rewrite: FileRewrite,
  node: ts.Expression,
  error: string,
): boolean {
  if (ts.isPropertyAccessExpression(node) && ofResponse.includes(node.name.text)) {
    if (node.expression.getText(rewrite.file) === error) return true;
  }
  if (
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node)
  ) {
    return isReadOfResponse(rewrite, node.expression, error);
  }
  return false;
}
