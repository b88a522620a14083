import path from "node:path";
import ts from "typescript";
import { type Block, isTypeScript, root } from "./blocks.ts";

/**
 * Type-checks blocks of code as modules that stand where their document is, so that packages are
 * found by name. Returns what is wrong with each block, with the line of the document.
 */
export function compile(blocks: readonly Block[]): Map<Block, string[]> {
  const modules = new Map(blocks.map((block) => [moduleName(block), toModule(block)]));
  const program = ts.createProgram([...modules.keys()], repositoryOptions(), hostOf(modules));
  return new Map(
    blocks.map((block) => {
      const file = program.getSourceFile(moduleName(block));
      const found = [
        ...program.getSyntacticDiagnostics(file),
        ...program.getSemanticDiagnostics(file),
      ];
      return [block, found.flatMap((diagnostic) => describe(diagnostic, block))];
    }),
  );
}

interface Module {
  readonly text: string;
  /** Where the block itself begins: what is before it comes from the blocks above it. */
  readonly start: number;
}

function toModule({ code, above }: Block): Module {
  const known = namesIn(parse(code));
  const context: string[] = [];
  for (const block of above.filter(isTypeScript).toReversed()) {
    const statements = parse(block.code).statements.flatMap(separately);
    const kept = statements.filter(({ names }) => {
      return names.length > 0 && names.every((name) => !known.has(name));
    });
    context.unshift(...kept.map(({ text }) => text));
    for (const { names } of kept) for (const name of names) known.add(name);
  }
  const before = `${context.join("\n")}\nexport {};\n`;
  return { text: before + code, start: before.length };
}

interface Declaration {
  readonly names: readonly string[];
  readonly text: string;
}

/** A statement with the names it declares; an import becomes one import for each name. */
function separately(statement: ts.Statement): Declaration[] {
  const text = statement.getText();
  if (!ts.isImportDeclaration(statement)) return [{ names: declaredBy(statement), text }];
  const clause = statement.importClause;
  const bindings = clause?.namedBindings;
  if (clause === undefined || clause.name || !bindings || !ts.isNamedImports(bindings)) {
    return [{ names: declaredBy(statement), text }];
  }
  const type = clause.phaseModifier === ts.SyntaxKind.TypeKeyword ? "type " : "";
  return bindings.elements.map((element) => ({
    names: [element.name.text],
    text: `import ${type}{ ${element.getText()} } from ${statement.moduleSpecifier.getText()};`,
  }));
}

function namesIn(source: ts.SourceFile): Set<string> {
  return new Set(source.statements.flatMap(declaredBy));
}

function declaredBy(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => bound(name));
  }
  if (ts.isImportDeclaration(statement)) {
    const { name, namedBindings } = statement.importClause ?? {};
    const inner = !namedBindings
      ? []
      : ts.isNamedImports(namedBindings)
        ? namedBindings.elements.map((element) => element.name.text)
        : [namedBindings.name.text];
    return name ? [name.text, ...inner] : inner;
  }
  const { name } = statement as ts.DeclarationStatement;
  return name && ts.isIdentifier(name) ? [name.text] : [];
}

function bound(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    ts.isBindingElement(element) ? bound(element.name) : [],
  );
}

function describe({ file, start = 0, messageText }: ts.Diagnostic, block: Block): string[] {
  const { start: own } = toModule(block);
  if (file === undefined || start < own) return [];
  const line = file.text.slice(own, start).split("\n").length - 1 + block.line;
  return [`${block.file}:${line}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`];
}

/** What blocks import, by its name: it is parsed once for all of them. */
const parsed = new Map<string, ts.SourceFile | undefined>();

function hostOf(modules: ReadonlyMap<string, Module>): ts.CompilerHost {
  const host = ts.createCompilerHost(repositoryOptions());
  const { getSourceFile, fileExists, readFile, directoryExists } = host;
  const folders = new Set([...modules.keys()].map((name) => path.dirname(name)));
  host.directoryExists = (name) => folders.has(name) || (directoryExists?.(name) ?? true);
  host.fileExists = (name) => modules.has(name) || fileExists(name);
  host.readFile = (name) => modules.get(name)?.text ?? readFile(name);
  host.getSourceFile = (name, language, ...rest) => {
    const module = modules.get(name);
    if (module) return ts.createSourceFile(name, module.text, language, true);
    if (!parsed.has(name)) parsed.set(name, getSourceFile(name, language, ...rest));
    return parsed.get(name);
  };
  return host;
}

/** The repository's own strict options, without those about unused names: an example shows some. */
export function repositoryOptions(): ts.CompilerOptions {
  const file = path.join(root, "tsconfig.base.json");
  const { config } = ts.readConfigFile(file, ts.sys.readFile);
  const { options: base } = ts.parseJsonConfigFileContent({ ...config, files: [] }, ts.sys, root);
  return { ...base, noEmit: true, noUnusedLocals: false, noUnusedParameters: false };
}

/** A document is the folder of its modules, so that a block can import one with a `title="sync.ts"`. */
function moduleName({ file, line, info = "" }: Block): string {
  const [, title = `${line}.ts`] = /\btitle="([^"]+\.ts)"/.exec(info) ?? [];
  return path.join(root, file, title);
}

function parse(code: string): ts.SourceFile {
  return ts.createSourceFile("block.ts", code, ts.ScriptTarget.Latest, true);
}
