import path from "node:path";
import ts from "typescript";
import { declareVendor } from "./declarations.ts";
import { type Vendor, vendorPackage } from "./vendor.ts";

/** The file that the compiler reads in place of `intercom-client`. It is on no disk. */
export const declarationsFile = "/intercom-client-declarations/index.d.ts";

const baseOptions: ts.CompilerOptions = {
  allowJs: true,
  allowImportingTsExtensions: true,
  esModuleInterop: true,
  jsx: ts.JsxEmit.Preserve,
  lib: ["lib.es2023.d.ts"],
  maxNodeModuleJsDepth: 0,
  module: ts.ModuleKind.Preserve,
  moduleDetection: ts.ModuleDetectionKind.Force,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  noEmit: true,
  skipLibCheck: true,
  strict: true,
  target: ts.ScriptTarget.ESNext,
  types: [],
};

/**
 * Reads files and what they import of the same program. Packages are not read: `intercom-client` need not be
 * installed, and the types of others do not matter.
 */
export function readProgram(files: readonly string[], vendor: Vendor): ts.Program {
  const options = { ...baseOptions, ...pathsFor(files) };
  const host = ts.createCompilerHost(options, true);
  const { fileExists, readFile } = host;
  const declarations = declareVendor(vendor);
  host.fileExists = (file) => file === declarationsFile || fileExists(file);
  host.readFile = (file) => (file === declarationsFile ? declarations : readFile(file));
  shareLibrary(host);
  host.resolveModuleNameLiterals = (literals, importer) =>
    literals.map(({ text }) => ({ resolvedModule: resolve(text, importer) }));
  return ts.createProgram({ rootNames: [...files], options, host });

  function resolve(name: string, importer: string): ts.ResolvedModuleFull | undefined {
    if (name === vendorPackage || importer === declarationsFile) {
      return { resolvedFileName: declarationsFile, extension: ts.Extension.Dts };
    }
    const { resolvedModule } = ts.resolveModuleName(name, importer, options, ts.sys);
    return resolvedModule?.isExternalLibraryImport ? undefined : resolvedModule;
  }
}

const libraryFolder = path.dirname(ts.getDefaultLibFilePath({}));
const library = new Map<string, ts.SourceFile | undefined>();

/** Lets all programs of a process share the parsed files of the language's library, of which there are many. */
function shareLibrary(host: ts.CompilerHost): void {
  const { getSourceFile } = host;
  host.getSourceFile = (file, ...rest) => {
    if (path.dirname(file) !== libraryFolder) return getSourceFile(file, ...rest);
    if (!library.has(file)) library.set(file, getSourceFile(file, ...rest));
    return library.get(file);
  };
}

/** The `paths` of the tsconfig.json that is nearest to the files, if it has any. */
function pathsFor(files: readonly string[]): ts.CompilerOptions {
  const [first] = files;
  const config = first && ts.findConfigFile(path.dirname(first), ts.sys.fileExists);
  if (config === undefined || config === "") return {};
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, ts.sys.readFile).config ?? {},
    // Its `include` is not needed, and would read whole folders.
    { ...ts.sys, readDirectory: () => [] },
    path.dirname(config),
  );
  const { paths, baseUrl } = options;
  return {
    ...(paths && { paths, pathsBasePath: path.dirname(config) }),
    ...(baseUrl !== undefined && { baseUrl }),
  };
}
