import ts from "typescript";
import { vendorValueIn } from "../program/resolve.ts";
import type { Row } from "../table/row.ts";
import type { FileRewrite } from "./file-rewrite.ts";
import { readProperties } from "./objects.ts";

/** Leaves a comment where a call looks like one of a client whose type the compiler does not have. */
export function noteUntypedCall(rewrite: FileRewrite, node: ts.CallExpression): void {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee)) return;
  const { checker } = rewrite;
  const type = checker.getTypeAtLocation(callee.expression);
  if (type.isUnion() && type.types.some((one) => vendorValueIn(one, checker))) {
    rewrite.leave(node, `\`${callee.name.text}\` is called on one of several resources.`);
    return;
  }
  if (!(type.flags & ts.TypeFlags.Any)) return;
  const names = namesOf(callee);
  const row = rewrite.vendor.methods.get(names);
  if (row === undefined || !mayBeClient(rewrite, node, row)) return;
  rewrite.leave(node, `\`${names}\` looks like a call of a client without a type: give it one.`);
}

/** The names after what may be a client: `contacts.find` of `request.intercom.contacts.find`. */
function namesOf(callee: ts.PropertyAccessExpression): string {
  const resource = callee.expression;
  return ts.isPropertyAccessExpression(resource) ? `${resource.name.text}.${callee.name.text}` : "";
}

/** The name of the module; comments have it too, between other quotes. */
const quoted = /["']intercom-client["'/]/;

/** Whether a call has the keys of a method, in a file that imports `intercom-client` and that no earlier run wrote. */
function mayBeClient({ file }: FileRewrite, node: ts.CallExpression, row: Row): boolean {
  const [argument] = node.arguments;
  if (argument !== undefined && !hasKeysOf(row, argument)) return false;
  return quoted.test(file.text) && !file.text.includes("@interkit/client");
}

function hasKeysOf({ keys }: Row, argument: ts.Expression): boolean {
  if (!ts.isObjectLiteralExpression(argument)) return !isText(argument);
  const named = readProperties(argument)?.named ?? [];
  return named.every(({ key }) => keys.includes(key));
}

const isText = (node: ts.Expression): boolean =>
  ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
