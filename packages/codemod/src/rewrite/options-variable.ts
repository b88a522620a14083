import ts from "typescript";
import type { FileRewrite } from "./file-rewrite.ts";
import { type PlannedOptions, planOptions, planOptionsInPlace, requestOptions } from "./options.ts";
import { isExported, usesOf } from "./uses.ts";

/** Plans the options of a call: an object in place, or a constant that has no other use than such calls. */
export function planCallOptions(
  rewrite: FileRewrite,
  options: ts.Expression,
  isCall: (node: ts.CallExpression) => boolean,
): PlannedOptions | undefined {
  if (!ts.isIdentifier(options)) return planOptions(rewrite, options, requestOptions);
  const variable = rewrite.checker.getSymbolAtLocation(options)?.valueDeclaration;
  if (variable === undefined || !isConstant(rewrite, variable, options)) return undefined;
  const { name, initializer } = variable;
  if (!ts.isIdentifier(name) || initializer === undefined) return undefined;
  if (!usesOf(rewrite, name).every((use) => isOptionsOf(use, isCall))) return undefined;
  const planned = planOptionsInPlace(rewrite, initializer, requestOptions);
  if (planned === undefined) return undefined;
  return { refusals: planned.refusals, apply: () => apply(rewrite, variable, planned, options) };
}

function apply(
  { edited }: FileRewrite,
  variable: ts.VariableDeclaration,
  planned: PlannedOptions,
  options: ts.Identifier,
): string[] {
  // Several calls may have the same options.
  if (!edited.has(variable)) planned.apply();
  edited.add(variable);
  return [`...${options.text}`];
}

/** Whether a declaration is that of a constant of the file, before its use. */
function isConstant(
  { file }: FileRewrite,
  node: ts.Declaration,
  use: ts.Identifier,
): node is ts.VariableDeclaration {
  if (!ts.isVariableDeclaration(node) || node.getSourceFile() !== file) return false;
  const isConst = (ts.getCombinedNodeFlags(node) & ts.NodeFlags.Const) !== 0;
  return isConst && !isExported(node) && node.end < use.pos;
}

function isOptionsOf(use: ts.Identifier, isCall: (node: ts.CallExpression) => boolean): boolean {
  const { parent } = use;
  return ts.isCallExpression(parent) && parent.arguments[1] === use && isCall(parent);
}

/** The text of options: `{ ...options }` alone is the variable itself. */
export function writeOptions(settings: readonly string[]): string {
  const [only = ""] = settings;
  return settings.length === 1 && /^\.\.\.\w+$/.test(only)
    ? only.slice(3)
    : `{ ${settings.join(", ")} }`;
}
