import { createRequire } from "node:module";
import type { Version } from "@interkit/sandbox";

const require = createRequire(import.meta.url);

const { exports } = require("@interkit/openapi/package.json") as { readonly exports: object };

/** The API versions that are described, oldest first. */
export const versions: readonly Version[] = Object.keys(exports).flatMap((entry) => {
  const [, name] = /^\.\/(\d+\.\d+|preview)\.json$/.exec(entry) ?? [];
  return name === undefined ? [] : [(name === "preview" ? "Preview" : name) as Version];
});

/** Whether a version comes at or after another. Preview comes after every number. */
export function isAtLeast(version: string, other: Version): boolean {
  return (versions as readonly string[]).indexOf(version) >= versions.indexOf(other);
}
