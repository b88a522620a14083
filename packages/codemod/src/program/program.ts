import path from "node:path";
import ts from "typescript";
import { declareVendor } from "./declarations.ts";
import { packagePaths, readPaths } from "./paths.ts";
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
  const [pathsOf, packages] = [readPaths(), packagePaths(files)];
  const host = ts.createCompilerHost(baseOptions, true);
  const { fileExists, readFile } = host;
  const declarations = declareVendor(vendor);
  host.fileExists = (file) => file === declarationsFile || fileExists(file);
  host.readFile = (file) => (file === declarationsFile ? declarations : readFile(file));
  shareLibrary(host);
  host.resolveModuleNameLiterals = (literals, importer) =>
    literals.map(({ text }) => ({ resolvedModule: resolve(text, importer) }));
  return ts.createProgram({ rootNames: [...files], options: baseOptions, host });

  function resolve(name: string, importer: string): ts.ResolvedModuleFull | undefined {
    if (name === vendorPackage || importer === declarationsFile) {
      return { resolvedFileName: declarationsFile, extension: ts.Extension.Dts };
    }
    for (const paths of [packages, pathsOf(path.dirname(importer))]) {
      const own = { ...baseOptions, ...paths };
      const { resolvedModule: found } = ts.resolveModuleName(name, importer, own, ts.sys);
      if (found && !found.isExternalLibraryImport) return found;
    }
    return undefined;
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
