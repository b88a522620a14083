import ts from "typescript";
import type { FileRewrite } from "./file-rewrite.ts";
import { pages } from "./plan.ts";

/** The functions of test tools that make a function. */
const makers = /^(vi|jest|mock|sinon)\.(fn|stub|fake|spy)\b/;

/** Leaves a comment at a double of a method in a test, whose name or arguments are others here. */
export function noteDouble(rewrite: FileRewrite, node: ts.Node): void {
  if (!ts.isPropertyAssignment(node) || !makers.test(node.initializer.getText(rewrite.file))) {
    return;
  }
  const outer = node.parent.parent;
  if (!ts.isPropertyAssignment(outer) && !ts.isVariableDeclaration(outer)) return;
  const method = `${nameOf(outer)}.${nameOf(node)}`;
  const target = rewrite.vendor.methods.get(method)?.target;
  if (target === undefined) return;
  if (target.method === method && target.path.length === 0 && target.result === "call") return;
  rewrite.leave(
    node,
    `A double of \`${method}\`: the program calls \`${target.method}(${describe(target.path)})\` now.`,
    pages.behaviour,
  );
}

const nameOf = ({ name }: ts.PropertyAssignment | ts.VariableDeclaration): string =>
  ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : "";

const describe = (path: readonly string[]): string => [...path, "…"].join(", ");
