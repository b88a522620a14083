import ts from "typescript";
import type { Reader } from "./followed.ts";
import { valueAt } from "./values.ts";

/** Whether a method of a client or a resource is called within a node. */
export function hasVendorCall(reader: Reader, within: ts.Node): boolean {
  if (ts.isCallExpression(within) && ts.isPropertyAccessExpression(within.expression)) {
    if (valueAt(within.expression.expression, reader) !== undefined) return true;
  }
  return ts.forEachChild(within, (child) => hasVendorCall(reader, child) || undefined) ?? false;
}
