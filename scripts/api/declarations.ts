import path from "node:path";
import ts from "typescript";
import type { Entry, Package } from "./entries.ts";

/** The declarations of all packages, and how names in them are resolved. */
export class Declarations {
  readonly #program: ts.Program;
  readonly #checker: ts.TypeChecker;

  constructor(packages: readonly Package[]) {
    const files = packages.flatMap(({ entries, versions, resources }) => [
      ...entries,
      ...versions,
      ...resources,
    ]);
    // Names are resolved and nothing is checked, so that the platform's own types are not needed.
    this.#program = ts.createProgram({
      rootNames: files.map(({ file }) => file),
      options: {
        module: ts.ModuleKind.NodeNext,
        moduleResolution: ts.ModuleResolutionKind.NodeNext,
        target: ts.ScriptTarget.ES2023,
        noLib: true,
        types: [],
        noEmit: true,
      },
    });
    this.#checker = this.#program.getTypeChecker();
  }

  sourceOf({ name, file }: Entry): ts.SourceFile {
    const source = this.#program.getSourceFile(file);
    if (!source) throw new Error(`${name} cannot be read`);
    return source;
  }

  /** The exports of an entry point, by name. */
  exportsOf(entry: Entry): ts.Symbol[] {
    const module = this.#checker.getSymbolAtLocation(this.sourceOf(entry));
    const found = module ? this.#checker.getExportsOfModule(module) : [];
    return found.sort((one, other) => compareNames(one.name, other.name));
  }

  /** The symbol behind a name, however often it was exported again. */
  resolve(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }

  /** The symbols behind the names in a part of a declaration. */
  namedIn(node: ts.Node): ts.Symbol[] {
    const found = new Set<ts.Symbol>();
    const visit = (child: ts.Node): void => {
      if (ts.isIdentifier(child)) {
        const symbol = this.#checker.getSymbolAtLocation(child);
        if (symbol) found.add(this.resolve(symbol));
      }
      ts.forEachChild(child, visit);
    };
    visit(node);
    return [...found];
  }
}

/** The statements of a module that declare something; none for a member, or for a type parameter. */
export function statementsOf(symbol: ts.Symbol): DeclaringStatement[] {
  return (symbol.declarations ?? []).flatMap((declaration) => {
    const isVariable = ts.isVariableDeclaration(declaration);
    const statement = isVariable ? declaration.parent.parent : declaration;
    const isOfModule = statement.parent !== undefined && ts.isSourceFile(statement.parent);
    return isOfModule ? [statement as DeclaringStatement] : [];
  });
}

export type DeclaringStatement = ts.DeclarationStatement | ts.VariableStatement;

/** Whether a symbol is declared in a folder, but not in its `node_modules`. */
export function isDeclaredIn(folder: string, symbol: ts.Symbol): boolean {
  return statementsOf(symbol).some((statement) => {
    const file = path.relative(folder, statement.getSourceFile().fileName);
    return !file.startsWith("..") && !file.split(path.sep).includes("node_modules");
  });
}

/** By code units: the order of words differs between languages. */
export function compareNames(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
