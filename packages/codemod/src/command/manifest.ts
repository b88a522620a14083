import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { vendorPackage } from "../program/vendor.ts";

const ours = "@interkit/client";

const fields = ["dependencies", "devDependencies", "peerDependencies"] as const;

/** A package.json, as text and as what it contains. */
export interface Manifest {
  readonly file: string;
  readonly text: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** The nearest package.json above a file that depends on `intercom-client`. */
export function manifestOf(file: string): Manifest | undefined {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const manifest = readManifest(path.join(folder, "package.json"));
    if (manifest && rangeIn(manifest) !== undefined) return manifest;
    if (folder === path.dirname(folder)) return undefined;
  }
}

function readManifest(file: string): Manifest | undefined {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, "utf8");
  try {
    const content: unknown = JSON.parse(text);
    return isRecord(content) ? { file, text, content } : undefined;
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The range of `intercom-client` that a package.json has. */
export function rangeIn({ content }: Manifest): string | undefined {
  for (const field of fields) {
    const dependencies = content[field];
    const range = isRecord(dependencies) ? dependencies[vendorPackage] : undefined;
    if (typeof range === "string") return range;
  }
  return undefined;
}

/** The text of a package.json with `@interkit/client`, and without `intercom-client` if nothing uses it. */
export function updated({ text, content }: Manifest, isUsed: boolean): string {
  const changed: Record<string, unknown> = { ...content };
  for (const field of fields) {
    const dependencies = content[field];
    if (!isRecord(dependencies) || !(vendorPackage in dependencies)) continue;
    const { [vendorPackage]: range, ...others } = dependencies;
    const kept = isUsed ? { ...others, [vendorPackage]: range } : others;
    const all = { ...kept, [ours]: dependencies[ours] ?? clientRange() };
    changed[field] = Object.fromEntries(Object.entries(all).sort(byName));
  }
  const indent = /\n([ \t]+)/.exec(text)?.[1] ?? "  ";
  return JSON.stringify(changed, undefined, indent) + (text.endsWith("\n") ? "\n" : "");
}

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);

/** The range of `@interkit/client` that belongs to this version of the codemod. */
function clientRange(): string {
  const { dependencies } = createRequire(import.meta.url)("@interkit/codemod/package.json") as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  return dependencies[ours] ?? "latest";
}
