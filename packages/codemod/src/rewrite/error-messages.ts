import ts from "typescript";
import { valueAt } from "../program/values.ts";
import { isEquality } from "./comparisons.ts";
import type { FileRewrite } from "./file-rewrite.ts";
import { pages } from "./plan.ts";

/** Leaves a comment where a program decides by the message of an `IntercomError`, which has another text here. */
export function noteErrorMessage(rewrite: FileRewrite, node: ts.Node): void {
  if (!ts.isPropertyAccessExpression(node) || node.name.text !== "message") return;
  if (!isTested(node) || valueAt(node.expression, rewrite)?.kind !== "error") return;
  rewrite.leave(
    node,
    "The `message` of an error has another text here: decide by the class, `status` or `code`.",
    pages.behaviour,
  );
}

/** Whether a text is compared, or searched in: `/timeout/.test(text)`, `text.includes("timeout")`. */
function isTested(node: ts.Node): boolean {
  const { parent } = node;
  if (isEquality(parent)) return true;
  if (ts.isPropertyAccessExpression(parent)) {
    const isSearch = /^(includes|startsWith|endsWith|match|indexOf|search)$/.test(parent.name.text);
    return isSearch && ts.isCallExpression(parent.parent);
  }
  if (!ts.isCallExpression(parent) || !ts.isPropertyAccessExpression(parent.expression))
    return false;
  return /^(test|exec)$/.test(parent.expression.name.text);
}
