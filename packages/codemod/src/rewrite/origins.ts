import ts from "typescript";
import { symbolAt } from "../program/resolve.ts";
import type { FileRewrite } from "./file-rewrite.ts";

/** Whether an object is one of another package, whose client has such methods too. */
export function isFromPackage({ checker }: FileRewrite, owner: ts.Expression): boolean {
  if (!ts.isIdentifier(owner)) return false;
  const [declaration] = symbolAt(owner, checker)?.declarations ?? [];
  const name = declaration && moduleOf(declaration);
  return name !== undefined && checker.getSymbolAtLocation(name) === undefined;
}

/** The name of the module that a declaration takes something from, by `import` or `require`. */
function moduleOf(declaration: ts.Declaration): ts.StringLiteral | undefined {
  const from = ts.findAncestor(declaration, ts.isImportDeclaration)?.moduleSpecifier;
  const variable = ts.findAncestor(declaration, ts.isVariableDeclaration);
  const name = from ?? requiredBy(variable?.initializer);
  return name && ts.isStringLiteral(name) ? name : undefined;
}

function requiredBy(node: ts.Expression | undefined): ts.Expression | undefined {
  if (node === undefined || !ts.isCallExpression(node)) return undefined;
  const { expression: callee, arguments: args } = node;
  return ts.isIdentifier(callee) && callee.text === "require" ? args[0] : undefined;
}

/** Whether what is called is declared in the program: a function, or an object that has it. */
export function isOfProgram(rewrite: FileRewrite, callee: ts.Expression): boolean {
  const root = rootOf(callee);
  if (root.kind === ts.SyntaxKind.ThisKeyword) return true;
  if (!ts.isIdentifier(root) || isFromPackage(rewrite, root)) return false;
  const [declaration] = symbolAt(root, rewrite.checker)?.declarations ?? [];
  return declaration !== undefined && !declaration.getSourceFile().isDeclarationFile;
}

/** The expression that a chain of properties and calls begins with. */
function rootOf(node: ts.Expression): ts.Expression {
  return ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isCallExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isNonNullExpression(node)
    ? rootOf(node.expression)
    : node;
}
