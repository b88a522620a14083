import ts from "typescript";
import { exportTakenBy } from "../program/bindings.ts";
import { symbolAt } from "../program/resolve.ts";
import type { FileRewrite } from "./file-rewrite.ts";
import { writeImport, writeRequired } from "./imported.ts";
import { indentAt } from "./objects.ts";
import type { VendorImport } from "./vendor-imports.ts";

/** Replaces the imports of `intercom-client`, and returns the names of it that are still used. */
export function rewriteImports(rewrite: FileRewrite, imports: readonly VendorImport[]): string[] {
  const kept = new Set<ts.Node>();
  for (const [declaration, references] of referencesIn(rewrite)) {
    if (references.some((reference) => !rewrite.replaced.has(reference))) kept.add(declaration);
  }
  const writing = importsThatGetNames(imports);
  for (const node of imports) {
    if (ts.isVariableDeclaration(node)) replaceVariable(rewrite, node, kept, writing.has(node));
    else replaceImport(rewrite, node, kept, writing.has(node));
  }
  return Array.from(kept, (node) => nameOf(node)?.getText(rewrite.file) ?? "");
}

/** The imports in whose place ours come: the first of the file, or, if functions have them, the first of each. */
function importsThatGetNames(imports: readonly VendorImport[]): Set<VendorImport> {
  const outer = imports.find((node) => ts.isSourceFile(blockOf(node)));
  if (outer !== undefined) return new Set([outer]);
  const first = new Map(imports.toReversed().map((node) => [blockOf(node), node]));
  return new Set(first.values());
}

function blockOf(node: ts.Node): ts.Node {
  return (
    ts.findAncestor(node, (one) => ts.isBlock(one) || ts.isCaseClause(one)) ?? node.getSourceFile()
  );
}

const nameOf = (node: ts.Node): ts.Node | undefined =>
  ts.getNameOfDeclaration(node as ts.Declaration);

/** Each declaration that takes a name from `intercom-client`, and where the name is used. */
function referencesIn(rewrite: FileRewrite): Map<ts.Declaration, ts.Identifier[]> {
  const references = new Map<ts.Declaration, ts.Identifier[]>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      for (const declaration of symbolAt(node, rewrite.checker)?.declarations ?? []) {
        if (exportTakenBy(declaration) === undefined || isWithin(node, declaration)) continue;
        references.set(declaration, [...(references.get(declaration) ?? []), node]);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(rewrite.file);
  return references;
}

function isWithin(node: ts.Node, declaration: ts.Node): boolean {
  if (node.getSourceFile() !== declaration.getSourceFile()) return false;
  return node.pos >= declaration.pos && node.end <= declaration.end;
}

function replaceImport(
  rewrite: FileRewrite,
  node: ts.ImportDeclaration | ts.ImportEqualsDeclaration,
  kept: ReadonlySet<ts.Node>,
  isFirst: boolean,
): void {
  const own = keptImport(rewrite, node, kept);
  const statements = [...(own ?? []), ...(isFirst ? writeImport(rewrite) : [])];
  const end = rewrite.file.text[node.end - 1] === ";" ? ";" : "";
  const text = statements.map((statement) => statement + end).join("\n");
  if (text === "") removeWithLine(rewrite, node);
  else if (text !== rewrite.text(node)) rewrite.replace(node, text);
}

/** What is left of an import: the names that are still used. */
function keptImport(
  rewrite: FileRewrite,
  node: ts.ImportDeclaration | ts.ImportEqualsDeclaration,
  kept: ReadonlySet<ts.Node>,
): [string] | undefined {
  const whole = rewrite.original(rewrite.start(node), node.end).replace(/;$/, "");
  if (ts.isImportEqualsDeclaration(node)) return kept.has(node) ? [whole] : undefined;
  const clause = node.importClause;
  // An import for its side effects alone.
  if (clause === undefined) return [whole];
  const own = clause.name && kept.has(clause) ? clause.name.text : undefined;
  const others = clause.namedBindings && keptBindings(rewrite, clause.namedBindings, kept);
  const list = [own, others].filter((text) => text !== undefined).join(", ");
  if (list === "") return undefined;
  const type = clause.isTypeOnly ? "type " : "";
  return [`import ${type}${list} from ${node.moduleSpecifier.getText(rewrite.file)}`];
}

function keptBindings(
  rewrite: FileRewrite,
  bindings: ts.NamedImportBindings,
  kept: ReadonlySet<ts.Node>,
): string | undefined {
  if (ts.isNamespaceImport(bindings)) {
    return kept.has(bindings) ? bindings.getText(rewrite.file) : undefined;
  }
  return keptElements(rewrite, bindings, kept);
}

/** `{ name, other }` with the names that are kept; nothing if none is. */
function keptElements(
  rewrite: FileRewrite,
  { elements }: ts.NamedImports | ts.ObjectBindingPattern,
  kept: ReadonlySet<ts.Node>,
): string | undefined {
  const texts = [...elements].flatMap((element) =>
    kept.has(element) ? [element.getText(rewrite.file)] : [],
  );
  return texts.length === 0 ? undefined : `{ ${texts.join(", ")} }`;
}

/** `const { Client } = require(…)`, or with `await import(…)`. */
function replaceVariable(
  rewrite: FileRewrite,
  node: ts.VariableDeclaration,
  kept: ReadonlySet<ts.Node>,
  isFirst: boolean,
): void {
  const { name, initializer } = node;
  const own = ts.isObjectBindingPattern(name)
    ? keptElements(rewrite, name, kept)
    : kept.has(node) && name.getText(rewrite.file);
  const from = initializer?.getText(rewrite.file) ?? "";
  const added = isFirst ? writeRequired(rewrite, from) : [];
  const declarations = [...(own ? [`${own} = ${from}`] : []), ...added];
  const list = node.parent;
  const isAlone = ts.isVariableDeclarationList(list) && list.declarations.length === 1;
  const statement = list.parent;
  if (declarations.length === 0) {
    if (isAlone) removeWithLine(rewrite, statement);
    return;
  }
  const keyword = rewrite.original(rewrite.start(list), rewrite.start(node));
  const end = rewrite.file.text[statement.end - 1] === ";" ? ";" : "";
  const text = declarations.join(isAlone ? `${end}\n${keyword}` : ", ");
  if (text !== rewrite.text(node)) rewrite.replace(node, text);
}

function removeWithLine(rewrite: FileRewrite, node: ts.Node): void {
  const rest = /^[ \t]*\r?\n/.exec(rewrite.file.text.slice(node.end))?.[0] ?? "";
  const start = rewrite.start(node);
  const before = rest === "" ? start : start - indentAt(rewrite, start).length;
  const isAlone = rewrite.original(before, start).trim() === "" && isLineStart(rewrite, before);
  rewrite.code.remove(isAlone ? before : start, node.end + rest.length);
}

const isLineStart = ({ file }: FileRewrite, place: number): boolean =>
  place === 0 || file.text[place - 1] === "\n";
