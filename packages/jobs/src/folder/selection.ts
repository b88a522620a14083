import { ConfigError } from "@interkit/client";
import type { Selection } from "./walk-folder.ts";

/** @throws {ConfigError} for what is no list of patterns, and for a pattern with `!`. */
export function checkPatterns(name: string, patterns: unknown): asserts patterns is string[] {
  const isList =
    Array.isArray(patterns) && patterns.every((one) => typeof one === "string" && one !== "");
  if (!isList) {
    throw new ConfigError(`pagesIn: "${name}" must be a list of patterns, such as ["guides/**"]`);
  }
  const negated = patterns.find((pattern) => pattern.startsWith("!"));
  if (negated === undefined) return;
  const other = name === "include" ? "exclude" : "include";
  throw new ConfigError(
    `pagesIn: "${name}" has the pattern "${negated}"; write "${negated.slice(1)}" in "${other}"`,
  );
}

/** Matches paths against patterns. A pattern that matches a folder excludes all that is in it. */
export async function selectionOf(
  include: readonly string[],
  exclude: readonly string[],
): Promise<Selection> {
  if (include.length === 0 && exclude.length === 0) {
    return { isIncluded: () => true, isExcluded: () => false };
  }
  const { default: picomatch } = await import("picomatch");
  const matcher = (patterns: readonly string[]) => {
    const matches = picomatch(
      patterns.map((one) => one.replace(/\/$/, "")),
      { dot: true },
    );
    return (path: string) => matches(path.normalize("NFC"));
  };
  return {
    isIncluded: include.length === 0 ? () => true : matcher(include),
    isExcluded: exclude.length === 0 ? () => false : matcher(exclude),
  };
}
