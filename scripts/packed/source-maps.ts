import { readFileSync } from "node:fs";
import path from "node:path";

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly (string | null)[];
}

/**
 * Finds the files that a debugger would miss: a source that neither its map nor the package contains,
 * and a map that the package does not contain.
 */
export function mapFaults(packed: {
  readonly folder: string;
  readonly files: readonly string[];
}): string[] {
  const { folder, files } = packed;
  const has = (from: string, target: string) =>
    files.includes(path.posix.join(path.posix.dirname(from), target));
  return files.flatMap((file) => {
    if (file.endsWith(".map")) {
      const { sources, sourcesContent } = JSON.parse(read(folder, file)) as SourceMap;
      return sources
        .filter((source, index) => sourcesContent?.[index] == null && !has(file, source))
        .map((source) => `${file} points to ${source}, which the package does not have`);
    }
    if (!/\.(js|ts|css)$/.test(file)) return [];
    const map = /^(?:\/\/|\/\*)# sourceMappingURL=(\S+?)(?:\s*\*\/)?$/m.exec(
      read(folder, file),
    )?.[1];
    if (map === undefined || map.startsWith("data:") || has(file, map)) return [];
    return [`${file} names ${map}, which the package does not have`];
  });
}

function read(folder: string, file: string): string {
  return readFileSync(path.join(folder, file), "utf8");
}
