import ts from "typescript";
import {
  compareNames,
  type Declarations,
  type DeclaringStatement,
  isDeclaredIn,
  statementsOf,
} from "./declarations.ts";
import { isGenerated, type Package } from "./entries.ts";
import { printDeclaration } from "./print.ts";

/** A symbol that exported declarations name, and that their package does not export. */
export interface Unexported {
  readonly name: string;
  readonly text: string;
  /** The declaration that names it, or the entry point that imports it. */
  readonly namedBy: string;
}

/**
 * What the exported declarations of a package name, directly or by way of others, and none of its entry
 * points exports: declarations of its own in full, and after imports those of the other packages.
 */
export function unexportedOf(
  own: Package,
  packages: readonly Package[],
  declarations: Declarations,
): Unexported[] {
  const exported = new Set(exportedBy(own, declarations));
  const imports: Unexported[] = [];
  const hidden: Unexported[] = [];
  for (const [symbol, namedBy] of namesIn(own, packages, declarations)) {
    if (exported.has(symbol)) continue;
    const { name } = symbol;
    if (isDeclaredIn(own.folder, symbol)) {
      hidden.push({ name, text: textOf(symbol), namedBy });
      continue;
    }
    const home = packages.find((one) => exportedBy(one, declarations).includes(symbol));
    if (home === undefined || isFromGenerator(symbol)) continue;
    imports.push({ name, text: `import { ${name} } from "${home.name}";`, namedBy });
  }
  const byName = (one: Unexported, other: Unexported) => compareNames(one.name, other.name);
  return [...imports.sort(byName), ...hidden.sort(byName)];
}

function exportedBy(own: Package, declarations: Declarations): ts.Symbol[] {
  return [...own.entries, ...own.versions, ...own.resources].flatMap((entry) =>
    declarations.exportsOf(entry).map((symbol) => declarations.resolve(symbol)),
  );
}

/** Everything of our packages that the exports of one of them name, with what names it first. */
function namesIn(
  own: Package,
  packages: readonly Package[],
  declarations: Declarations,
): Map<ts.Symbol, string> {
  const found = new Map<ts.Symbol, string>();
  const visit = (symbol: ts.Symbol, namedBy: string): void => {
    if (found.has(symbol) || !packages.some(({ folder }) => isDeclaredIn(folder, symbol))) return;
    found.set(symbol, namedBy);
    // Generated declarations name only generated or imported symbols.
    if (isFromGenerator(symbol)) return;
    for (const statement of statementsOf(symbol)) {
      for (const named of declarations.namedIn(statement)) visit(named, symbol.name);
    }
  };
  for (const entry of own.entries) {
    for (const symbol of declarations.exportsOf(entry)) {
      visit(declarations.resolve(symbol), entry.name);
    }
  }
  for (const entry of [...own.versions, ...own.resources]) {
    const imports = declarations.sourceOf(entry).statements.filter(ts.isImportDeclaration);
    for (const symbol of imports.flatMap((one) => declarations.namedIn(one))) {
      visit(symbol, entry.name);
    }
  }
  return found;
}

function textOf(symbol: ts.Symbol): string {
  const statements = statementsOf(symbol);
  if (isFromGenerator(symbol)) return `${keywordOf(statements[0])} ${symbol.name}; // generated`;
  return statements.map((statement) => printDeclaration(statement, false)).join("\n");
}

function isFromGenerator(symbol: ts.Symbol): boolean {
  return statementsOf(symbol).some((one) => isGenerated(one.getSourceFile().fileName));
}

function keywordOf(statement: DeclaringStatement | undefined): string {
  if (statement && ts.isInterfaceDeclaration(statement)) return "interface";
  if (statement && ts.isTypeAliasDeclaration(statement)) return "type";
  return "const";
}
