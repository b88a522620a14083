import { checkEvidence } from "../evidence/form.ts";
import { readLedger } from "../evidence/ledger.ts";
import { shownIn } from "../evidence/proven.ts";
import { checkCertain } from "./certain.ts";
import { checkVersion } from "./checks.ts";
import { addCommonErrors } from "./common-errors.ts";
import { addExamples } from "./examples.ts";
import { checkExtensions } from "./extensions.ts";
import { finish } from "./finish.ts";
import { DescriptionError, type Problem } from "./problems.ts";
import { resolveVersion } from "./resolve.ts";
import { type JsonObject, readSource } from "./source.ts";

/** The description as one API version sees it: plain OpenAPI 3.1, local references only. */
export interface Bundle {
  readonly version: string;
  readonly document: JsonObject;
}

/**
 * Bundles the description in a folder for each of its API versions, oldest first; or for the one
 * that `only` names.
 *
 * @throws {DescriptionError} with every mistake found, a line for each.
 */
export function bundleAll(folder: string, only?: string): Bundle[] {
  const source = readSource(folder);
  const problems: Problem[] = [];
  checkExtensions(folder, source, problems);
  addCommonErrors(source, problems);
  checkEvidence(folder, source, problems);
  const versions = source.versions.filter((version) => only === undefined || version === only);
  const bundles = versions.map((version) => {
    const document = resolveVersion(source, version, problems);
    (document["info"] as JsonObject)["version"] = version;
    checkVersion(source, document, version, problems);
    return { version, document };
  });
  if (problems.length > 0) throw new DescriptionError(distinct(problems));
  const ledger = readLedger(folder);
  for (const { version, document } of bundles) {
    finish(document);
    const shown = shownIn(document, version, source.versions, ledger);
    checkCertain(source, document, shown, problems);
    addExamples(document);
  }
  if (problems.length > 0) throw new DescriptionError(distinct(problems));
  return bundles;
}

/** A mistake shows in every version that has it; an author needs it once. */
function distinct(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ position, mistake }) => {
    const key = `${position?.file}:${position?.line} ${mistake.replace(/ in (\d\.\d+|Preview)$/, "")}`;
    return !seen.has(key) && seen.add(key);
  });
}
