import ts from "typescript";
import { exportAt } from "../program/resolve.ts";
import { readCall, rewriteCall } from "./calls.ts";
import { rewriteConstruction, rewriteRequestOptions } from "./construction.ts";
import { rewriteDocImport } from "./doc-imports.ts";
import { noteDouble } from "./doubles.ts";
import { noteErrorMessage } from "./error-messages.ts";
import { noteErrorName } from "./error-names.ts";
import {
  noteCaughtError,
  noteErrorParameter,
  noteRejection,
  noteUntypedError,
  rewriteErrorPattern,
  rewriteErrorProperty,
} from "./errors.ts";
import { type Counts, FileRewrite, type Note, type RewrittenProgram } from "./file-rewrite.ts";
import { rewriteImports } from "./imports.ts";
import { noteInjected } from "./injected.ts";
import { namesUsedIn } from "./names.ts";
import { rewriteImportType, rewriteReference } from "./references.ts";
import { noteUnfollowed } from "./unfollowed.ts";
import { noteUnreadImport } from "./unread-imports.ts";
import { noteUnreadType } from "./unread-types.ts";
import { noteUntypedCall } from "./untyped-calls.ts";
import { findImports } from "./vendor-imports.ts";

/** A file before and after. */
export interface RewrittenFile {
  readonly before: string;
  readonly after: string;
  readonly counts: Counts;
  readonly notes: readonly Note[];
  readonly unfollowed: readonly Note[];
}

/** Rewrites one file of a program to the client of an API version, such as `2.16`. */
export function rewriteFile(file: ts.SourceFile, program: RewrittenProgram): RewrittenFile {
  const imports = findImports(file);
  const used = namesUsedIn(file);
  // Most imported names go, so that a name of theirs may be used again.
  const imported = importedNames(file, program.checker);
  const free = new Set([...used].filter((name) => !imported.has(name)));
  const first = new FileRewrite(file, program, free);
  visitAll(first);
  const kept = rewriteImports(first, imports);
  const rewrite = kept.some((name) => first.names.has(name))
    ? new FileRewrite(file, program, used)
    : first;
  if (rewrite !== first) {
    visitAll(rewrite);
    rewriteImports(rewrite, imports);
  }
  return {
    before: file.text,
    after: withLineEnds(file.text, rewrite.code.toString()),
    counts: rewrite.counts,
    notes: rewrite.notes,
    unfollowed: rewrite.unfollowed,
  };
}

/** A rewritten text, in which all lines end as they did where all of them ended with `\\r\\n`. */
function withLineEnds(before: string, after: string): string {
  return before.includes("\r\n") && !/(?<!\r)\n/.test(before)
    ? after.replace(/(?<!\r)\n/g, "\r\n")
    : after;
}

/** The names that stand for nothing else in a file than what it imports from `intercom-client`. */
function importedNames(file: ts.SourceFile, checker: ts.TypeChecker): Set<string> {
  const vendor = new Set<string>();
  const others = new Set<string>();
  const visitName = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      (exportAt(node, checker) === undefined ? others : vendor).add(node.text);
    }
    ts.forEachChild(node, visitName);
  };
  visitName(file);
  return new Set([...vendor].filter((name) => !others.has(name)));
}

function visitAll(rewrite: FileRewrite): void {
  visit(rewrite, rewrite.file);
  for (const edit of rewrite.later) edit();
}

/** Rewrites the innermost nodes first: the text of an outer one then has the edits within it. */
function visit(rewrite: FileRewrite, node: ts.Node): void {
  ts.forEachChild(node, (child) => visit(rewrite, child));
  if (!rewrite.isTypeScript) visitComments(rewrite, node);
  if (ts.isIdentifier(node)) rewriteReference(rewrite, node);
  if (ts.isImportTypeNode(node)) rewriteImportType(rewrite, node);
  if (ts.isNewExpression(node)) rewriteConstruction(rewrite, node);
  if (ts.isPropertyAccessExpression(node)) rewriteErrorProperty(rewrite, node);
  if (ts.isBindingElement(node)) rewriteErrorPattern(rewrite, node);
  if (ts.isCatchClause(node)) noteUntypedError(rewrite, node);
  noteErrorParameter(rewrite, node);
  noteRejection(rewrite, node);
  noteErrorName(rewrite, node);
  noteErrorMessage(rewrite, node);
  noteDouble(rewrite, node);
  noteInjected(rewrite, node);
  noteUnfollowed(rewrite, node);
  noteUnreadImport(rewrite, node);
  noteUnreadType(rewrite, node);
  if (ts.isCallExpression(node)) visitCall(rewrite, node);
}

function visitCall(rewrite: FileRewrite, node: ts.CallExpression): void {
  noteCaughtError(rewrite, node);
  if (rewriteRequestOptions(rewrite, node)) return;
  const call = readCall(rewrite, node);
  if (call === undefined) noteUntypedCall(rewrite, node);
  else rewriteCall(rewrite, call);
}

/** JSDoc has the types of JavaScript. */
function visitComments(rewrite: FileRewrite, node: ts.Node): void {
  const visitTypes = (inner: ts.Node): void => {
    if (ts.isImportTypeNode(inner)) rewriteImportType(rewrite, inner);
    rewriteDocImport(rewrite, inner);
    ts.forEachChild(inner, visitTypes);
  };
  for (const part of node.getChildren(rewrite.file)) {
    if (ts.isJSDoc(part)) visitTypes(part);
  }
}
