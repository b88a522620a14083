import ts from "typescript";
import { operations } from "../generated/operations.ts";
import { isUntyped, valueAt } from "../program/values.ts";
import type { Row, Target } from "../table/row.ts";
import type { FileRewrite } from "./file-rewrite.ts";
import { planInput } from "./input.ts";
import { planCallOptions, writeOptions } from "./options-variable.ts";
import { commentWithin, type Plan, refuse } from "./plan.ts";
import { planResult } from "./results.ts";
import { hasCommentBetween } from "./trivia.ts";
import { hasKeysOf } from "./untyped-calls.ts";

/** A call of a method of `intercom-client`: `client.contacts.find(…)`. */
export interface VendorCall {
  readonly node: ts.CallExpression;
  readonly callee: ts.PropertyAccessExpression;
  /** The method as it is written after the client. */
  readonly method: string;
}

/** Reads a call as one of a method of `intercom-client`, by the type of what it is called on. */
export function readCall(rewrite: FileRewrite, node: ts.CallExpression): VendorCall | undefined {
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const value = valueAt(callee.expression, rewrite);
  if (value === undefined || value.kind === "error") return undefined;
  const { text } = callee.name;
  const method = value.kind === "client" ? text : `${value.path}.${text}`;
  const type = rewrite.checker.getTypeAtLocation(callee.expression);
  if (isUntyped(type) && !isCallOf(rewrite, node, method)) return undefined;
  return { node, callee, method };
}

/** Whether a call of a client without a type has the method and the keys of one. */
function isCallOf({ vendor }: FileRewrite, node: ts.CallExpression, method: string): boolean {
  const row = vendor.methods.get(method);
  if (row === undefined) return method.includes(".") || vendor.surface.has(`client.${method}`);
  const [argument] = node.arguments;
  return argument === undefined || hasKeysOf(row, argument);
}

/** Rewrites a call by its row of the table, or leaves it with a comment. */
export function rewriteCall(rewrite: FileRewrite, call: VendorCall): void {
  if (isRewritten(rewrite, call)) return;
  const plan = planCall(rewrite, call);
  if (typeof plan === "function") {
    plan();
    rewrite.counts.calls += 1;
  } else rewrite.leave(call.node, plan.reason, plan.page);
}

/** Whether an earlier run wrote a call: it has a method of ours, or an id in place of an object. */
function isRewritten({ vendor, checker }: FileRewrite, { method, node }: VendorCall): boolean {
  if (!vendor.methods.has(method) && operations.some(({ id }) => id === method)) return true;
  const [first] = node.arguments;
  if (first === undefined) return false;
  const text = ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike;
  return (checker.getTypeAtLocation(first).flags & text) !== 0;
}

function planCall(rewrite: FileRewrite, call: VendorCall): Plan {
  const row = rewrite.vendor.methods.get(call.method);
  const { major } = rewrite.vendor;
  if (row === undefined) {
    const helper = rewrite.vendor.surface.get(`client.${call.method}`)?.mechanical;
    const reason = helper && helper !== true ? helper.reason : undefined;
    return refuse(`\`${call.method}\`: ${reason ?? `intercom-client ${major} has none.`}`);
  }
  const { target, mechanical } = row;
  if (mechanical !== true) return refuse(`${call.method}: ${mechanical.reason}`);
  if (target === undefined) return refuse(`${call.method} has no equal here.`);
  if (!target.versions.includes(rewrite.version)) {
    const [first, last] = [target.versions[0], target.versions.at(-1)];
    return refuse(
      `\`${target.method}\` is in the versions ${first} to ${last}, and not in ${rewrite.version}.`,
    );
  }
  const steps = [
    planName(rewrite, call, target),
    planArguments(rewrite, call, { ...row, target }),
    planResult(rewrite, call.node, { ...row, target }),
  ];
  const refusal = steps.find((step) => typeof step !== "function");
  if (refusal !== undefined) return refusal;
  return () => {
    for (const step of steps) if (typeof step === "function") step();
  };
}

/** Plans the names after the client, or after a resource that was taken from it. */
function planName(rewrite: FileRewrite, { callee, method }: VendorCall, target: Target): Plan {
  const names: ts.MemberName[] = [callee.name];
  let base = callee.expression;
  while (
    ts.isPropertyAccessExpression(base) &&
    valueAt(base, rewrite)?.kind === "resource" &&
    valueAt(base.expression, rewrite) !== undefined
  ) {
    names.unshift(base.name);
    base = base.expression;
  }
  const ours = target.method.split(".");
  const taken = method.split(".").length - names.length;
  const path = method.split(".").slice(0, taken);
  if (path.some((name, index) => ours[index] !== name)) {
    return refuse(`\`${path.join(".")}\` is another resource here: ${target.method}.`);
  }
  const isSameLength = names.length === ours.length - taken;
  if (!isSameLength && hasCommentBetween(rewrite, names)) return refuse(commentWithin);
  return () => writeNames(rewrite, names, ours.slice(taken));
}

function writeNames(
  rewrite: FileRewrite,
  names: readonly ts.MemberName[],
  ours: readonly string[],
): void {
  if (names.length === ours.length) {
    names.forEach((node, index) => {
      const name = ours[index] ?? "";
      if (node.text !== name) rewrite.replace(node, name);
    });
    return;
  }
  const [first] = names;
  const last = names.at(-1);
  if (first && last) rewrite.code.overwrite(rewrite.start(first), last.end, ours.join("."));
}

function planArguments(
  rewrite: FileRewrite,
  { node, method }: VendorCall,
  row: Row & { readonly target: Target },
): Plan {
  const [argument, options, ...more] = argumentsOf(node, row);
  if (node.arguments.some(ts.isSpreadElement)) return refuse("The arguments are within `...`.");
  if (more.length > 0 || (options && row.major < 6)) {
    return refuse(`${method} takes no callback: await its promise.`);
  }
  if (hasCommentBetween(rewrite, node.arguments)) return refuse(commentWithin);
  const input = planInput(rewrite, row, argument);
  if (typeof input !== "function") return input;
  const planned =
    options && planCallOptions(rewrite, options, (one) => readCall(rewrite, one) !== undefined);
  if (options && planned === undefined) return refuse("Write the options of the call one by one.");
  const [refusal] = planned?.refusals ?? [];
  if (refusal !== undefined) return refusal;
  return () => {
    const written = input();
    const settings = planned?.apply() ?? [];
    if (written.query.length > 0) settings.push(`query: { ${written.query.join(", ")} }`);
    writeArguments(rewrite, node, [
      ...written.path,
      ...inputArgument(row.target, written.input, settings.length > 0),
      ...(settings.length > 0 ? [writeOptions(settings)] : []),
    ]);
  };
}

/** The object of the request, and the options. In 6 and 7, a method that takes no object has its options first. */
function argumentsOf(
  node: ts.CallExpression,
  { major, keys, open }: Row,
): readonly (ts.Expression | undefined)[] {
  const isWithout = major > 5 && keys.length === 0 && !open && node.arguments.length > 0;
  return isWithout ? [undefined, ...node.arguments] : node.arguments;
}

/** A body that has no properties is sent as `{}`; a query without any is left out, unless options follow. */
function inputArgument(
  { input }: Target,
  text: string | undefined,
  isFollowed: boolean,
): readonly string[] {
  if (input === "none") return [];
  if (text !== undefined) return [text];
  return input === "body" || isFollowed ? ["{}"] : [];
}

function writeArguments(rewrite: FileRewrite, node: ts.CallExpression, texts: string[]): void {
  const [first] = node.arguments;
  const last = node.arguments.at(-1);
  const text = texts.join(", ");
  if (first === undefined || last === undefined) {
    if (text !== "") rewrite.code.appendLeft(node.end - 1, text);
    return;
  }
  if (text === rewrite.code.slice(rewrite.start(first), last.end)) return;
  if (text !== "") {
    rewrite.code.overwrite(rewrite.start(first), last.end, text);
    return;
  }
  rewrite.code.remove(rewrite.start(first), last.end);
  const { hasTrailingComma, end } = node.arguments;
  if (hasTrailingComma) rewrite.code.remove(end - 1, end);
}
