import ts from "typescript";
import { valueAt } from "../program/values.ts";
import { clientNames } from "../program/vendor.ts";
import type { FileRewrite } from "./file-rewrite.ts";
import { clientOptions, type PlannedOptions, planOptions, planOptionsInPlace } from "./options.ts";
import { hasComment, replaceWithComments } from "./trivia.ts";

/** Rewrites `new IntercomClient({ … })`, or `new Client({ … })`, to `createIntercom({ … })`. */
export function rewriteConstruction(rewrite: FileRewrite, node: ts.NewExpression): void {
  if (!clientNames.includes(rewrite.exportAt(node.expression) ?? "")) {
    if (valueAt(node, rewrite)?.kind === "client") {
      rewrite.leave(
        node,
        "The class is not imported here: create the client with `createIntercom`.",
      );
    }
    return;
  }
  rewrite.markReplaced(node.expression);
  rewrite.counts.clients += 1;
  const create = rewrite.names.value("createIntercom");
  const [options] = node.arguments ?? [];
  const space = /^new\s*/.exec(rewrite.original(rewrite.start(node), node.end))?.[0] ?? "";
  rewrite.code.remove(rewrite.start(node), rewrite.start(node) + space.length);
  replaceWithComments(rewrite, node.expression, create);
  if (node.arguments === undefined) rewrite.code.appendLeft(node.end, "()");
  if (options === undefined) {
    rewrite.leave(node, "`createIntercom` needs a `token`.");
    return;
  }
  rewriteOptions(rewrite, node, options);
}

function rewriteOptions(rewrite: FileRewrite, node: ts.Node, options: ts.Expression): void {
  const planned = planOptionsInPlace(rewrite, options, clientOptions);
  if (planned === undefined) {
    rewrite.leave(
      node,
      "Check the options of `createIntercom`: they are in a variable, or have a comment within one of them.",
    );
    return;
  }
  for (const { reason, page } of planned.refusals) rewrite.leave(node, reason, page);
  planned.apply();
}

/**
 * Rewrites `client.useRequestOpts({ … })` of 3 to 5, if it is a statement: its options join those of the client,
 * where that was created in the same file.
 */
export function rewriteRequestOptions(rewrite: FileRewrite, node: ts.CallExpression): boolean {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "useRequestOpts") return false;
  if (valueAt(callee.expression, rewrite)?.kind !== "client") return false;
  const created = creationOf(rewrite, callee.expression);
  const [options] = node.arguments;
  const planned = options && planOptions(rewrite, options, clientOptions);
  const last = created?.properties.at(-1);
  const statement = node.parent;
  const isWhole =
    planned !== undefined &&
    planned.refusals.length === 0 &&
    !hasComment(rewrite, rewrite.start(statement), rewrite.start(options ?? statement)) &&
    !hasComment(rewrite, options?.end ?? statement.end, statement.end);
  if (!isWhole || last === undefined || !ts.isExpressionStatement(statement)) {
    rewrite.leave(node, "`useRequestOpts` has no equal: pass options to `createIntercom`.");
    return true;
  }
  join(rewrite, last, planned);
  removeStatement(rewrite, statement);
  rewrite.counts.others += 1;
  return true;
}

function join(rewrite: FileRewrite, last: ts.Node, planned: PlannedOptions): void {
  for (const text of planned.apply()) rewrite.code.appendLeft(last.end, `, ${text}`);
}

/** The options with which the client of a variable was created. */
function creationOf(
  rewrite: FileRewrite,
  client: ts.Expression,
): ts.ObjectLiteralExpression | undefined {
  if (!ts.isIdentifier(client)) return undefined;
  const [declaration] = rewrite.checker.getSymbolAtLocation(client)?.declarations ?? [];
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
  const { initializer } = declaration;
  if (initializer?.getSourceFile() !== rewrite.file || !ts.isNewExpression(initializer)) {
    return undefined;
  }
  const [options] = initializer.arguments ?? [];
  return options && ts.isObjectLiteralExpression(options) ? options : undefined;
}

/** Removes a statement with the rest of its line. */
function removeStatement(rewrite: FileRewrite, statement: ts.Statement): void {
  const { text } = rewrite.file;
  const start = text.lastIndexOf("\n", rewrite.start(statement) - 1) + 1;
  const isAlone = text.slice(start, rewrite.start(statement)).trim() === "";
  const rest = /^[ \t]*\r?\n/.exec(text.slice(statement.end))?.[0] ?? "";
  const end = statement.end + rest.length;
  // Of the blank lines before and after it, one is enough.
  const blank = /\n\r?\n$/.test(text.slice(0, start)) ? /^[ \t]*\r?\n/.exec(text.slice(end)) : null;
  if (isAlone && rest !== "") rewrite.code.remove(start, end + (blank?.[0].length ?? 0));
  else rewrite.code.remove(rewrite.start(statement), statement.end);
}
