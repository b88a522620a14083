import { latest, versions } from "../generated/versions.ts";
import { type Vendor, vendorPackage } from "../program/vendor.ts";
import { CodemodError } from "./codemod-error.ts";
import type { Source } from "./vendor-version.ts";

/** An API version, and the reason for it. */
export interface ChosenVersion {
  readonly version: string;
  readonly reason: string;
}

const modules: readonly string[] = [...versions, "unstable"];

/** @throws {CodemodError} for a version that does not exist. */
export function checkVersion(text: string): ChosenVersion {
  const version = text.toLowerCase() === "latest" ? latest : text.toLowerCase();
  if (modules.includes(version)) return { version, reason: "from --api-version" };
  throw new CodemodError(`--api-version takes one of ${modules.join(", ")}, and got ${text}`);
}

/**
 * The version that programs name, in an option or a header; else the one that `intercom-client` sends by itself. Before
 * 6 it sends none, and Intercom uses that of the app, which the programs do not have: the newest stable one.
 */
export function chooseVersion(
  sources: readonly Source[],
  { major, apiVersion }: Vendor,
): ChosenVersion {
  const named = [...new Set(sources.flatMap(({ text }) => namesIn(text)))];
  const chosen = modules.findLast((name) => named.includes(name));
  if (chosen !== undefined) {
    const others = named.filter((name) => name !== chosen);
    const rest = others.length > 0 ? `; they name ${others.join(", ")} too` : "";
    return { version: chosen, reason: `which the programs name${rest}` };
  }
  const old = named.length > 0 ? `; there is no module for ${named.join(", ")}` : "";
  if (apiVersion !== undefined) {
    const reason = `which ${vendorPackage} ${major} sends by default${old}`;
    return { version: apiVersion, reason };
  }
  const unknown = `${vendorPackage} ${major} sends none: pass that of your app as --api-version`;
  return { version: latest, reason: `the newest stable version${old}; ${unknown}` };
}

const patterns: readonly RegExp[] = [
  /\bversion:\s*["'`]([\d.]+|Unstable|Preview)["'`]/g,
  /["'`]Intercom-Version["'`]\s*:\s*["'`]?([\d.]+|Unstable|Preview)\b/gi,
];

function namesIn(text: string): string[] {
  if (!text.includes(vendorPackage)) return [];
  const matches = patterns.flatMap((pattern) => [...text.matchAll(pattern)]);
  return matches.map(([, name = ""]) => name.toLowerCase());
}
