import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { JsonObject } from "./schemas.ts";

const require = createRequire(import.meta.url);
const loaded = new Map<string, JsonObject>();

/** The API versions of this package, oldest first. */
export const versions: readonly string[] = Object.keys(
  require("@interkit/openapi/package.json").exports,
).flatMap((entry) => {
  const name = /^\.\/(\d+\.\d+|preview)\.json$/.exec(entry)?.[1];
  return name === "preview" ? "Preview" : (name ?? []);
});

/** The version that a header or an option names; undefined for an unknown version. */
export function knownVersion(name: string): string | undefined {
  const lower = name.trim().toLowerCase();
  const wanted = lower === "unstable" ? "preview" : lower;
  return versions.find((version) => version.toLowerCase() === wanted);
}

/** The bundle of a known version. It is read once. */
export function bundleOf(version: string): JsonObject {
  const known = loaded.get(version);
  if (known) return known;
  const file = require.resolve(`@interkit/openapi/${version.toLowerCase()}.json`);
  const document = JSON.parse(readFileSync(file, "utf8")) as JsonObject;
  loaded.set(version, document);
  return document;
}
