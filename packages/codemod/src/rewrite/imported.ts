import type { FileRewrite } from "./file-rewrite.ts";
import type { ImportedModule, ImportedName } from "./names.ts";

const modules: readonly ImportedModule[] = ["version", "client"];

/** The `import` statements of the names that a file needs, without their semicolons. */
export function writeImport(rewrite: FileRewrite): string[] {
  return modules.flatMap((module) => {
    const names = namesOf(rewrite, module);
    if (names.length === 0) return [];
    const areTypes = names.every(({ isType }) => isType);
    const list = names.map(({ name, local, isType }) => {
      const type = isType && !areTypes ? "type " : "";
      return `${type}${name === local ? name : `${name} as ${local}`}`;
    });
    const from = rewrite.string(specifier(rewrite, module));
    return [`import ${areTypes ? "type " : ""}{ ${list.join(", ")} } from ${from}`];
  });
}

/** Declarations of these names, which load a module as another one is loaded: by `require`, or `await import`. */
export function writeRequired(rewrite: FileRewrite, like: string): string[] {
  const load = like.startsWith("await") ? "await import" : "require";
  return modules.flatMap((module) => {
    const names = namesOf(rewrite, module);
    if (names.length === 0) return [];
    const list = names.map(({ name, local }) => (name === local ? name : `${name}: ${local}`));
    return [`{ ${list.join(", ")} } = ${load}(${rewrite.string(specifier(rewrite, module))})`];
  });
}

const namesOf = (rewrite: FileRewrite, module: ImportedModule): ImportedName[] =>
  [...rewrite.names.imported.values()]
    .filter((name) => name.module === module)
    .sort((a, b) => a.name.localeCompare(b.name));

const specifier = ({ version }: FileRewrite, module: ImportedModule): string =>
  module === "client" ? "@interkit/client" : `@interkit/client/${version}`;
