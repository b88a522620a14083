import ts from "typescript";
import { vendorValueIn } from "../program/resolve.ts";
import type { FileRewrite } from "./file-rewrite.ts";

const reason =
  "A type is read from a method of the client: its name and arguments are others here.";

/** Leaves a comment where a type is that of a method: `IntercomClient["contacts"]["find"]`. */
export function noteUnreadType(rewrite: FileRewrite, node: ts.Node): void {
  const owner = ts.isIndexedAccessTypeNode(node)
    ? node.objectType
    : ts.isTypeQueryNode(node) && ts.isQualifiedName(node.exprName)
      ? node.exprName.left
      : undefined;
  if (owner === undefined) return;
  const { checker } = rewrite;
  if (vendorValueIn(checker.getTypeAtLocation(owner), checker) === undefined) return;
  if (vendorValueIn(checker.getTypeAtLocation(node), checker) === undefined) {
    rewrite.leave(node, reason);
  }
}
