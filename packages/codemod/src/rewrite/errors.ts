import ts from "typescript";
import { vendorValueIn } from "../program/resolve.ts";
import { nameRead, valueAt } from "../program/values.ts";
import { hasVendorCall } from "../program/vendor-calls.ts";
import { isCommented } from "./comments.ts";
import type { FileRewrite } from "./file-rewrite.ts";
import { isOfProgram } from "./origins.ts";
import { pages } from "./plan.ts";
import { withParentheses } from "./uses.ts";
import { importsVendor } from "./vendor-imports.ts";

/** The properties of an `IntercomError`, and those of an `ApiError` that have the same value. */
const properties: Readonly<Record<string, string>> = {
  statusCode: "status",
  "body.errors": "errors",
  "body.request_id": "requestId",
  "rawResponse.headers": "headers",
  "rawResponse.status": "status",
};

const changed: readonly string[] = ["statusCode", "body", "rawResponse"];

/** Rewrites what is read of an `IntercomError`. */
export function rewriteErrorProperty(
  rewrite: FileRewrite,
  node: ts.PropertyAccessExpression,
): void {
  const name = node.name.text;
  if (!changed.includes(name)) return;
  if (valueAt(node.expression, rewrite)?.kind !== "error") return;
  const outer = withParentheses(node).parent;
  const isRead = ts.isPropertyAccessExpression(outer);
  const whole = isRead ? properties[`${name}.${outer.name.text}`] : undefined;
  const here = whole ?? properties[name];
  if (here === undefined) {
    rewrite.leave(
      node,
      `\`${name}\` of an error: see \`errors\`, \`requestId\` and \`headers\`.`,
      pages.behaviour,
    );
    return;
  }
  const end = whole !== undefined && isRead ? outer.end : node.end;
  rewrite.code.overwrite(node.name.getStart(rewrite.file), end, here);
  rewrite.counts.others += 1;
}

/**
 * Leaves a comment where an error without a type is read like one of `intercom-client`: in a `catch` after
 * calls of its client.
 */
export function noteUntypedError(rewrite: FileRewrite, node: ts.CatchClause): void {
  const name = node.variableDeclaration?.name;
  const read = name && readIn(rewrite, name, node.block);
  const { tryBlock } = node.parent;
  if (read === undefined) return;
  const mayBe = importsVendor(rewrite.file) && callsProgram(rewrite, tryBlock);
  if (mayBe || hasVendorCall(rewrite, tryBlock)) noteError(rewrite, read);
}

/** Whether a function of the program is called, which may be one that calls a client: `handlers[name](message)`. */
function callsProgram(rewrite: FileRewrite, within: ts.Node): boolean {
  if (ts.isCallExpression(within) && isOfProgram(rewrite, within.expression)) return true;
  return ts.forEachChild(within, (one) => callsProgram(rewrite, one) || undefined) ?? false;
}

/** Leaves such a comment for `.catch((error) => …)` after a call. */
export function noteCaughtError(rewrite: FileRewrite, node: ts.CallExpression): void {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee) || !/^(catch|then)$/.test(callee.name.text)) {
    return;
  }
  const handler = node.arguments[callee.name.text === "catch" ? 0 : 1];
  if (handler === undefined || !(ts.isArrowFunction(handler) || ts.isFunctionExpression(handler))) {
    return;
  }
  const name = handler.parameters[0]?.name;
  const read = name && readIn(rewrite, name, handler.body);
  if (read !== undefined && hasVendorCall(rewrite, callee.expression)) noteError(rewrite, read);
}

/** Leaves such a comment in a function that gets an error of a call: `const isGone = (error) => …`. */
export function noteErrorParameter(rewrite: FileRewrite, node: ts.Node): void {
  if (!ts.isParameter(node) || !isError(rewrite, node)) return;
  const { parent } = node;
  const body = isHandlerOfPromise(parent.parent)
    ? undefined
    : (parent as ts.FunctionLikeDeclaration).body;
  const read = body && readIn(rewrite, node.name, body);
  if (read !== undefined) noteError(rewrite, read);
}

/** Whether the handler of a promise stands in a call: it is read together with the call. */
const isHandlerOfPromise = (node: ts.Node): boolean =>
  ts.isCallExpression(node) && /^(catch|then)$/.test(nameRead(node.expression)?.text ?? "");

/** Whether a parameter gets an error of a call, or has the name of one in a file that imports `intercom-client`. */
const isError = ({ followed, file }: FileRewrite, node: ts.ParameterDeclaration): boolean =>
  followed.errors.has(node) ||
  (/^(e|err|error)$/i.test(node.name.getText(file)) && importsVendor(file));

type Read = Access | ts.BindingElement;

type Access = ts.PropertyAccessExpression | ts.ElementAccessExpression;

function noteError(rewrite: FileRewrite, read: Read): void {
  // An earlier run may have left it, where the error had a type.
  if (isCommented(rewrite.file, read)) return;
  rewrite.leave(
    read,
    `\`${keyOf(read)}\` of an error of Intercom: test for \`ApiError\`, which has \`status\` and \`errors\`.`,
    pages.behaviour,
  );
}

function keyOf(read: Read): string {
  if (!ts.isBindingElement(read)) return nameRead(read)?.text ?? "";
  const name = read.propertyName ?? read.name;
  return ts.isIdentifier(name) ? name.text : "";
}

/** Leaves a comment where the error of a promise is read from what `Promise.allSettled` returns. */
export function noteRejection(rewrite: FileRewrite, node: ts.Node): void {
  const read = nameRead(node);
  if (read === undefined || !changed.includes(read.text)) return;
  if (nameRead(innermost(read.owner))?.text !== "reason") return;
  const within = ts.findAncestor(node, ts.isFunctionLike) ?? rewrite.file;
  if (hasVendorCall(rewrite, within)) noteError(rewrite, node as Access);
}

/** Where a property of an error is read that has another name here. */
function readIn(rewrite: FileRewrite, name: ts.BindingName, body: ts.Node): Read | undefined {
  if (ts.isIdentifier(name)) return readOfError(rewrite, body, name.text);
  return ts.isObjectBindingPattern(name) ? elementIn(name) : undefined;
}

const elementIn = ({ elements }: ts.ObjectBindingPattern): Read | undefined =>
  elements.find((element) => changed.includes(keyOf(element)));

function readOfError(rewrite: FileRewrite, within: ts.Node, name: string): Read | undefined {
  const names = new Set([name]);
  const isIt = (node: ts.Expression): boolean => {
    const inner = innermost(node);
    return ts.isIdentifier(inner) && names.has(inner.text) && !isTyped(rewrite, node);
  };
  return findRead(within, (node) => {
    if (ts.isVariableDeclaration(node) && node.initializer && isIt(node.initializer)) {
      // `const problem = error as any` is the same error.
      if (ts.isIdentifier(node.name)) names.add(node.name.text);
      return ts.isObjectBindingPattern(node.name) ? elementIn(node.name) : undefined;
    }
    const read = nameRead(node);
    if (read === undefined || !changed.includes(read.text)) return undefined;
    return isIt(read.owner) ? (node as Access) : undefined;
  });
}

const isTyped = (rewrite: FileRewrite, node: ts.Expression): boolean =>
  valueAt(node, rewrite)?.kind === "error";

function findRead(node: ts.Node, read: (node: ts.Node) => Read | undefined): Read | undefined {
  return read(node) ?? ts.forEachChild(node, (child) => findRead(child, read));
}

/** Rewrites `const { statusCode } = error`, and leaves what has no equal. */
export function rewriteErrorPattern(rewrite: FileRewrite, node: ts.BindingElement): void {
  const key = keyOf(node);
  if (!changed.includes(key) || !ts.isObjectBindingPattern(node.parent)) return;
  const { checker } = rewrite;
  if (vendorValueIn(checker.getTypeAtLocation(node.parent), checker)?.kind !== "error") return;
  const here = properties[key];
  if (here === undefined) {
    noteError(rewrite, node);
    return;
  }
  if (node.propertyName) rewrite.replace(node.propertyName, here);
  else rewrite.code.appendLeft(rewrite.start(node), `${here}: `);
  rewrite.counts.others += 1;
}

/** What parentheses and type assertions stand around. */
function innermost(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) || ts.isAsExpression(node)
    ? innermost(node.expression)
    : node;
}
