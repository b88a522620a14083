import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Cache, NO_CACHE } from "interkit-generator/cache";
import { bundleAll } from "interkit-generator/description/bundle";
import { DescriptionError } from "interkit-generator/description/problems";
import { asObject, type JsonObject, readSource } from "interkit-generator/description/source";
import { operationsOf } from "interkit-generator/description/walk";
import { globSync } from "tinyglobby";
import { readOfficial } from "../../official/read.ts";
import { extractDescription, isRef } from "./git.ts";
import { PlanError } from "./mistake.ts";
import { type Removal, readRemovals } from "./removals.ts";

/** One of the two things that are compared. */
export interface Side {
  /** As the caller named it. */
  readonly label: string;
  /** A description as its authors write it, a folder of bundles, or one OpenAPI file. */
  readonly kind: "description" | "bundles" | "file";
  /** The OpenAPI documents by API version, oldest first. */
  readonly documents: ReadonlyMap<string, JsonObject>;
  /** The documents with the examples of bodies, which are composed of those of properties. */
  readonly composed?: ReadonlyMap<string, JsonObject>;
  /** The folder of `resources` in which each schema is defined; of a description only. */
  readonly folders: ReadonlyMap<string, string>;
  /** What Intercom removed; of a description only. */
  readonly removals: readonly Removal[];
}

/**
 * Reads what `--base` and `--head` name: an OpenAPI file, a folder of bundles, the folder of a
 * description, or a git ref of the repository in `root`. Parts that an earlier run has bundled are
 * taken from the cache.
 *
 * @throws {PlanError} where it is none of these, or its description cannot be bundled.
 */
export function readSide(name: string, root: string, cache: Cache = NO_CACHE): Side {
  if (existsSync(name)) {
    if (!statSync(name).isDirectory()) return readFile(name);
    return existsSync(path.join(name, "intercom.yaml"))
      ? readDescription(name, name, cache)
      : readBundles(name);
  }
  if (!isRef(name, root)) {
    throw new PlanError(`${name} is neither a file nor a folder nor a git ref: name one of these`);
  }
  const folder = mkdtempSync(path.join(tmpdir(), "interkit-plan-"));
  try {
    extractDescription(name, root, folder);
    if (!existsSync(path.join(folder, "openapi/intercom.yaml"))) {
      throw new PlanError(`${name} has no openapi/intercom.yaml: name a ref with a description`);
    }
    return readDescription(name, path.join(folder, "openapi"), cache, false);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readFile(file: string): Side {
  const document = readOfficial(file);
  const version = String(asObject(document["info"])?.["version"] ?? path.parse(file).name);
  return {
    label: file,
    kind: "file",
    documents: new Map([[version, document]]),
    folders: new Map(),
    removals: [],
  };
}

function readBundles(folder: string): Side {
  const files = globSync("*.{json,yaml,yml}", { cwd: folder, ignore: ["package.json"] });
  if (files.length === 0) {
    throw new PlanError(`${folder} has no bundles: name a folder with 2.16.json and such files`);
  }
  const documents = files
    .map((file) => [path.parse(file).name, readOfficial(path.join(folder, file))] as const)
    .filter(([name]) => name !== "latest")
    .sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
  return {
    label: folder,
    kind: "bundles",
    documents: new Map(documents),
    folders: new Map(),
    removals: [],
  };
}

/** Reads the description in a folder. One of a ref was checked by the rules of its time. */
function readDescription(label: string, folder: string, cache: Cache, isChecked = true): Side {
  try {
    const bundles = bundleAll(folder, undefined, cache, isChecked);
    const composed = new Map(bundles.map(({ version, document }) => [version, document]));
    const documents = new Map(
      bundles.map(({ version, document }) => [
        version,
        withoutComposedExamples(structuredClone(document)),
      ]),
    );
    return {
      label,
      kind: "description",
      documents,
      composed,
      folders: foldersOf(folder, cache),
      removals: readRemovals(folder),
    };
  } catch (error) {
    if (!(error instanceof DescriptionError)) throw error;
    const [first = "", ...more] = error.message.split("\n");
    const rest = more.length > 0 ? ` (and ${more.length} more mistakes)` : "";
    throw new PlanError(`${label} cannot be bundled: ${first}${rest}`);
  }
}

/** The examples of bodies follow from those of the properties: their changes are no news. */
function withoutComposedExamples(document: JsonObject): JsonObject {
  for (const { node } of operationsOf(document)) {
    const bodies = [node["requestBody"], ...Object.values(asObject(node["responses"]) ?? {})];
    for (const body of bodies) {
      for (const media of Object.values(asObject(asObject(body)?.["content"]) ?? {})) {
        const content = asObject(media);
        if (content !== undefined) delete content["example"];
      }
    }
  }
  return document;
}

function foldersOf(folder: string, cache: Cache): Map<string, string> {
  const folders = new Map<string, string>();
  for (const [file, content] of readSource(folder, cache).files) {
    const [area = "", resource = ""] = file.split("/");
    const schemas = asObject(asObject(content["components"])?.["schemas"]);
    const where = area === "resources" ? resource : "shared";
    for (const name of Object.keys(schemas ?? {})) folders.set(name, where);
  }
  return folders;
}
