import path from "node:path";
import { globSync } from "tinyglobby";
import ts from "typescript";
import { read, root } from "./blocks.ts";
import { repositoryOptions } from "./compile.ts";

/** An export of a package, or a member of one, with the text of its docstring. */
export interface Exported {
  /** `"@interkit/core CallOptions.timeoutMs"`. */
  readonly name: string;
  readonly kind: "function" | "class" | "type" | "value" | "member";
  readonly words: string;
  /** The names of the docstring's tags. */
  readonly tags: readonly string[];
}

/** Every hand-written export of the packages, each of them once, with its members. */
export function exported(): Exported[] {
  const entries = entryPoints();
  const program = ts.createProgram([...entries.values()], repositoryOptions());
  const checker = program.getTypeChecker();
  const seen = new Set<ts.Symbol>();
  return [...entries].flatMap(([entry, file]) => {
    const source = program.getSourceFile(file);
    const module = source && checker.getSymbolAtLocation(source);
    if (!module) throw new Error(`${entry} has no exports`);
    return checker.getExportsOfModule(module).flatMap((name) => {
      const symbol = name.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(name) : name;
      if (!isWritten(symbol)) return [];
      const found = [symbol, ...membersOf(symbol, checker)].filter((one) => !seen.has(one));
      for (const one of found) seen.add(one);
      return found.map((one) => ({
        name: one === symbol ? `${entry} ${name.name}` : `${entry} ${name.name}.${one.name}`,
        kind: one === symbol ? kindOf(symbol, checker) : "member",
        words: ts.displayPartsToString(one.getDocumentationComment(checker)),
        tags: one.getJsDocTags(checker).map((tag) => tag.name),
      }));
    });
  });
}

/** The entry points of all packages that have a file of their own: `@interkit/core/node`. */
function entryPoints(): Map<string, string> {
  const entries = globSync("packages/*/package.json", { cwd: root })
    .sort()
    .flatMap((manifest) => {
      const { name, exports } = JSON.parse(read(manifest)) as Manifest;
      return Object.entries(exports).flatMap(([entry, target]): [string, string][] => {
        const source = typeof target === "object" ? target["@interkit/source"] : undefined;
        if (source === undefined || source.includes("/generated/")) return [];
        return [[entry.replace(/^\./, name), path.join(root, path.dirname(manifest), source)]];
      });
    });
  return new Map(entries);
}

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

/** The generator has tests of its own for what it writes. */
function isWritten(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some((declaration) => {
    const file = declaration.getSourceFile().fileName;
    return file.startsWith(path.join(root, "packages")) && !file.includes("/generated/");
  });
}

function kindOf(symbol: ts.Symbol, checker: ts.TypeChecker): Exported["kind"] {
  if (symbol.flags & ts.SymbolFlags.Class) return "class";
  if (!(symbol.flags & ts.SymbolFlags.Value)) return "type";
  return checker.getTypeOfSymbol(symbol).getCallSignatures().length > 0 ? "function" : "value";
}

/**
 * The members of an interface or a class, those of what it extends included. What can have one value only,
 * such as `kind: "slow"`, says by its type what there is to say.
 */
function membersOf(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol[] {
  const isDeclared = symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface);
  if (!isDeclared) return [];
  return checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol)).filter((member) => {
    const { valueDeclaration: declaration } = member;
    if (!declaration || !isWritten(member)) return false;
    if (!ts.isIdentifier(ts.getNameOfDeclaration(declaration) ?? declaration)) return false;
    const hidden =
      ts.ModifierFlags.Private | ts.ModifierFlags.Protected | ts.ModifierFlags.Override;
    if (ts.getCombinedModifierFlags(declaration) & hidden) return false;
    const type = checker.getNonNullableType(checker.getTypeOfSymbol(member));
    return !(type.flags & (ts.TypeFlags.Literal | ts.TypeFlags.Never));
  });
}
