import ts from "typescript";
import type { Field } from "../table/row.ts";
import type { FileRewrite } from "./file-rewrite.ts";
import { hasComment } from "./trivia.ts";

/** One property of an object literal that has a name and a value. */
export interface Property {
  readonly key: string;
  readonly node: ts.PropertyAssignment | ts.ShorthandPropertyAssignment;
  readonly value: ts.Expression;
}

/** The properties of an object literal; `spreads` are its `...values`. */
export interface Properties {
  readonly named: readonly Property[];
  readonly spreads: readonly ts.SpreadAssignment[];
}

/** Reads an object literal; nothing for one with methods, accessors or computed names. */
export function readProperties(object: ts.ObjectLiteralExpression): Properties | undefined {
  const named: Property[] = [];
  const spreads: ts.SpreadAssignment[] = [];
  for (const node of object.properties) {
    if (ts.isSpreadAssignment(node)) spreads.push(node);
    else {
      const property = readProperty(node);
      if (property === undefined) return undefined;
      named.push(property);
    }
  }
  return { named, spreads };
}

function readProperty(node: ts.ObjectLiteralElementLike): Property | undefined {
  if (ts.isShorthandPropertyAssignment(node)) {
    return { key: node.name.text, node, value: node.name };
  }
  if (!ts.isPropertyAssignment(node)) return undefined;
  const { name, initializer } = node;
  if (!ts.isIdentifier(name) && !ts.isStringLiteral(name)) return undefined;
  return { key: name.text, node, value: initializer };
}

export function isMultiline(rewrite: FileRewrite, object: ts.ObjectLiteralExpression): boolean {
  const [first] = object.properties;
  return (
    first !== undefined &&
    rewrite.original(rewrite.start(object), rewrite.start(first)).includes("\n")
  );
}

/** Writes `name: value` pairs as an object, on lines of their own where the object before had them. */
export function writeObject(
  rewrite: FileRewrite,
  pairs: readonly string[],
  like: ts.ObjectLiteralExpression | undefined,
): string {
  if (pairs.length === 0) return "{}";
  const [first] = like?.properties ?? [];
  if (like === undefined || first === undefined || !isMultiline(rewrite, like)) {
    return `{ ${pairs.join(", ")} }`;
  }
  const indent = indentAt(rewrite, rewrite.start(first));
  const end = indentAt(rewrite, like.end - 1);
  return `{\n${pairs.map((pair) => `${indent}${pair},\n`).join("")}${end}}`;
}

/** The constants that the client of the vendor adds by itself, as `name: value`. */
export function constantsOf(rewrite: FileRewrite, fields: readonly Field[]): string[] {
  return fields.flatMap(({ to, constant }) =>
    constant === undefined ? [] : [`${to}: ${rewrite.literal(JSON.stringify(constant))}`],
  );
}

/** The white space at the beginning of a place's line. */
export function indentAt(rewrite: FileRewrite, position: number): string {
  const { text } = rewrite.file;
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", position - 1) + 1))?.[0] ?? "";
}

/** The text of a value of an object, indented as if it stood in the place of the object. */
export function dedented(
  rewrite: FileRewrite,
  object: ts.ObjectLiteralExpression,
  text: string,
): string {
  const outer = indentAt(rewrite, object.end - 1);
  const inner = /\n([ \t]*)\S*$/.exec(text)?.[1] ?? "";
  // The lines of a template are part of its text.
  if (text.includes("`") || !inner.startsWith(outer)) return text;
  return text.replaceAll(`\n${inner}`, `\n${outer}`);
}

export function renameKey(rewrite: FileRewrite, { node, key }: Property, name: string): void {
  if (key === name) return;
  if (ts.isShorthandPropertyAssignment(node))
    rewrite.replace(node, `${name}: ${rewrite.text(node)}`);
  else rewrite.replace(node.name, name);
}

/** Removes some properties of an object, of which at least one stays. Comments stay. */
export function removeProperties(
  rewrite: FileRewrite,
  { properties }: ts.ObjectLiteralExpression,
  removed: ReadonlySet<ts.Node>,
): void {
  const lastKept = properties.findLastIndex((node) => !removed.has(node));
  properties.forEach((node, index) => {
    if (!removed.has(node)) return;
    const [previous, next] = [properties[index - 1], properties[index + 1]];
    const start = rewrite.start(node);
    if (index > lastKept && previous && !hasComment(rewrite, previous.end, start)) {
      rewrite.code.remove(previous.end, node.end);
    } else if (next && !hasComment(rewrite, node.end, rewrite.start(next))) {
      rewrite.code.remove(start, rewrite.start(next));
    } else rewrite.code.remove(start, endWithComma(rewrite, node));
  });
}

function endWithComma(rewrite: FileRewrite, node: ts.Node): number {
  const comma = /^\s*,[ \t]*/.exec(rewrite.file.text.slice(node.end));
  return node.end + (comma?.[0].length ?? 0);
}
