import ts from "typescript";
import type { Declarations } from "./declarations.ts";
import { compareNames } from "./declarations.ts";
import type { Entry } from "./entries.ts";
import { printLine } from "./print.ts";
import type { Symbols } from "./surface.ts";

/**
 * What the generated modules of a package export, all API versions in one list: the methods of the
 * client, the routes of the low-level client, constants and functions, and the names of types. A line
 * that not all versions have ends with a range of those that do. The fields of the types are left out:
 * they are reviewed in the description.
 */
export function versionsOf(entries: readonly Entry[], declarations: Declarations): Symbols {
  const symbols = new Map<string, string>();
  const rows = new Map<string, { readonly name: string; readonly places: string[] }>();
  const versions: string[] = [];
  for (const entry of entries) {
    const source = declarations.sourceOf(entry);
    if (source.statements.some(isExportOfAll)) {
      symbols.set(entry.place, `${entry.place}: ${statementsIn(source).join("; ")}`);
      continue;
    }
    if (!versions.includes(entry.place)) versions.push(entry.place);
    for (const [name, line] of linesOf(entry, declarations)) {
      const row = rows.get(line) ?? { name, places: [] };
      row.places.push(entry.place);
      rows.set(line, row);
    }
  }
  const sorted = [...rows].sort(([one], [other]) => compareNames(one, other));
  for (const [line, { name, places }] of sorted) {
    const range = rangeOf(places, versions);
    const text = range === "" ? line : `${line} // ${range}`;
    const before = symbols.get(name);
    symbols.set(name, before === undefined ? text : `${before}\n${text}`);
  }
  return new Map([["versions", `versions: ${versions.join(" ")}`], ...symbols]);
}

/** `export * from "./preview.js"`: the module is another name for a version. */
function isExportOfAll(statement: ts.Statement): boolean {
  return ts.isExportDeclaration(statement) && statement.exportClause === undefined;
}

function statementsIn(source: ts.SourceFile): string[] {
  return source.statements
    .filter((statement) => !ts.isImportDeclaration(statement))
    .map((statement) => printLine(statement).replace("export declare", "export"));
}

/** Each export with its line, and in place of the client and the paths their methods and routes. */
function linesOf(entry: Entry, declarations: Declarations): [name: string, line: string][] {
  return declarations.exportsOf(entry).flatMap((symbol): [string, string][] => {
    const target = declarations.resolve(symbol);
    const [declaration] = target.declarations ?? [];
    if (declaration && ts.isInterfaceDeclaration(declaration)) {
      if (symbol.name === "Intercom") return methodsOf(declaration, "intercom", declarations);
      if (symbol.name === "paths") return routesOf(declaration);
    }
    const line = `export ${exportedLine(symbol, declaration)}`;
    return [entry.resource ? [entry.resource, `${entry.resource}: ${line}`] : [symbol.name, line]];
  });
}

function exportedLine(symbol: ts.Symbol, declaration: ts.Declaration | undefined): string {
  if (declaration && ts.isVariableDeclaration(declaration))
    return `const ${printLine(declaration)}`;
  if (declaration && ts.isFunctionDeclaration(declaration)) {
    return printLine(declaration).replace("export declare ", "");
  }
  return `type ${symbol.name}`;
}

/** `intercom.contacts.get(contact_id: string, options?: CallOptions): Call<Contact>`. */
function methodsOf(
  { members }: ts.InterfaceDeclaration,
  parent: string,
  declarations: Declarations,
): [name: string, line: string][] {
  return members.flatMap((member): [string, string][] => {
    const place = `${parent}.${member.name?.getText() ?? ""}`;
    const group = groupOf(member, declarations);
    if (group) return methodsOf(group, place, declarations);
    return [[place, `${parent}.${printLine(member).replace(/^readonly /, "")}`]];
  });
}

/** The methods that a property holds, which are an interface of the same module. */
function groupOf(
  member: ts.TypeElement,
  declarations: Declarations,
): ts.InterfaceDeclaration | undefined {
  if (!ts.isPropertySignature(member) || !member.type) return undefined;
  return declarations
    .namedIn(member.type)
    .flatMap(({ declarations: found = [] }) => found)
    .filter(ts.isInterfaceDeclaration)
    .find((declaration) => declaration.getSourceFile() === member.getSourceFile());
}

/** `GET /contacts/{contact_id}: contacts.get`. */
function routesOf({ members }: ts.InterfaceDeclaration): [name: string, line: string][] {
  return members.flatMap((path) => {
    if (!ts.isPropertySignature(path) || !path.type || !ts.isTypeLiteralNode(path.type)) return [];
    const place = path.name.getText().replace(/^"|"$/g, "");
    return path.type.members.map((verb): [string, string] => {
      const route = `${verb.name?.getText().toUpperCase()} ${place}`;
      const operation = /operations\["(.+)"\]/.exec(printLine(verb))?.[1] ?? printLine(verb);
      return [route, `${route}: ${operation}`];
    });
  });
}

/** `"2.11+"` for 2.11 and all later versions, `"2.7-2.9, preview"`, or nothing for all. */
export function rangeOf(some: readonly string[], all: readonly string[]): string {
  const ranges: string[] = [];
  for (let from = 0; from < all.length; from++) {
    if (!some.includes(all[from] ?? "")) continue;
    let to = from;
    while (some.includes(all[to + 1] ?? "")) to++;
    if (from === 0 && to === all.length - 1) return "";
    const last = to === all.length - 1 && to > from ? "+" : to > from ? `-${all[to]}` : "";
    ranges.push(`${all[from]}${last}`);
    from = to;
  }
  return ranges.join(", ");
}
