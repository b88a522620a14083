import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import MagicString from "magic-string";
import ts from "typescript";
import { vendorPackage } from "../program/vendor.ts";

const ours = "@interkit/client";

const fields = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];

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

/**
 * The text of a package.json with `@interkit/client`, and without `intercom-client` if nothing uses it. The lines of
 * other packages stay as they are written.
 */
export function updated({ file, text }: Manifest, isUsed: boolean): string {
  const json = ts.parseJsonText(file, text);
  const root = json.statements[0]?.expression;
  if (root === undefined || !ts.isObjectLiteralExpression(root)) return text;
  const code = new MagicString(text);
  for (const property of root.properties) {
    if (!ts.isPropertyAssignment(property)) continue;
    const { initializer } = property;
    const isField = fields.some((field) => field === keyOf(property));
    if (!isField || !ts.isObjectLiteralExpression(initializer)) continue;
    updateField(code, json, initializer.properties, isUsed);
  }
  return code.toString();
}

function updateField(
  code: MagicString,
  json: ts.JsonSourceFile,
  packages: readonly ts.ObjectLiteralElementLike[],
  isUsed: boolean,
): void {
  const index = packages.findIndex((one) => keyOf(one) === vendorPackage);
  const vendor = packages[index];
  if (vendor === undefined) return;
  const before = packages[index - 1];
  const after = packages[index + 1];
  const place = packages.find((one) => keyOf(one) > ours) ?? vendor;
  const isThere = packages.some((one) => keyOf(one) === ours);
  const row = `"${ours}": "${clientRange()}"`;
  if (!isThere && !isUsed && place === vendor) {
    code.overwrite(vendor.getStart(json), vendor.end, row);
    return;
  }
  if (!isThere) {
    const start = place.getStart(json);
    code.appendLeft(start, `${row},${json.text.slice(place.getFullStart(), start)}`);
  }
  if (isUsed) return;
  if (after) code.remove(vendor.getStart(json), after.getStart(json));
  else if (before) code.remove(before.end, vendor.end);
}

const keyOf = (property: ts.ObjectLiteralElementLike): string =>
  property.name && ts.isStringLiteral(property.name) ? property.name.text : "";

/** The range of `@interkit/client` that belongs to this version of the codemod. */
function clientRange(): string {
  const { dependencies } = createRequire(import.meta.url)("@interkit/codemod/package.json") as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  return dependencies[ours] ?? "latest";
}
