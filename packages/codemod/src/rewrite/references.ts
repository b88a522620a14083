import ts from "typescript";
import { clientNames, vendorPackage } from "../program/vendor.ts";
import { classOfErrors } from "./error-class.ts";
import type { FileRewrite } from "./file-rewrite.ts";
import { noClass } from "./injected.ts";
import { environments } from "./options.ts";
import { replaceWithComments } from "./trivia.ts";

/** Names that the table does not list, and the types here. */
const types: Readonly<Record<string, string>> = {
  Client: "Intercom",
  IntercomClient: "Intercom",
  "IntercomClient.Options": "IntercomOptions",
  "IntercomClient.RequestOptions": "CallOptions",
};

/** The classes of errors, and those here. */
const errors: Readonly<Record<string, string>> = {
  IntercomError: "ApiError",
  IntercomTimeoutError: "TimeoutError",
};

/** Rewrites a name that was imported from `intercom-client`, with the names after it: `Role.USER`. */
export function rewriteReference(rewrite: FileRewrite, root: ts.Identifier): void {
  if (isDeclared(root) || rewrite.exportAt(root) === undefined) return;
  if (rewrite.replaced.has(root)) return;
  const chains = chainsFrom(root);
  for (const chain of chains) {
    const text = replacementOf(rewrite, chain, rewrite.exportAt(chain) ?? "");
    if (text === undefined) continue;
    replaceWithComments(rewrite, chain, text);
    rewrite.replaced.add(root);
    rewrite.counts.others += 1;
    return;
  }
  const [longest = root] = chains;
  if (isCreated(rewrite, longest)) return;
  rewrite.leave(root, reasonFor(rewrite, rewrite.exportAt(longest) ?? root.text));
}

function reasonFor(rewrite: FileRewrite, place: string): string {
  if (errors[place] !== undefined)
    return `\`${errors[place]}\` takes other arguments than \`${place}\`.`;
  if (clientNames.includes(place)) return `\`${place}\`: ${noClass}`;
  const row = rewrite.vendor.surface.get(place);
  const reason = row && row.mechanical !== true ? row.mechanical.reason : "It has no equal here.";
  return `\`${place || vendorPackage}\`: ${reason}`;
}

/** Whether the name is one in an import, where it is not used yet. */
function isDeclared({ parent }: ts.Identifier): boolean {
  return (
    ts.isImportSpecifier(parent) ||
    ts.isImportClause(parent) ||
    ts.isNamespaceImport(parent) ||
    ts.isImportEqualsDeclaration(parent) ||
    ts.isBindingElement(parent) ||
    ts.isVariableDeclaration(parent)
  );
}

/** A chain of names and its beginnings, the longest first. */
function chainsFrom(root: ts.Identifier): (ts.Identifier | Chain)[] {
  const chains: (ts.Identifier | Chain)[] = [root];
  let node: ts.Identifier | Chain = root;
  for (let next = chainAbove(node); next !== undefined; next = chainAbove(node)) {
    chains.unshift(next);
    node = next;
  }
  return chains;
}

type Chain = ts.PropertyAccessExpression | ts.QualifiedName;

function chainAbove(node: ts.Node): Chain | undefined {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node ? parent : undefined;
  return ts.isQualifiedName(parent) && parent.left === node ? parent : undefined;
}

/** Whether `new` creates the client, which is rewritten together with its options. */
function isCreated(rewrite: FileRewrite, node: ts.Node): boolean {
  if (!ts.isNewExpression(node.parent) || node.parent.expression !== node) return false;
  return clientNames.includes(rewrite.exportAt(node) ?? "");
}

function replacementOf(rewrite: FileRewrite, node: ts.Node, place: string): string | undefined {
  const isType = isTypeName(node);
  const error = !isType && place === "IntercomError" ? classOfErrors(rewrite, node) : errors[place];
  if (error !== undefined) return isType ? rewrite.names.type(error) : rewrite.names.value(error);
  const row = rewrite.vendor.surface.get(place);
  const url = environments[place];
  if (url !== undefined && !isType) return rewrite.string(url);
  if (row?.kind === "enum" && row.mechanical === true && row.interkit !== undefined) {
    return rewrite.literal(row.interkit);
  }
  if (!isType) return undefined;
  const known = typeHere(rewrite, place);
  return known === undefined ? undefined : rewrite.names.type(known);
}

/** The type that stands for one of `intercom-client`. */
export function typeHere({ vendor }: FileRewrite, place: string): string | undefined {
  const row = vendor.surface.get(place);
  return row?.kind === "type" && row.mechanical === true ? row.interkit : types[place];
}

/** Whether a name is one of a type, and not of a value. */
function isTypeName(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isTypeReferenceNode(parent)) return true;
  if (!ts.isExpressionWithTypeArguments(parent)) return false;
  const clause = parent.parent;
  if (!ts.isHeritageClause(clause)) return false;
  return (
    ts.isInterfaceDeclaration(clause.parent) || clause.token === ts.SyntaxKind.ImplementsKeyword
  );
}

/** Rewrites `import("intercom-client").Client`, as types and JSDoc have it. */
export function rewriteImportType(rewrite: FileRewrite, node: ts.ImportTypeNode): void {
  const { argument, qualifier } = node;
  if (!ts.isLiteralTypeNode(argument) || !ts.isStringLiteral(argument.literal)) return;
  if (argument.literal.text !== vendorPackage || qualifier === undefined) return;
  const place = qualifier.getText(rewrite.file);
  const row = rewrite.vendor.surface.get(place);
  const name = row?.kind === "type" ? row.interkit : types[place];
  if (name === undefined) rewrite.leave(node, reasonFor(rewrite, place));
  else {
    rewrite.replace(
      node,
      `import(${rewrite.string(`@interkit/client/${rewrite.version}`)}).${name}`,
    );
    rewrite.counts.others += 1;
  }
}
