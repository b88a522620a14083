import ts from "typescript";
import type { Reader } from "./followed.ts";
import { valueAt } from "./values.ts";

/** Whether a method of a client or a resource is called within a node, also through functions of the program. */
export function hasVendorCall(reader: Reader, within: ts.Node): boolean {
  if (ts.isCallExpression(within)) {
    if (isVendorCall(reader, within)) return true;
    const { callers } = reader.followed;
    if (calledBy(within, reader.checker).some((one) => callers.has(one))) return true;
  }
  return ts.forEachChild(within, (child) => hasVendorCall(reader, child) || undefined) ?? false;
}

/** Whether a call is one of a method of a client or a resource. */
export function isVendorCall(reader: Reader, { expression: callee }: ts.CallExpression): boolean {
  return ts.isPropertyAccessExpression(callee) && valueAt(callee.expression, reader) !== undefined;
}

/** The declarations of the function that is called: with overloads, there are several. */
export function calledBy(node: ts.CallExpression, checker: ts.TypeChecker): readonly ts.Node[] {
  const declaration = checker.getResolvedSignature(node)?.declaration;
  if (declaration === undefined || declaration.getSourceFile().isDeclarationFile) return [];
  const name = ts.getNameOfDeclaration(declaration);
  const others = name && checker.getSymbolAtLocation(name)?.declarations;
  return others?.includes(declaration) ? others : [declaration];
}
