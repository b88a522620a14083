import { type Cache, NO_CACHE } from "../cache.ts";
import { DescriptionError, type Problem } from "./problems.ts";
import { rootFileIn } from "./root-file.ts";
import type { Json, JsonObject } from "./source.ts";
import { readYaml } from "./yaml.ts";

/** The API versions of the root file, the only file that lists them by hand. */
export interface ApiVersions {
  /** Oldest first. Preview is the last. */
  readonly versions: readonly string[];
  /** The version that `latest` names, and that the sandbox uses for requests without a version. */
  readonly latest: string;
}

/**
 * Reads the API versions of the description in a folder, and nothing else of it.
 *
 * @throws {DescriptionError} when the latest is none of them.
 */
export function readApiVersions(folder: string, cache: Cache = NO_CACHE): ApiVersions {
  const problems: Problem[] = [];
  const file = rootFileIn(folder);
  const root = readYaml(folder, file, new WeakMap(), problems, cache) as JsonObject;
  const list = apiVersionsOf(file, root["x-api-versions"], root["x-latest-version"], problems);
  if (problems.length > 0) throw new DescriptionError(problems);
  return list;
}

/** Without `x-latest-version`, the latest is the newest version that has a number. */
export function apiVersionsOf(
  file: string,
  listed: Json | undefined,
  named: Json | undefined,
  problems: Problem[],
): ApiVersions {
  const versions = (Array.isArray(listed) ? listed : []).map(String);
  const isList = Array.isArray(listed) && listed.length > 0 && listed.every(isVersion);
  if (!isList) {
    problems.push({
      position: { file, line: 1 },
      mistake: `x-api-versions is ${JSON.stringify(listed ?? null)}`,
      fix: 'list versions of two numbers in quotes, oldest first, such as ["1.4", "2.0"]',
    });
    return { versions, latest: versions.at(-1) ?? "" };
  }
  const numbered = versions.filter((version) => version !== "Preview");
  const latest = String(named ?? numbered.at(-1));
  if (!numbered.includes(latest)) {
    problems.push({
      position: { file, line: 1 },
      mistake: `x-latest-version is ${latest}`,
      fix: `write one of ${numbered.join(", ")}, in quotes`,
    });
  }
  return { versions, latest };
}

const isVersion = (version: Json): boolean =>
  typeof version === "string" && /^(\d+\.\d+|Preview)$/.test(version);

/** `Preview` is imported as `preview`; the others as they are. */
export function moduleName(version: string): string {
  return version.toLowerCase();
}
