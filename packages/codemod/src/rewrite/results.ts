import ts from "typescript";
import type { Row, Target } from "../table/row.ts";
import type { FileRewrite } from "./file-rewrite.ts";
import { planItems } from "./page-items.ts";
import { planLoop } from "./page-loop.ts";
import { type Plan, pages, refuse } from "./plan.ts";
import { planRawResponse, rawResponseOf } from "./raw-response.ts";
import { hasComment } from "./trivia.ts";
import { awaitOf, usesOf, variableOf, withParentheses } from "./uses.ts";

type MappedRow = Row & { readonly target: Target };

/** Plans what a program does with the result of a call. */
export function planResult(rewrite: FileRewrite, node: ts.CallExpression, row: MappedRow): Plan {
  const raw = rawResponseOf(node);
  if (row.target.result !== "list") return raw ? planRawResponse(rewrite, raw) : () => undefined;
  if (raw) return refuse(`${row.vendor}: a list has no raw response.`, pages.behaviour);
  if (row.returns === "items") {
    return () => void rewrite.code.appendLeft(node.end, ".collect({ limit: Infinity })");
  }
  const loop = planIteration(rewrite, node) ?? planLoop(rewrite, node);
  if (loop !== undefined) return loop;
  return planItems(rewrite, node, row);
}

/** `for await` over a page, or over a variable that has one: here, over the list. */
function planIteration(rewrite: FileRewrite, node: ts.CallExpression): Plan | undefined {
  const awaited = awaitOf(node);
  if (awaited === undefined || hasComment(rewrite, rewrite.start(awaited), rewrite.start(node))) {
    return undefined;
  }
  const removeAwait = (): void => {
    rewrite.code.remove(rewrite.start(awaited), rewrite.start(awaited.expression));
  };
  if (isIterated(awaited)) return removeAwait;
  const name = variableOf(awaited);
  if (name === undefined) return undefined;
  const uses = usesOf(rewrite, name);
  return uses.length > 0 && uses.every(isIterated) ? removeAwait : undefined;
}

function isIterated(node: ts.Node): boolean {
  const { parent } = withParentheses(node);
  return (
    ts.isForOfStatement(parent) &&
    parent.awaitModifier !== undefined &&
    parent.expression === withParentheses(node)
  );
}
