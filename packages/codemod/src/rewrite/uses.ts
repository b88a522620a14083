import ts from "typescript";
import { symbolAt } from "../program/resolve.ts";
import type { FileRewrite } from "./file-rewrite.ts";

/** The node itself, or the outermost parentheses and `!` around it. */
export function withParentheses(node: ts.Node): ts.Node {
  const { parent } = node;
  return ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent)
    ? withParentheses(parent)
    : node;
}

/** The `await` of a promise, parentheses between them left out. */
export function awaitOf(node: ts.Node): ts.AwaitExpression | undefined {
  const { parent } = withParentheses(node);
  return ts.isAwaitExpression(parent) ? parent : undefined;
}

/** The name that gets what a promise resolves to: that of a variable, or of the parameter in `then((result) => …)`. */
export function resultName(promise: ts.Node): ts.BindingName | undefined {
  const awaited = awaitOf(promise);
  if (awaited !== undefined) {
    const variable = withParentheses(awaited).parent;
    return ts.isVariableDeclaration(variable) && !variable.type ? variable.name : undefined;
  }
  const access = promise.parent;
  if (!ts.isPropertyAccessExpression(access) || access.name.text !== "then") return undefined;
  const call = access.parent;
  const handler =
    ts.isCallExpression(call) && call.expression === access ? call.arguments[0] : undefined;
  if (handler === undefined || !(ts.isArrowFunction(handler) || ts.isFunctionExpression(handler))) {
    return undefined;
  }
  const [parameter, ...more] = handler.parameters;
  if (parameter === undefined || more.length > 0 || parameter.type) return undefined;
  return parameter.initializer || parameter.dotDotDotToken ? undefined : parameter.name;
}

/** Where a variable is used in its file, its declaration left out. */
export function usesOf(rewrite: FileRewrite, name: ts.Identifier): ts.Identifier[] {
  const symbol = rewrite.checker.getSymbolAtLocation(name);
  const uses: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node !== name && node.text === name.text) {
      if (symbolAt(node, rewrite.checker) === symbol) uses.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(rewrite.file);
  return uses;
}

/** The node that reads properties one after another from a value: all of `page.data.articles` for `page`. */
export function readOf(node: ts.Node, names: readonly string[]): ts.Expression | undefined {
  let read = withParentheses(node);
  for (const name of names) {
    const { parent } = read;
    if (!ts.isPropertyAccessExpression(parent) || parent.expression !== read) return undefined;
    if (parent.name.text !== name) return undefined;
    read = withParentheses(parent);
  }
  return read as ts.Expression;
}

/** Whether only the first of some items matters to an expression: `items[0]`, `items.length > 0`. */
export function needsFirstOnly(items: ts.Node): boolean {
  const { parent } = items;
  if (ts.isElementAccessExpression(parent)) return isNumber(parent.argumentExpression, 0);
  if (ts.isVariableDeclaration(parent)) {
    return ts.isArrayBindingPattern(parent.name) && takesFirstOnly(parent.name);
  }
  return ts.isPropertyAccessExpression(parent) && parent.name.text === "length"
    ? isTestOfPresence(parent)
    : false;
}

/** Whether a pattern takes one item: `[first]`, and not `[...all]`. */
export function takesFirstOnly({ elements }: ts.ArrayBindingPattern): boolean {
  const [only] = elements;
  if (only === undefined || elements.length > 1) return false;
  return ts.isBindingElement(only) && only.dotDotDotToken === undefined;
}

/** Whether other files may use a variable. */
export function isExported(variable: ts.VariableDeclaration): boolean {
  const statement = variable.parent.parent;
  return (
    ts.isVariableStatement(statement) &&
    (statement.modifiers ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

const isNumber = (node: ts.Node, ...values: readonly number[]): boolean =>
  ts.isNumericLiteral(node) && values.includes(Number(node.text));

function isTestOfPresence(length: ts.Node): boolean {
  const node = withParentheses(length);
  const { parent } = node;
  if (ts.isBinaryExpression(parent) && parent.left === node) {
    const { kind } = parent.operatorToken;
    if (isEquality(kind) || kind === ts.SyntaxKind.GreaterThanToken)
      return isNumber(parent.right, 0);
    return false;
  }
  if (ts.isPrefixUnaryExpression(parent)) {
    return parent.operator === ts.SyntaxKind.ExclamationToken;
  }
  if (ts.isIfStatement(parent)) return parent.expression === node;
  return ts.isConditionalExpression(parent) && parent.condition === node;
}

const isEquality = (kind: ts.SyntaxKind): boolean =>
  kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
  kind === ts.SyntaxKind.ExclamationEqualsEqualsToken ||
  kind === ts.SyntaxKind.EqualsEqualsToken ||
  kind === ts.SyntaxKind.ExclamationEqualsToken;

/** The variable that a value initialises, if it has one name and no type. */
export function variableOf(value: ts.Node): ts.Identifier | undefined {
  const variable = withParentheses(value).parent;
  if (!ts.isVariableDeclaration(variable) || variable.type !== undefined) return undefined;
  return ts.isIdentifier(variable.name) && !isExported(variable) ? variable.name : undefined;
}
