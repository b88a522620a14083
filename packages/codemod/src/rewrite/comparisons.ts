import ts from "typescript";

export const equal: readonly ts.SyntaxKind[] = [
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
];

export const unequal: readonly ts.SyntaxKind[] = [
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
];

export const ordered: readonly ts.SyntaxKind[] = [
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
];

/** Whether a node is a comparison by `===`, `==`, `!==` or `!=`. */
export const isEquality = (node: ts.Node): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) && [...equal, ...unequal].includes(node.operatorToken.kind);

/** The list and the value of a search in a list: `[404, 410].includes(value)`. */
export function searchIn(
  node: ts.Node,
): { readonly list: ts.ArrayLiteralExpression; readonly value: ts.Expression } | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
  const { expression: list, name } = node.expression;
  const [value] = node.arguments;
  if (name.text !== "includes" || !ts.isArrayLiteralExpression(list) || !value) return;
  return { list, value };
}

/** Whether an expression is a number or a text. */
export const isConstant = (node: ts.Expression): boolean =>
  ts.isNumericLiteral(node) || ts.isStringLiteralLike(node);
