import ts from "typescript";
import { isEquality, searchIn } from "./comparisons.ts";
import type { FileRewrite } from "./file-rewrite.ts";
import { pages } from "./plan.ts";
import { importsVendor } from "./vendor-imports.ts";

/** Leaves a comment where an error is recognised by the name of a class: `error.name === "IntercomError"`. */
export function noteErrorName(rewrite: FileRewrite, node: ts.Node): void {
  if (!ts.isStringLiteralLike(node) || !isClassOfErrors(rewrite, node.text)) return;
  const other = comparedWith(node);
  if (other === undefined || !ts.isPropertyAccessExpression(other)) return;
  if (other.name.text !== "name") return;
  rewrite.leave(
    node,
    `No error here has the name \`${node.text}\`: check for the class, as in \`error instanceof ApiError\`.`,
    pages.behaviour,
  );
}

/** Whether a name is one of an error of `intercom-client`; other packages have some of them too. */
function isClassOfErrors({ vendor, file }: FileRewrite, name: string): boolean {
  const row = vendor.surface.get(name) ?? vendor.surface.get(`Intercom.${name}`);
  if (row?.kind !== "error") return false;
  return name.startsWith("Intercom") || importsVendor(file);
}

/** What a text is compared with: by an operator, by `switch`, or by `[…].includes(…)`. */
function comparedWith(node: ts.Expression): ts.Expression | undefined {
  const { parent } = node;
  if (isEquality(parent)) return parent.left === node ? parent.right : parent.left;
  if (ts.isCaseClause(parent)) return parent.parent.parent.expression;
  if (!ts.isArrayLiteralExpression(parent)) return undefined;
  const found = searchIn(parent.parent.parent);
  return found?.list === parent ? found.value : undefined;
}
