import ts from "typescript";
import type { FileRewrite } from "./file-rewrite.ts";
import { type Plan, pages, refuse } from "./plan.ts";
import { awaitOf, isExported, readOf, resultName, usesOf, withParentheses } from "./uses.ts";

/** The call of `withRawResponse` after the call of a method. */
export function rawResponseOf(node: ts.CallExpression): ts.CallExpression | undefined {
  const access = node.parent;
  if (!ts.isPropertyAccessExpression(access) || access.name.text !== "withRawResponse") {
    return undefined;
  }
  return ts.isCallExpression(access.parent) ? access.parent : undefined;
}

/** Plans what reads `rawResponse` of the result of `withRawResponse()`: it is `response` here. */
export function planRawResponse(rewrite: FileRewrite, node: ts.CallExpression): Plan {
  const renames = renamesOf(rewrite, node);
  if (renames === undefined) {
    return refuse(
      "`withRawResponse` is `withResponse` here: `{ data, response }`.",
      pages.behaviour,
    );
  }
  return () => {
    for (const rename of renames) rename();
    const { name } = node.expression as ts.PropertyAccessExpression;
    rewrite.replace(name, "withResponse");
  };
}

type Renames = readonly (() => void)[];

function renamesOf(rewrite: FileRewrite, node: ts.CallExpression): Renames | undefined {
  const awaited = awaitOf(node);
  const direct = awaited && readNameOf(awaited);
  if (direct !== undefined) return renamesOfReads(rewrite, [direct]);
  const name = resultName(node);
  if (name === undefined) return undefined;
  if (ts.isObjectBindingPattern(name)) return renamesOfPattern(rewrite, name);
  if (!ts.isIdentifier(name)) return undefined;
  if (ts.isVariableDeclaration(name.parent) && isExported(name.parent)) return undefined;
  return renamesOfReads(rewrite, usesOf(rewrite, name).map(readNameOf));
}

/** The name of the property that is read of a value. */
function readNameOf(value: ts.Node): ts.MemberName | undefined {
  const { parent } = withParentheses(value);
  if (!ts.isPropertyAccessExpression(parent)) return undefined;
  return readOf(value, [parent.name.text]) && parent.name;
}

function renamesOfReads(
  rewrite: FileRewrite,
  names: readonly (ts.MemberName | undefined)[],
): Renames | undefined {
  if (!names.every((name) => name?.text === "data" || name?.text === "rawResponse")) {
    return undefined;
  }
  return names.flatMap((name) =>
    name?.text === "rawResponse" ? [() => rewrite.replace(name, "response")] : [],
  );
}

function renamesOfPattern(
  rewrite: FileRewrite,
  { elements }: ts.ObjectBindingPattern,
): Renames | undefined {
  if (elements.some(({ dotDotDotToken }) => dotDotDotToken !== undefined)) return undefined;
  return elements.flatMap((element) => {
    const { name, propertyName } = element;
    if ((propertyName ?? name).getText(rewrite.file) !== "rawResponse") return [];
    if (propertyName) return [() => rewrite.replace(propertyName, "response")];
    return [() => void rewrite.code.appendLeft(rewrite.start(name), "response: ")];
  });
}
