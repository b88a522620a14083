import ts from "typescript";
import { exportTakenBy, isVendorImport, isVendorModule } from "../program/bindings.ts";
import type { FileRewrite } from "./file-rewrite.ts";
import type { ImportedName } from "./names.ts";

/** The statements of a file that import `intercom-client`. */
type VendorImport = ts.ImportDeclaration | ts.ImportEqualsDeclaration | ts.VariableDeclaration;

/** Replaces the imports of `intercom-client`, except for names that are still used. */
export function rewriteImports(rewrite: FileRewrite, imports: readonly VendorImport[]): void {
  const kept = new Set<ts.Declaration>();
  for (const [declaration, references] of referencesIn(rewrite)) {
    if (references.some((reference) => !rewrite.replaced.has(reference))) kept.add(declaration);
  }
  const isRequired = imports.some(ts.isVariableDeclaration);
  const added = [...statementsFor(rewrite, isRequired)];
  imports.forEach((node, index) => {
    const own = keptImport(rewrite, node, kept);
    const statements = [...(own === undefined ? [] : [own]), ...(index === 0 ? added : [])];
    replaceImport(rewrite, node, statements);
  });
}

/** The imports of `intercom-client` in a file, in their order. */
export function findImports(file: ts.SourceFile): VendorImport[] {
  const found: VendorImport[] = [];
  const visit = (node: ts.Node): void => {
    if (isVendorImport(node)) found.push(node);
    else if (ts.isImportEqualsDeclaration(node) && exportTakenBy(node) !== undefined) {
      found.push(node);
    } else if (ts.isVariableDeclaration(node) && isRequire(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isRequire({ initializer }: ts.VariableDeclaration): boolean {
  if (isVendorModule(initializer)) return true;
  return (
    initializer !== undefined &&
    ts.isPropertyAccessExpression(initializer) &&
    isVendorModule(initializer.expression)
  );
}

/** Each declaration that takes a name from `intercom-client`, and where the name is used. */
function referencesIn(rewrite: FileRewrite): Map<ts.Declaration, ts.Identifier[]> {
  const references = new Map<ts.Declaration, ts.Identifier[]>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const symbol = ts.isShorthandPropertyAssignment(node.parent)
        ? rewrite.checker.getShorthandAssignmentValueSymbol(node.parent)
        : rewrite.checker.getSymbolAtLocation(node);
      for (const declaration of symbol?.declarations ?? []) {
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
  return (
    node.getSourceFile() === declaration.getSourceFile() &&
    node.pos >= declaration.pos &&
    node.end <= declaration.end
  );
}

const modules = { version: "version", client: "client" } as const;

function statementsFor(rewrite: FileRewrite, isRequired: boolean): string[] {
  const names = [...rewrite.names.imported.values()];
  return [modules.version, modules.client].flatMap((module) => {
    const own = names.filter((name) => name.module === module);
    if (own.length === 0) return [];
    const from = rewrite.string(
      `@interkit/client${module === "version" ? `/${rewrite.version}` : ""}`,
    );
    if (isRequired) return [`{ ${own.map(asRequired).join(", ")} } = require(${from})`];
    const areTypes = own.every(({ isType }) => isType);
    const list = own.map((name) => asImported(name, areTypes)).sort(byName);
    return [`import ${areTypes ? "type " : ""}{ ${list.join(", ")} } from ${from}`];
  });
}

const byName = (a: string, b: string): number =>
  a.replace("type ", "").localeCompare(b.replace("type ", ""));

const asImported = ({ name, local, isType }: ImportedName, areTypes: boolean): string =>
  `${isType && !areTypes ? "type " : ""}${name === local ? name : `${name} as ${local}`}`;

const asRequired = ({ name, local }: ImportedName): string =>
  name === local ? name : `${name}: ${local}`;

/** What is left of an import: the names that are still used. */
function keptImport(
  rewrite: FileRewrite,
  node: VendorImport,
  kept: ReadonlySet<ts.Declaration>,
): string | undefined {
  const original = rewrite.original(rewrite.start(node), node.end).replace(/;$/, "");
  if (!ts.isImportDeclaration(node)) {
    const isKept = kept.has(node) || elementsOf(node).some((element) => kept.has(element));
    return isKept ? original : undefined;
  }
  const clause = node.importClause;
  // An import for its side effects alone.
  if (clause === undefined) return original;
  const bindings = clause.namedBindings;
  const own = clause.name && kept.has(clause) ? clause.name.text : undefined;
  const others = bindings && keptBindings(rewrite, bindings, kept);
  const list = [own, others].filter((text) => text !== undefined).join(", ");
  if (list === "") return undefined;
  const type = clause.isTypeOnly ? "type " : "";
  return `import ${type}${list} from ${node.moduleSpecifier.getText(rewrite.file)}`;
}

function keptBindings(
  rewrite: FileRewrite,
  bindings: ts.NamedImportBindings,
  kept: ReadonlySet<ts.Declaration>,
): string | undefined {
  if (ts.isNamespaceImport(bindings)) {
    return kept.has(bindings) ? bindings.getText(rewrite.file) : undefined;
  }
  const elements = bindings.elements.filter((element) => kept.has(element));
  if (elements.length === 0) return undefined;
  return `{ ${elements.map((element) => element.getText(rewrite.file)).join(", ")} }`;
}

function elementsOf(
  node: ts.ImportEqualsDeclaration | ts.VariableDeclaration,
): ts.BindingElement[] {
  return ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name)
    ? [...node.name.elements]
    : [];
}

function replaceImport(
  rewrite: FileRewrite,
  node: VendorImport,
  statements: readonly string[],
): void {
  const { text } = rewrite.file;
  if (ts.isVariableDeclaration(node)) {
    replaceVariable(rewrite, node, statements);
    return;
  }
  const end = text[node.end - 1] === ";" ? ";" : "";
  if (statements.length > 0) {
    rewrite.replace(node, statements.map((statement) => statement + end).join("\n"));
    return;
  }
  const rest = /^[ \t]*\r?\n/.exec(text.slice(node.end))?.[0] ?? "";
  rewrite.code.remove(rewrite.start(node), node.end + rest.length);
}

/** `const { Client } = require(…)`: what replaces it are declarations of the same statement. */
function replaceVariable(
  rewrite: FileRewrite,
  node: ts.VariableDeclaration,
  declarations: readonly string[],
): void {
  const list = node.parent;
  if (declarations.length > 0) rewrite.replace(node, declarations.join(",\n  "));
  else if (ts.isVariableDeclarationList(list) && list.declarations.length === 1) {
    const statement = list.parent;
    const rest = /^[ \t]*\r?\n/.exec(rewrite.file.text.slice(statement.end))?.[0] ?? "";
    rewrite.code.remove(rewrite.start(statement), statement.end + rest.length);
  }
}
