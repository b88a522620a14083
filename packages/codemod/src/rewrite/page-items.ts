import ts from "typescript";
import { operations } from "../generated/operations.ts";
import type { Row, Target } from "../table/row.ts";
import type { FileRewrite } from "./file-rewrite.ts";
import { readProperties } from "./objects.ts";
import { type Plan, pages, refuse } from "./plan.ts";
import { hasComment } from "./trivia.ts";
import {
  awaitOf,
  isExported,
  needsFirstOnly,
  readOf,
  resultName,
  takesFirstOnly,
  usesOf,
  withParentheses,
} from "./uses.ts";

type MappedRow = Row & { readonly target: Target };

/** How the items of a response are read: which expressions they are, and how their reading is rewritten. */
interface Reading {
  readonly items: readonly ts.Node[];
  readonly apply: () => void;
}

/** Plans a list of which the program reads the items of one response: here, they are collected. */
export function planItems(rewrite: FileRewrite, node: ts.CallExpression, row: MappedRow): Plan {
  const names = (row.returns === "page" ? "data" : (row.target.items ?? "data")).split(".");
  const reading = readingOf(rewrite, node, names);
  if (reading === undefined) {
    const advice = `\`${row.target.method}\` returns a list: iterate it, or await its collect().`;
    return refuse(advice, pages.behaviour);
  }
  const limit = limitOf(row, node, reading.items);
  if (limit === undefined) {
    const advice = `\`${row.target.method}\` reads all pages: say how many items, with collect({ limit }).`;
    return refuse(advice, pages.behaviour);
  }
  return () => {
    reading.apply();
    rewrite.code.appendLeft(node.end, `.collect({ limit: ${limit} })`);
  };
}

function readingOf(
  rewrite: FileRewrite,
  node: ts.CallExpression,
  names: readonly string[],
): Reading | undefined {
  const awaited = awaitOf(node);
  const direct = awaited && readOf(awaited, names);
  if (awaited && direct) {
    if (isReadWithComment(rewrite, awaited, direct)) return undefined;
    return { items: [direct], apply: () => removeRead(rewrite, awaited, direct) };
  }
  const name = resultName(node);
  if (name === undefined || (ts.isVariableDeclaration(name.parent) && isExported(name.parent))) {
    return undefined;
  }
  if (ts.isObjectBindingPattern(name)) return readingByPattern(rewrite, name, names);
  return ts.isIdentifier(name) ? readingByName(rewrite, name, names) : undefined;
}

const isReadWithComment = (rewrite: FileRewrite, from: ts.Node, to: ts.Node): boolean =>
  hasComment(rewrite, withParentheses(from).end, to.end);

function removeRead(rewrite: FileRewrite, from: ts.Node, to: ts.Node): void {
  rewrite.code.remove(withParentheses(from).end, to.end);
}

/** `const { data } = await …`, where nothing else is taken. */
function readingByPattern(
  rewrite: FileRewrite,
  pattern: ts.ObjectBindingPattern,
  [name, ...deeper]: readonly string[],
): Reading | undefined {
  const [element] = pattern.elements;
  if (element === undefined || pattern.elements.length > 1 || deeper.length > 0) return undefined;
  const { propertyName, name: local, initializer, dotDotDotToken } = element;
  if (initializer || dotDotDotToken || (propertyName ?? local).getText(rewrite.file) !== name) {
    return undefined;
  }
  if (hasComment(rewrite, rewrite.start(pattern), rewrite.start(local))) return undefined;
  if (hasComment(rewrite, local.end, pattern.end)) return undefined;
  const items = ts.isIdentifier(local) ? usesOf(rewrite, local) : [local];
  return { items, apply: () => rewrite.replace(pattern, rewrite.text(local)) };
}

/** `const page = await …`, or `then((page) => …)`, where only `page.data` is read. */
function readingByName(
  rewrite: FileRewrite,
  name: ts.Identifier,
  names: readonly string[],
): Reading | undefined {
  const uses = usesOf(rewrite, name);
  const reads = uses.map((use) => ({ use, read: readOf(use, names) }));
  if (reads.length === 0) return undefined;
  const items = reads.flatMap(({ read }) => (read === undefined ? [] : [read]));
  if (items.length < reads.length) return undefined;
  if (reads.some(({ use, read }) => read && isReadWithComment(rewrite, use, read)))
    return undefined;
  return {
    items,
    apply: () => {
      for (const { use, read } of reads) if (read) removeRead(rewrite, use, read);
    },
  };
}

/** How many items one response had at most, or how many of them matter. */
function limitOf(
  row: MappedRow,
  node: ts.CallExpression,
  items: readonly ts.Node[],
): string | undefined {
  if (!isPaged(row)) return "Infinity";
  const size = sizeIn(node.arguments[0]);
  if (size !== undefined) return size;
  return items.length > 0 && items.every(isFirstOnly) ? "1" : undefined;
}

const isFirstOnly = (node: ts.Node): boolean =>
  ts.isArrayBindingPattern(node) ? takesFirstOnly(node) : needsFirstOnly(node);

const sizeKeys: readonly string[] = ["per_page", "perPage"];
const pageFields: readonly string[] = [
  ...["page", "pagination", "per_page", "starting_after", "scroll_param"],
];

/** Whether Intercom returns a list in pages, of which a response has one. */
function isPaged({ returns, target }: MappedRow): boolean {
  if (returns === "page") return true;
  const operation = operations.find(({ id }) => id === target.method);
  return operation?.fields.some((field) => pageFields.includes(field)) ?? true;
}

/** The size of a page that the arguments give as a number, at any level. */
function sizeIn(node: ts.Node | undefined): string | undefined {
  if (node === undefined || !ts.isObjectLiteralExpression(node)) return undefined;
  for (const { key, value } of readProperties(node)?.named ?? []) {
    if (sizeKeys.includes(key)) return ts.isNumericLiteral(value) ? value.text : undefined;
    const inner = sizeIn(value);
    if (inner !== undefined) return inner;
  }
  return undefined;
}
