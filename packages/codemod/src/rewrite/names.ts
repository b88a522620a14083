import ts from "typescript";

/** The modules that a rewritten file imports from. */
export type ImportedModule = "version" | "client";

/** One name that a rewritten file imports. */
export interface ImportedName {
  readonly module: ImportedModule;
  readonly name: string;
  readonly local: string;
  /** Whether only types use it. */
  isType: boolean;
}

/** What is exported by `@interkit/client` itself, and not by the module of a version. */
const common: ReadonlySet<string> = new Set([
  "ApiError",
  "ConnectionError",
  "InterkitError",
  "RateLimitError",
  "ResponseError",
  "TimeoutError",
]);

/** The names that a file needs from Interkit, each with a local name that nothing else in the file has. */
export class Names {
  readonly imported: Map<string, ImportedName> = new Map();
  readonly #used: ReadonlySet<string>;

  constructor(used: ReadonlySet<string>) {
    this.#used = used;
  }

  /** Whether a local name is one of these. */
  has(local: string): boolean {
    return [...this.imported.values()].some((name) => name.local === local);
  }

  /** The local name of a value. */
  value(name: string): string {
    const found = this.#add(name);
    found.isType = false;
    return found.local;
  }

  /** The local name of a type. */
  type(name: string): string {
    return this.#add(name).local;
  }

  #add(name: string): ImportedName {
    const known = this.imported.get(name);
    if (known !== undefined) return known;
    const module = common.has(name) ? "client" : "version";
    const added: ImportedName = { module, name, local: this.#free(name), isType: true };
    this.imported.set(name, added);
    return added;
  }

  #free(name: string): string {
    const candidates = [name, `Interkit${name[0]?.toUpperCase()}${name.slice(1)}`];
    const free = candidates.find((candidate) => !this.#used.has(candidate));
    return free ?? `${candidates[1]}2`;
  }
}

/** The names that a file declares or refers to, names of properties left out. */
export function namesUsedIn(file: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !isPropertyName(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}

function isPropertyName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  if (ts.isBindingElement(parent) || ts.isImportSpecifier(parent)) {
    return parent.propertyName === node;
  }
  return isMember(parent) && parent.name === node;
}

const isMember = (
  node: ts.Node,
): node is ts.PropertyAssignment | ts.TypeElement | ts.ClassElement =>
  ts.isPropertyAssignment(node) || ts.isTypeElement(node) || ts.isClassElement(node);
