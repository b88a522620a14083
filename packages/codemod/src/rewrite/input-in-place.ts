import type ts from "typescript";
import type { Target } from "../table/row.ts";
import type { FileRewrite } from "./file-rewrite.ts";
import {
  constantsOf,
  indentAt,
  isMultiline,
  type Properties,
  removeProperties,
  renameKey,
  writeObject,
} from "./objects.ts";
import { commentWithin, type Input, type Plan, refuse } from "./plan.ts";
import { hasComments, hasInnerComment } from "./trivia.ts";

/** Edits the object itself: path parameters leave it, keys get their names here, and constants join it. */
export function planInPlace(
  rewrite: FileRewrite,
  target: Target,
  object: ts.ObjectLiteralExpression,
  { named }: Properties,
): Plan<Input> {
  const values = new Map(named.map((property) => [property.key, property]));
  const removed = new Set<ts.Node>();
  for (const key of target.path) {
    const property = values.get(key);
    if (property) removed.add(property.node);
  }
  const isEmpty = removed.size === object.properties.length;
  const isCommented = isEmpty
    ? hasComments(rewrite, object)
    : [...removed].some((node) => hasInnerComment(rewrite, node));
  if (isCommented) return refuse(commentWithin);
  return () => {
    const path = target.path.map((key) => {
      const property = values.get(key);
      return property ? rewrite.text(property.value) : "";
    });
    const constants = constantsOf(rewrite, target.fields);
    if (isEmpty) {
      const input = constants.length > 0 ? writeObject(rewrite, constants, undefined) : undefined;
      return { path, input, query: [] };
    }
    for (const { from, to } of target.fields) {
      const property = from === undefined ? undefined : values.get(from);
      if (property) renameKey(rewrite, property, to);
    }
    removeProperties(rewrite, object, removed);
    insertFirst(rewrite, object, removed, constants);
    return { path, input: rewrite.text(object), query: [] };
  };
}

function insertFirst(
  rewrite: FileRewrite,
  object: ts.ObjectLiteralExpression,
  removed: ReadonlySet<ts.Node>,
  pairs: readonly string[],
): void {
  const first = object.properties.find((node) => !removed.has(node));
  if (first === undefined || pairs.length === 0) return;
  const start = rewrite.start(first);
  const gap = isMultiline(rewrite, object) ? `\n${indentAt(rewrite, start)}` : " ";
  rewrite.code.appendRight(start, pairs.map((pair) => `${pair},${gap}`).join(""));
}
