import { readFileSync } from "node:fs";
import path from "node:path";
import { type Cache, hashOf, NO_CACHE } from "../cache.ts";
import { checkEvidence } from "../evidence/form.ts";
import { type Entry, evidenceFiles, readLedger } from "../evidence/ledger.ts";
import { shownIn } from "../evidence/proven.ts";
import { checkCertain } from "./certain.ts";
import { checkVersion } from "./checks.ts";
import { addCommonErrors } from "./common-errors.ts";
import { deriveSchemas } from "./derived-schemas.ts";
import { addExamples } from "./examples.ts";
import { checkFiles } from "./files.ts";
import { finish } from "./finish.ts";
import { DescriptionError, type Problem } from "./problems.ts";
import { resolveVersion } from "./resolve.ts";
import { type JsonObject, readSource, type Source } from "./source.ts";
import { completeWebhooks } from "./webhooks.ts";

/** The description of one API version: plain OpenAPI 3.1, local references only. */
export interface Bundle {
  readonly version: string;
  readonly document: JsonObject;
}

interface Fingerprint {
  readonly text: string;
  readonly hash: string;
}
const fingerprints = new WeakMap<JsonObject, Fingerprint>();

/** A bundle as JSON, and its hash, by which bundles are compared. */
export function fingerprintOf({ document }: Bundle): Fingerprint {
  const known = fingerprints.get(document);
  if (known) return known;
  const text = JSON.stringify(document);
  const made = { text, hash: hashOf(text) };
  fingerprints.set(document, made);
  return made;
}

/**
 * Bundles the description in a folder for each of its API versions, oldest first; or for the one
 * that `only` names.
 *
 * @param isChecked `false` for a description that was released when other rules applied.
 * @throws {DescriptionError} with every mistake found, a line for each.
 */
export function bundleAll(
  folder: string,
  only?: string,
  cache: Cache = NO_CACHE,
  isChecked = true,
): Bundle[] {
  const source = readSource(folder, cache);
  const problems: Problem[] = [];
  checkFiles(folder, source, problems, cache);
  addCommonErrors(source, problems);
  const before = problems.length;
  checkEvidence(folder, source, problems, cache);
  // Entries with a mistake cannot be compared with the versions.
  if (problems.length > before) throw new DescriptionError(problems);
  const versions = source.versions.filter((version) => only === undefined || version === only);
  const ledger = lazy(() => readLedger(folder, cache));
  const evidence = lazy(() =>
    evidenceFiles(folder).map((file) => readFileSync(path.join(folder, file), "utf8")),
  );
  const seen = lazy(() => seenOf(source, problems, cache));
  const bundles = versions.map((version): Bundle => {
    const from = () => [
      ...(isChecked ? [] : ["unchecked"]),
      version,
      ...source.versions,
      ...evidence(),
      ...seen().map((file) => String(file?.[version])),
    ];
    const document = cache.remember("bundle", from, () =>
      bundle(source, version, ledger, problems, isChecked),
    );
    return { version, document: document ?? {} };
  });
  if (isChecked && problems.length > 0) throw new DescriptionError(distinct(problems));
  return bundles;
}

/** One version of the description; nothing if it is checked and has mistakes. */
function bundle(
  source: Source,
  version: string,
  ledger: () => Entry[],
  problems: Problem[],
  isChecked: boolean,
): JsonObject | undefined {
  const before = problems.length;
  const document = resolveVersion(source, version, problems);
  (document["info"] as JsonObject)["version"] = version;
  deriveSchemas(source, document, problems);
  completeWebhooks(document);
  checkVersion(source, document, version, problems);
  if (isChecked && problems.length > before) return undefined;
  finish(document);
  checkCertain(source, document, shownIn(document, version, source.versions, ledger()), problems);
  addExamples(document);
  return isChecked && problems.length > before ? undefined : document;
}

/**
 * A hash of the part of each file that is in each version: as long as all parts of a version stay the
 * same, its bundle stays the same.
 */
function seenOf(source: Source, problems: Problem[], cache: Cache): (JsonObject | undefined)[] {
  return [...source.files.values()].map((content) =>
    cache.remember(
      "seen",
      () => [JSON.stringify(content), ...source.versions],
      () => {
        const before = problems.length;
        const hashes = source.versions.map((version) => {
          const resolved = resolveVersion({ ...source, document: content }, version, problems);
          return [version, hashOf(JSON.stringify(resolved) ?? "")];
        });
        return problems.length > before ? undefined : Object.fromEntries(hashes);
      },
    ),
  );
}

/** Makes something on its first use. */
function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Reports a mistake once that several versions have. */
function distinct(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ position, mistake }) => {
    const key = `${position?.file}:${position?.line} ${mistake.replace(/ in (\d\.\d+|Preview)$/, "")}`;
    return !seen.has(key) && seen.add(key);
  });
}
