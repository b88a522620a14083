import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { type Block, isTypeScript, root } from "./blocks.ts";

/** TypeScript 7, which takes a fraction of the time of the version that the packages are compiled with. */
const compiler = path.join(root, "node_modules/typescript-7/bin/tsc");

/**
 * Type-checks blocks of code, each as a module. Returns what is wrong with each block, with the line of the
 * document.
 */
export function compile(blocks: readonly Block[]): Map<Block, string[]> {
  // From here, the compiler finds packages by their names.
  const cache = path.join(root, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, "blocks-"));
  try {
    const modules = new Map(blocks.map((block) => [moduleName(block), toModule(block)]));
    writeProject(folder, modules);
    const found = run(folder);
    return new Map(
      blocks.map((block) => {
        const name = moduleName(block);
        const start = modules.get(name)?.start ?? 0;
        const own = found.filter((one) => one.module === name);
        return [block, own.flatMap((one) => describe(one, block, start))];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Module {
  readonly text: string;
  /** How many lines are before the block itself: they come from the blocks above it. */
  readonly start: number;
}

function toModule({ code, above }: Block): Module {
  const known = namesIn(parse(code));
  const context: string[] = [];
  for (const block of above.filter(isTypeScript).toReversed()) {
    const kept = declarationsIn(block).filter(({ names }) => {
      return names.length > 0 && names.every((name) => !known.has(name));
    });
    context.unshift(...kept.map(({ text }) => text));
    for (const { names } of kept) for (const name of names) known.add(name);
  }
  const before = `${context.join("\n")}\nexport {};\n`;
  return { text: before + code, start: before.split("\n").length - 1 };
}

interface Declaration {
  readonly names: readonly string[];
  readonly text: string;
}

/** The declarations of a block, which all blocks below it can use. */
function declarationsIn(block: Block): Declaration[] {
  const known = declarations.get(block) ?? parse(block.code).statements.flatMap(separately);
  declarations.set(block, known);
  return known;
}

const declarations = new WeakMap<Block, Declaration[]>();

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

/** The modules, with the repository's own strict options, in a folder of their own. */
function writeProject(folder: string, modules: ReadonlyMap<string, Module>): void {
  for (const [name, { text }] of modules) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const project = {
    extends: path.join(root, "tsconfig.base.json"),
    compilerOptions: exampleOptions,
    files: [...modules.keys()],
  };
  writeFileSync(path.join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify(project));
}

interface Problem {
  readonly module: string;
  readonly line: number;
  readonly message: string;
}

function run(cwd: string): Problem[] {
  const args = [compiler, "-p", "tsconfig.json", "--pretty", "false"];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    cwd,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const problems = [...stdout.matchAll(/^(\S.*?)\((\d+),\d+\): error TS\d+: (.*(?:\n +.*)*)/gm)];
  // A mistake in the project has no line, and nothing was checked.
  const isChecked = status === 0 || (problems.length > 0 && !/^error TS/m.test(stdout));
  if (!isChecked) throw new Error(`The TypeScript compiler failed: ${stdout}${stderr}`);
  return problems.map(([, module = "", line, message = ""]) => ({
    module,
    line: Number(line),
    message: message.replace(/\n +/g, " "),
  }));
}

function describe({ line, message }: Problem, block: Block, start: number): string[] {
  return line <= start ? [] : [`${block.file}:${line - start - 1 + block.line}: ${message}`];
}

/** The options in which examples differ from the repository: an example shows unused names. */
const exampleOptions = { noEmit: true, noUnusedLocals: false, noUnusedParameters: false };

/** The options that blocks are compiled with. */
export function repositoryOptions(): ts.CompilerOptions {
  const file = path.join(root, "tsconfig.base.json");
  const { config } = ts.readConfigFile(file, ts.sys.readFile);
  const { options: base } = ts.parseJsonConfigFileContent({ ...config, files: [] }, ts.sys, root);
  return { ...base, ...exampleOptions };
}

/** A document is the folder of its modules, so that a block can import one with a `title="sync.ts"`. */
function moduleName({ file, line, info = "" }: Block): string {
  const [, title = `${line}.ts`] = /\btitle="([^"]+\.ts)"/.exec(info) ?? [];
  return path.join(file, title);
}

function parse(code: string): ts.SourceFile {
  return ts.createSourceFile("block.ts", code, ts.ScriptTarget.Latest, true);
}
