import ts from "typescript";
import type { Reader } from "./followed.ts";
import { calledBy, isVendorCall } from "./vendor-calls.ts";

/** The functions that call a client, in their bodies or through other functions of the program. */
export function callersIn(files: readonly ts.SourceFile[], reader: Reader): ReadonlySet<ts.Node> {
  const callers = new Map<ts.Node, ts.Node[]>();
  const found = new Set<ts.Node>();
  const add = (callersOfOne: readonly ts.Node[]): void => {
    for (const one of callersOfOne) {
      if (found.has(one)) continue;
      found.add(one);
      add(callers.get(one) ?? []);
    }
  };
  const direct: ts.Node[] = [];
  const visit = (node: ts.Node, outer: readonly ts.Node[]): void => {
    const within = ts.isFunctionLike(node) ? [...outer, node] : outer;
    if (ts.isCallExpression(node) && within.length > 0) {
      if (isVendorCall(reader, node)) direct.push(...within);
      for (const one of calledBy(node, reader.checker)) {
        const known = callers.get(one) ?? [];
        known.push(...within);
        callers.set(one, known);
      }
    }
    ts.forEachChild(node, (child) => visit(child, within));
  };
  for (const file of files) visit(file, []);
  add(direct);
  return found;
}
