import { globSync } from "tinyglobby";
import { type Cache, NO_CACHE } from "../cache.ts";
import { apiVersionsOf } from "./api-versions.ts";
import { DescriptionError, type Position, type Problem } from "./problems.ts";
import { rootFileIn } from "./root-file.ts";
import { type Positions, readYaml } from "./yaml.ts";

export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** The whole description as written: every version, ranges unresolved. */
export interface Source {
  readonly document: JsonObject;
  readonly versions: readonly string[];
  /** The file with the list of API versions. */
  readonly root: string;
  /** What is in which file. */
  readonly files: ReadonlyMap<string, JsonObject>;
  /** Where an object or array of the document was written. */
  positionOf(node: Json | undefined): Position | undefined;
}

/** The files that define paths, webhooks and components. */
export const DEFINITIONS = ["common/*.yaml", "resources/**/*.yaml", "webhooks/*.yaml"] as const;

/** The maps of a source file that are merged with those of the other files, key by key. */
const ROOTS = ["paths", "webhooks"] as const;
const COMPONENTS = ["schemas", "responses", "parameters", "headers", "requestBodies"] as const;

/**
 * Reads the root file and the {@link DEFINITIONS} of a folder into one document.
 *
 * Names of components are shared by all files, so a reference is always local and short.
 *
 * @throws {DescriptionError} for broken YAML and for names that are defined twice.
 */
export function readSource(folder: string, cache: Cache = NO_CACHE): Source {
  const positions: Positions = new WeakMap();
  const problems: Problem[] = [];
  const read = (file: string) => asObject(readYaml(folder, file, positions, problems, cache)) ?? {};

  const rootFile = rootFileIn(folder);
  const whole = read(rootFile);
  const { "x-api-versions": listed, "x-latest-version": named, ...root } = whole;
  const list = apiVersionsOf(rootFile, listed, named, problems);
  const names = globSync([...DEFINITIONS], { cwd: folder }).sort();
  const files = new Map([[rootFile, whole], ...names.map((file) => [file, read(file)] as const)]);
  const maps = Object.fromEntries(
    [...ROOTS, ...COMPONENTS].map((name): [string, JsonObject] => [name, {}]),
  ) as Record<(typeof ROOTS | typeof COMPONENTS)[number], JsonObject>;
  for (const file of names) {
    const { components, ...roots } = files.get(file) ?? {};
    for (const key of Object.keys(roots).filter((name) => !isRoot(name))) {
      problems.push({
        position: { file, line: 1 },
        mistake: `unknown section "${key}"`,
        fix: 'a file has "paths", "webhooks" and "components" only',
      });
    }
    const sections = { ...roots, ...asObject(components) };
    for (const name of [...ROOTS, ...COMPONENTS]) {
      mergeInto(maps[name], asObject(sections[name]), name, positions, problems);
    }
  }
  if (problems.length > 0) throw new DescriptionError(problems);

  const { paths, webhooks, ...components } = maps;
  for (const [name, item] of Object.entries(asObject(root["components"]) ?? {})) {
    (components as JsonObject)[name] = item;
  }
  const sent = Object.keys(webhooks).length > 0 ? { webhooks } : {};
  return {
    document: { ...root, paths, ...sent, components: components as JsonObject },
    versions: list.versions,
    root: rootFile,
    files,
    positionOf: (node) => (node && typeof node === "object" ? positions.get(node) : undefined),
  };
}

const isRoot = (name: string) => (ROOTS as readonly string[]).includes(name);

export function asObject(value: Json | undefined): JsonObject | undefined {
  return value && typeof value === "object" && !Array.isArray(value) ? value : undefined;
}

function mergeInto(
  target: JsonObject,
  from: JsonObject | undefined,
  kind: string,
  positions: Positions,
  problems: Problem[],
): void {
  for (const [name, value] of Object.entries(from ?? {})) {
    const known = asObject(target[name]);
    if (known && kind === "paths") {
      // One path may have its operations in two files: contacts and the tags of a contact, say.
      mergeInto(known, asObject(value), `operations of ${name}`, positions, problems);
    } else if (target[name] !== undefined) {
      const first = positions.get(target[name] as object);
      problems.push({
        position: positions.get(value as object),
        mistake: `"${name}" is defined twice among the ${kind}`,
        fix: `keep one of the two, or rename (first: ${first?.file}:${first?.line})`,
      });
    } else if (kind === "paths") {
      // A copy, so that what other files add to it is not in this one.
      const item = { ...asObject(value) };
      const position = positions.get(value as object);
      if (position) positions.set(item, position);
      target[name] = item;
    } else {
      target[name] = value;
    }
  }
}
