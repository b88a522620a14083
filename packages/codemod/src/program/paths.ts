import path from "node:path";
import ts from "typescript";

/** Reads the `paths` of the configuration that is nearest to a folder: each package of a repository has its own. */
export function readPaths(): (folder: string) => ts.CompilerOptions {
  const known = new Map<string, ts.CompilerOptions>();
  return (folder) => {
    const found = known.get(folder) ?? pathsFor(folder);
    known.set(folder, found);
    return found;
  };
}

/** `paths` that lead from the names of the packages of files to their sources, whether they are built or not. */
export function packagePaths(files: readonly string[]): ts.CompilerOptions {
  const folders = new Set(files.map((file) => path.dirname(file)));
  const manifests = new Set(Array.from(folders, (folder) => manifestAbove(folder)));
  const paths: Record<string, string[]> = {};
  for (const manifest of manifests) {
    const name = manifest && nameIn(manifest);
    if (manifest === undefined || name === undefined) continue;
    const folder = path.dirname(manifest);
    paths[name] = ["src/index", "src/main", "index", "."].map((file) => path.join(folder, file));
    paths[`${name}/*`] = ["src/*", "*"].map((file) => path.join(folder, file));
  }
  return { paths };
}

const manifestAbove = (folder: string): string | undefined =>
  ts.findConfigFile(folder, ts.sys.fileExists, "package.json");

function nameIn(manifest: string): string | undefined {
  const content: unknown = ts.readConfigFile(manifest, ts.sys.readFile).config;
  const name = (content as { readonly name?: unknown } | undefined)?.name;
  return typeof name === "string" ? name : undefined;
}

function pathsFor(folder: string): ts.CompilerOptions {
  const { fileExists } = ts.sys;
  const [config] = ["tsconfig.json", "jsconfig.json"]
    .flatMap((name) => ts.findConfigFile(folder, fileExists, name) ?? [])
    .sort((a, b) => path.dirname(b).length - path.dirname(a).length);
  return config === undefined ? {} : pathsIn(config);
}

/** The `paths` of a configuration, or of those that it only refers to, as `tsconfig.json` does to `tsconfig.app.json`. */
function pathsIn(config: string): ts.CompilerOptions {
  const { options, projectReferences = [] } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, ts.sys.readFile).config ?? {},
    // Its `include` is not needed, and would read whole folders.
    { ...ts.sys, readDirectory: () => [] },
    path.dirname(config),
    undefined,
    config,
  );
  const { paths, baseUrl, pathsBasePath } = options;
  const own = {
    ...(paths && { paths, pathsBasePath }),
    ...(baseUrl !== undefined && { baseUrl }),
  };
  if (Object.keys(own).length > 0) return own;
  const inFolder = projectReferences
    .map(ts.resolveProjectReferencePath)
    .filter((file) => path.dirname(file) === path.dirname(config) && ts.sys.fileExists(file));
  for (const file of inFolder) {
    const referred = pathsIn(file);
    if (Object.keys(referred).length > 0) return referred;
  }
  return {};
}
