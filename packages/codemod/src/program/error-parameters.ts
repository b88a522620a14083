import ts from "typescript";
import type { Reader } from "./followed.ts";
import { argumentParameter } from "./puts.ts";
import { symbolAt } from "./resolve.ts";
import { hasVendorCall } from "./vendor-calls.ts";

/** The parameters that get an error of a call of a client: `isGone` in `catch (error) { if (isGone(error)) … }`. */
export function errorParameters(
  files: readonly ts.SourceFile[],
  reader: Reader,
): ReadonlySet<ts.Node> {
  const found = new Set<ts.Node>();
  const addPassed = (name: ts.Node | undefined, within: ts.Node): void => {
    if (name === undefined || !ts.isIdentifier(name)) return;
    for (const parameter of parametersThatGet(name, within, reader)) add(parameter);
  };
  const add = (parameter: ts.ParameterDeclaration | undefined): void => {
    if (parameter === undefined || found.has(parameter)) return;
    found.add(parameter);
    addPassed(parameter.name, parameter.parent);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCatchClause(node) && hasVendorCall(reader, node.parent.tryBlock)) {
      addPassed(node.variableDeclaration?.name, node.block);
    }
    if (ts.isCallExpression(node)) add(handlerParameter(node, reader));
    ts.forEachChild(node, visit);
  };
  for (const file of files) visit(file);
  return found;
}

/** The parameters of functions that get a variable as an argument. */
function parametersThatGet(
  name: ts.Identifier,
  within: ts.Node,
  { checker }: Reader,
): ts.ParameterDeclaration[] {
  const symbol = checker.getSymbolAtLocation(name);
  const found: ts.ParameterDeclaration[] = [];
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (!ts.isCallExpression(node)) return;
    for (const [index, value] of node.arguments.entries()) {
      if (!ts.isIdentifier(value) || symbolAt(value, checker) !== symbol) continue;
      const parameter = argumentParameter(node, index, checker);
      if (parameter !== undefined) found.push(parameter);
    }
  };
  visit(within);
  return found;
}

/** The parameter of the function in `client.contacts.find(…).catch(handler)`. */
function handlerParameter(
  { expression: callee, arguments: args }: ts.CallExpression,
  reader: Reader,
): ts.ParameterDeclaration | undefined {
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const handler = args[callee.name.text === "catch" ? 0 : callee.name.text === "then" ? 1 : -1];
  if (handler === undefined || !hasVendorCall(reader, callee.expression)) return undefined;
  const [signature] = reader.checker.getTypeAtLocation(handler).getCallSignatures();
  const parameter = signature?.declaration?.parameters[0];
  return parameter && ts.isParameter(parameter) ? parameter : undefined;
}
