import type MagicString from "magic-string";
import ts from "typescript";

/** Inserts a comment on a line of its own before the statement of a node, unless it is already there. */
export function insertComment(
  code: MagicString,
  file: ts.SourceFile,
  node: ts.Node,
  comment: string,
): void {
  const start = aboveDirective(file, startOfLine(file, node));
  const indent = lineBefore(file, start);
  if (commentsAbove(file, start - indent.length).includes(comment)) return;
  if (indent.includes(`/* ${comment} */`)) return;
  const hasLine = indent.trim() === "";
  code.appendLeft(start, hasLine ? `// ${comment}\n${indent}` : `/* ${comment} */ `);
}

/** Whether an earlier run has left a comment before the statement of a node. */
export function isCommented(file: ts.SourceFile, node: ts.Node): boolean {
  const start = aboveDirective(file, startOfLine(file, node));
  const line = start - lineBefore(file, start).length;
  return commentsAbove(file, line).some((comment) => comment.startsWith("TODO(interkit)"));
}

const directive =
  /^[ \t]*(\/\/|\/\*)\s*(eslint-disable-next-line|@ts-(ignore|expect-error)|tslint:disable-next-line)\b/;

/** The beginning of a comment that is about the next line, if one is above a place; else the place. */
function aboveDirective(file: ts.SourceFile, start: number): number {
  const line = start - lineBefore(file, start).length;
  if (line === 0 || lineBefore(file, start).trim() !== "") return start;
  const above = lineBefore(file, line - 1);
  if (!directive.test(above)) return start;
  const indent = /^[ \t]*/.exec(above)?.[0].length ?? 0;
  return aboveDirective(file, line - 1 - above.length + indent);
}

/** The lines of comments that end where a line begins. */
function commentsAbove(file: ts.SourceFile, position: number): string[] {
  const comments: string[] = [];
  for (const line of file.text.slice(0, position).trimEnd().split("\n").reverse()) {
    const [, comment] = /^\s*\/\/\s*(.*?)\s*$/.exec(line) ?? [];
    if (comment === undefined) break;
    comments.push(comment);
  }
  return comments;
}

/** Where the innermost statement or member of a class begins that has the start of its line for itself. */
function startOfLine(file: ts.SourceFile, node: ts.Node): number {
  let nearest: number | undefined;
  let current = node;
  while (!ts.isSourceFile(current)) {
    if (canFollowComment(current)) {
      const start = current.getStart(file);
      nearest ??= start;
      if (lineBefore(file, start).trim() === "") return start;
    }
    current = current.parent;
  }
  return nearest ?? node.getStart(file);
}

const canFollowComment = (node: ts.Node): boolean =>
  (ts.isStatement(node) && !(ts.isBlock(node) && !ts.isBlock(node.parent))) ||
  ts.isClassElement(node);

function lineBefore(file: ts.SourceFile, position: number): string {
  return file.text.slice(file.text.lastIndexOf("\n", position - 1) + 1, position);
}
