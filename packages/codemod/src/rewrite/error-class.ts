import ts from "typescript";
import { vendorValueIn } from "../program/resolve.ts";
import { isConstant } from "./comparisons.ts";
import { isNot, isReadOfResponse, isTrueWithout, needsResponse } from "./error-tests.ts";
import type { FileRewrite } from "./file-rewrite.ts";
import { pages } from "./plan.ts";
import { usesOf, withParentheses } from "./uses.ts";

const withoutResponse =
  "`IntercomError` includes failures without a response, and `ApiError` does not: check for `ConnectionError` and `TimeoutError` too, or for `InterkitError`.";

const aborted =
  "An abort was an `IntercomError`, and is an `AbortError` of the platform here: check its `name` too.";

/**
 * The class that stands for `IntercomError` at one place, so that a program catches what it caught before: that of
 * responses, or that of all errors. Where neither is the same, the place gets a comment.
 */
export function classOfErrors(rewrite: FileRewrite, node: ts.Node): string | undefined {
  const { parent } = node;
  if (isMade(parent)) return undefined;
  const check = ts.isBinaryExpression(parent) && parent.right === node ? parent : undefined;
  const error = check?.left;
  if (check === undefined || error === undefined || !ts.isIdentifier(error)) {
    rewrite.leave(node, withoutResponse, pages.behaviour);
    return "ApiError";
  }
  if (isOfResponses(rewrite, check, error.text)) return "ApiError";
  if (rewrite.vendor.major < 7 || !usesOf(rewrite, error).every((use) => isOfAny(rewrite, use))) {
    rewrite.leave(node, withoutResponse, pages.behaviour);
    return "ApiError";
  }
  if (rewrite.file.text.includes("abortSignal")) rewrite.leave(node, aborted, pages.behaviour);
  return "InterkitError";
}

/** Whether a class is extended, or an error of it created, which take other arguments here. */
const isMade = (parent: ts.Node): boolean =>
  ts.isNewExpression(parent) || ts.isExpressionWithTypeArguments(parent);

/** Whether a check of an error has the same outcome without the errors that have no response. */
function isOfResponses(rewrite: FileRewrite, check: ts.BinaryExpression, error: string): boolean {
  const whole = withParentheses(check);
  const { parent } = whole;
  if (isNot(parent)) return isOfResponsesUnless(rewrite, withParentheses(parent), error);
  for (const other of joinedBy(ts.SyntaxKind.AmpersandAmpersandToken, whole)) {
    if (needsResponse(rewrite, other, error)) return true;
  }
  if (ts.isConditionalExpression(parent) && parent.condition === whole) {
    const { whenTrue, whenFalse } = parent;
    const isNothing = ts.isIdentifier(whenFalse) && whenFalse.text === "undefined";
    return isNothing && isReadOfResponse(rewrite, whenTrue, error);
  }
  if (!ts.isIfStatement(parent) || parent.expression !== whole || parent.elseStatement)
    return false;
  return statementsOf(parent.thenStatement).every((one) => isSkipped(rewrite, one, error));
}

/** The same for `!(error instanceof IntercomError)`, after which a program throws the error again. */
function isOfResponsesUnless(rewrite: FileRewrite, negation: ts.Node, error: string): boolean {
  for (const other of joinedBy(ts.SyntaxKind.BarBarToken, negation)) {
    if (isTrueWithout(rewrite, other, error)) return true;
  }
  const { parent } = negation;
  if (!ts.isIfStatement(parent) || parent.expression !== negation) return false;
  if (parent.elseStatement || !isThrown(parent.thenStatement, error)) return false;
  const block = parent.parent;
  if (!ts.isBlock(block)) return false;
  const rest = block.statements.slice(block.statements.indexOf(parent) + 1);
  const end = rest.findIndex((one) => !isSkipped(rewrite, one, error));
  const last = rest[end];
  if (last === undefined) return false;
  if (ts.isIfStatement(last) && isThrown(last.thenStatement, error)) {
    return isTrueWithout(rewrite, last.expression, error);
  }
  return isThrown(last, error);
}

/** The expressions on the right of one in a chain of `&&`, or of `||`. */
function joinedBy(operator: ts.SyntaxKind, node: ts.Node): ts.Expression[] {
  const { parent } = node;
  if (!ts.isBinaryExpression(parent) || parent.operatorToken.kind !== operator) return [];
  const above = joinedBy(operator, withParentheses(parent));
  return parent.left === node ? [parent.right, ...above] : above;
}

const statementsOf = (node: ts.Statement): readonly ts.Statement[] =>
  ts.isBlock(node) ? node.statements : [node];

/** Whether a statement does nothing for an error without a response. */
function isSkipped(rewrite: FileRewrite, node: ts.Statement, error: string): boolean {
  if (ts.isSwitchStatement(node)) {
    if (!isReadOfResponse(rewrite, node.expression, error)) return false;
    return node.caseBlock.clauses.every(
      (one) => ts.isCaseClause(one) && isConstant(one.expression),
    );
  }
  if (!ts.isIfStatement(node) || node.elseStatement) return false;
  return needsResponse(rewrite, node.expression, error);
}

function isThrown(node: ts.Statement, error: string): boolean {
  const [only, ...more] = statementsOf(node);
  if (only === undefined || more.length > 0 || !ts.isThrowStatement(only)) return false;
  return ts.isIdentifier(only.expression) && only.expression.text === error;
}

/** The properties that all errors have. */
const common: readonly string[] = ["cause", "message", "name", "stack"];

/** Whether an error is used as any error may be: thrown, logged, or read for what all errors have. */
function isOfAny({ checker }: FileRewrite, use: ts.Identifier): boolean {
  const { parent } = use;
  const isDeclared = ts.isVariableDeclaration(parent) || ts.isParameter(parent);
  if (ts.isThrowStatement(parent) || (isDeclared && parent.name === use)) return true;
  if (ts.isPropertyAccessExpression(parent)) return common.includes(parent.name.text);
  if (ts.isBinaryExpression(parent)) {
    return parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
  }
  if (!ts.isCallExpression(parent) || parent.expression === use) return false;
  const expected = checker.getContextualType(use);
  return expected === undefined || vendorValueIn(expected, checker) === undefined;
}
