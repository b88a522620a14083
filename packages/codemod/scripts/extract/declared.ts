import path from "node:path";
import ts from "typescript";
import type { Exported, VendorMethod } from "../../src/table/vendor/release.ts";
import { type Sample, Sampler } from "./sample.ts";

/** A method as the declarations have it, and an argument with every key that its type allows. */
export interface Declared {
  /** `contacts.create`: the properties that lead from the client to it. */
  readonly name: string;
  /** Nothing for a method that takes no argument beside the options of the request. */
  readonly sample: Sample | undefined;
  readonly returns: VendorMethod["returns"];
}

/** The declarations of one installed release. */
export interface Declarations {
  readonly methods: readonly Declared[];
  readonly exported: readonly Exported[];
  /** The options of the constructor: `token`, `tokenAuth.token`. */
  readonly options: readonly string[];
  /** The options of one request, which the methods of newer releases take after their argument. */
  readonly requestOptions: readonly string[];
}

/** Reads the declarations of a release of `intercom-client` that is installed in a folder. */
export function readDeclarations(folder: string): Declarations {
  const program = programOf(folder);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(probePath(folder)) as ts.SourceFile;
  const probe = source.statements[0] as ts.ImportDeclaration;
  const module = checker.getSymbolAtLocation(probe.moduleSpecifier) as ts.Symbol;
  const exports = checker.getExportsOfModule(module);
  const client = exports.find(({ name }) => name === "Client" || name === "IntercomClient");
  if (client === undefined) throw new Error(`${folder} exports no client.`);
  const reader = new Reader(checker);
  const type = checker.getDeclaredTypeOfSymbol(reader.resolved(client));
  return {
    methods: reader.methodsOf(type, ""),
    exported: exports.flatMap((one) => reader.exported(one, "")),
    options: reader.optionsOf(reader.resolved(client)),
    requestOptions: [...reader.requestOptions],
  };
}

const probePath = (folder: string) => path.join(folder, "probe.ts").replaceAll("\\", "/");

/** A program of one import, which is in no file. */
function programOf(folder: string): ts.Program {
  const options: ts.CompilerOptions = {
    strict: true,
    skipLibCheck: true,
    esModuleInterop: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  const file = probePath(folder);
  const text = 'import type * as vendor from "intercom-client";\n';
  host.readFile = (name) => (name === file ? text : readFile(name));
  host.fileExists = (name) => name === file || fileExists(name);
  return ts.createProgram([file], options, host);
}

/** Members of the old client that are its own parts, not calls of the API. */
const internal = /^(constructor|axiosInstance|requestOpts|client|eachInternal|scrollUrl|baseUrl)$/;
const transport =
  /^(initiateAxiosInstance|useRequestOpts|updateAxiosInstanceDefaults|filterUnwantedProperties|ping|put|post|get|delete|nextPage)$/;

class Reader {
  readonly requestOptions: Set<string> = new Set<string>();
  readonly #checker: ts.TypeChecker;

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  resolved(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }

  /** The methods of a class and of the resources in it. */
  methodsOf(type: ts.Type, place: string): Declared[] {
    return this.#checker.getPropertiesOfType(type).flatMap((property) => {
      const { name } = property;
      if (internal.test(name) || (place === "" && transport.test(name)) || isHidden(property))
        return [];
      const member = this.#checker.getTypeOfSymbol(property);
      const [signature] = member.getCallSignatures();
      const at = place === "" ? name : `${place}.${name}`;
      if (signature !== undefined) return [this.#declared(at, signature)];
      return isResource(member) ? this.methodsOf(member, at) : [];
    });
  }

  #declared(name: string, signature: ts.Signature): Declared {
    let sample: Declared["sample"];
    for (const parameter of signature.getParameters()) {
      const type = this.#checker.getTypeOfSymbol(parameter);
      if (parameter.name === "requestOptions") this.#addRequestOptions(type);
      else if (sample === undefined) sample = new Sampler(this.#checker).object(type);
      else throw new Error(`${name} takes more than one argument.`);
    }
    const returned = this.#checker.typeToString(signature.getReturnType());
    return { name, sample, returns: resultOf(name, returned) };
  }

  #addRequestOptions(type: ts.Type): void {
    const options = this.#checker.getNonNullableType(type);
    for (const { name } of this.#checker.getPropertiesOfType(options))
      this.requestOptions.add(name);
  }

  optionsOf(client: ts.Symbol): string[] {
    const [construct] = this.#checker.getTypeOfSymbol(client).getConstructSignatures();
    const parameter = construct?.getParameters()[0];
    if (parameter === undefined) throw new Error("The client takes no options.");
    const type = this.#checker.getNonNullableType(this.#checker.getTypeOfSymbol(parameter));
    return this.#checker.getPropertiesOfType(type).flatMap((property) => {
      if (!property.name.endsWith("Auth")) return [property.name];
      const nested = this.#checker.getNonNullableType(this.#checker.getTypeOfSymbol(property));
      return this.#checker
        .getPropertiesOfType(nested)
        .map(({ name }) => `${property.name}.${name}`);
    });
  }

  exported(symbol: ts.Symbol, place: string): Exported[] {
    const target = this.resolved(symbol);
    const name = `${place}${symbol.name}`;
    const { flags } = target;
    if (flags & ts.SymbolFlags.Enum)
      return [{ name, kind: "enum", members: this.#members(target) }];
    const values = flags & ts.SymbolFlags.Variable ? this.#values(target) : {};
    if (Object.keys(values).length > 0) return [{ name, kind: "enum", members: values }];
    if (flags & ts.SymbolFlags.Class) return [{ name, kind: "class" }];
    if (flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias))
      return [{ name, kind: "type" }];
    if (name !== "Intercom") return [];
    return this.#checker
      .getExportsOfModule(target)
      .filter((one) => one.name !== "unstable" && one.name !== "default")
      .flatMap((one) => this.exported(one, "Intercom."));
  }

  /** The properties of a constant that newer releases declare in place of an enum. */
  #values(target: ts.Symbol): Record<string, string> {
    const properties = this.#checker.getPropertiesOfType(this.#checker.getTypeOfSymbol(target));
    const entries = properties.flatMap((property) => {
      const type = this.#checker.getTypeOfSymbol(property);
      return type.isStringLiteral() ? [[property.name, type.value] as const] : [];
    });
    return Object.fromEntries(entries);
  }

  #members(target: ts.Symbol): Record<string, string | number> {
    const members = this.#checker.getExportsOfModule(target).map((member) => {
      const type = this.#checker.getDeclaredTypeOfSymbol(member);
      return [member.name, (type as ts.LiteralType).value as string | number] as const;
    });
    return Object.fromEntries(members);
  }
}

function isResource(type: ts.Type): boolean {
  return type.symbol !== undefined && (type.symbol.flags & ts.SymbolFlags.Class) !== 0;
}

function isHidden(property: ts.Symbol): boolean {
  const [declaration] = property.declarations ?? [];
  if (declaration === undefined) return true;
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return (ts.getCombinedModifierFlags(declaration) & hidden) !== 0;
}

function resultOf(name: string, returned: string): Declared["returns"] {
  if (name.endsWith("scroll.each")) return "items";
  if (/\bPage(able)?</.test(returned)) return "page";
  return /\b(Binary|Readable|Blob|ArrayBuffer)/.test(returned) ? "file" : "body";
}
