import ts from "typescript";
import { type Declarations, isDeclaredIn, statementsOf } from "./declarations.ts";
import type { Entry, Package } from "./entries.ts";
import { printDeclaration } from "./print.ts";

/** The content of a report, by the name of the symbol. */
export type Symbols = ReadonlyMap<string, string>;

/** What can be imported from an entry point that is written by hand. */
export function exportsOf(
  entry: Entry,
  { folder }: Package,
  packages: readonly Package[],
  declarations: Declarations,
): Symbols {
  return new Map(
    declarations.exportsOf(entry).map((symbol) => {
      const target = declarations.resolve(symbol);
      const exported = exportOf(symbol, target);
      if (!isDeclaredIn(folder, target)) {
        return [symbol.name, `${exported} from "${originOf(symbol, target, packages)}";`];
      }
      const isRenamed = symbol.name !== target.name;
      const isValueAsType = exported.startsWith("export type") && isValue(target);
      const lines = statementsOf(target).map((statement) =>
        printDeclaration(statement, !isRenamed),
      );
      return [
        symbol.name,
        [...lines, ...(isRenamed || isValueAsType ? [`${exported};`] : [])].join("\n"),
      ];
    }),
  );
}

/** `export { a }`, `export { a as b }` or `export type { a }`. */
function exportOf(symbol: ts.Symbol, target: ts.Symbol): string {
  const [declaration] = symbol.declarations ?? [];
  const specifier = declaration && ts.isExportSpecifier(declaration) ? declaration : undefined;
  const isType = specifier !== undefined && ts.isTypeOnlyImportOrExportDeclaration(specifier);
  const isRenamed =
    specifier !== undefined && symbol.name !== target.name && target.name !== "unknown";
  const name = isRenamed ? `${target.name} as ${symbol.name}` : symbol.name;
  return `export ${isType ? "type " : ""}{ ${name} }`;
}

function isValue(symbol: ts.Symbol): boolean {
  return (symbol.flags & ts.SymbolFlags.Value) !== 0;
}

/** The module that something comes from: as it is written there, or else the package. */
function originOf(symbol: ts.Symbol, target: ts.Symbol, packages: readonly Package[]): string {
  for (const declaration of symbol.declarations ?? []) {
    const specifier = ts.isExportSpecifier(declaration)
      ? declaration.parent.parent.moduleSpecifier
      : undefined;
    if (specifier && ts.isStringLiteral(specifier) && !specifier.text.startsWith(".")) {
      return specifier.text;
    }
  }
  return packages.find(({ folder }) => isDeclaredIn(folder, target))?.name ?? "?";
}
