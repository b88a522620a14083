import ts from "typescript";
import type { FileRewrite } from "./file-rewrite.ts";

/** The comments between two places that have punctuation and names alone between them. */
function commentsBetween({ file }: FileRewrite, start: number, end: number): string[] {
  const comments: string[] = [];
  const scanner = ts.createScanner(ts.ScriptTarget.ESNext, false);
  scanner.setText(file.text, start, Math.max(0, end - start));
  for (;;) {
    const token = scanner.scan();
    if (token === ts.SyntaxKind.EndOfFileToken) return comments;
    if (isCommentTrivia(token)) comments.push(scanner.getTokenText());
  }
}

export const hasComment = (rewrite: FileRewrite, start: number, end: number): boolean =>
  commentsBetween(rewrite, start, end).length > 0;

/** Replaces a node; comments within it that the text does not have come before the text. */
export function replaceWithComments(rewrite: FileRewrite, node: ts.Node, text: string): void {
  const comments = commentsBetween(rewrite, rewrite.start(node), node.end);
  const kept = comments.flatMap((comment) => {
    if (text.includes(comment)) return [];
    return [comment + (comment.startsWith("//") ? "\n" : " ")];
  });
  rewrite.replace(node, kept.join("") + text);
}

const isCommentTrivia = (token: ts.SyntaxKind): boolean =>
  token === ts.SyntaxKind.SingleLineCommentTrivia || token === ts.SyntaxKind.MultiLineCommentTrivia;

/** Whether a comment stands between the name and the value of a property. */
export function hasInnerComment(rewrite: FileRewrite, node: ts.Node): boolean {
  if (!ts.isPropertyAssignment(node)) return false;
  return hasComment(rewrite, node.name.end, rewrite.start(node.initializer));
}

/** Whether a comment stands before, between or after the properties of an object, or after their names. */
export function hasComments(rewrite: FileRewrite, object: ts.ObjectLiteralExpression): boolean {
  const { properties } = object;
  const ends = [rewrite.start(object) + 1, ...properties.map(({ end }) => end)];
  const starts = [...properties.map((node) => rewrite.start(node)), object.end - 1];
  return (
    ends.some((end, index) => hasComment(rewrite, end, starts[index] ?? end)) ||
    properties.some((node) => hasInnerComment(rewrite, node))
  );
}

/** Whether a comment stands between some nodes that follow each other. */
export function hasCommentBetween(rewrite: FileRewrite, nodes: readonly ts.Node[]): boolean {
  return nodes.some((node, index) => {
    const next = nodes[index + 1];
    return next !== undefined && hasComment(rewrite, node.end, rewrite.start(next));
  });
}
