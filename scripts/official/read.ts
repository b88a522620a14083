import { readFileSync } from "node:fs";
import { asObject, type Json, type JsonObject } from "interkit-generator/description/source";
import { CORE_SCHEMA, load } from "js-yaml";

/** A mistake of the caller, with a message of one line. */
export class OfficialFileError extends Error {
  override readonly name = "OfficialFileError";
}

/**
 * Reads an OpenAPI document, YAML or JSON.
 *
 * @throws {OfficialFileError} where the file is missing, cannot be parsed, or is not OpenAPI 3.0 or 3.1.
 */
export function readOfficial(file: string): JsonObject {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new OfficialFileError(`${file} cannot be read: give the path of an OpenAPI file`);
  }
  let document: JsonObject | undefined;
  try {
    document = asObject(parseText(text));
  } catch (error) {
    const [reason] = (error as Error).message.split("\n");
    throw new OfficialFileError(`${file} is neither YAML nor JSON: ${reason}`);
  }
  if (containsItself(document)) {
    throw new OfficialFileError(`${file} cannot be read: an anchor in it contains itself`);
  }
  const version = document?.["openapi"];
  if (!document || typeof version !== "string" || !asObject(document["paths"])) {
    throw new OfficialFileError(
      `${file} is not OpenAPI: it has no "openapi" and "paths" at the top`,
    );
  }
  if (!/^3\.[01]\./.test(version)) {
    throw new OfficialFileError(`${file} is OpenAPI ${version}: only 3.0 and 3.1 can be compared`);
  }
  return document;
}

/** Whether a node is among those below it, as an alias of YAML can state. */
function containsItself(
  node: Json | undefined,
  above = new Set<object>(),
  checked = new Set<object>(),
): boolean {
  if (typeof node !== "object" || node === null || checked.has(node)) return false;
  if (above.has(node)) return true;
  above.add(node);
  const isCircular = Object.values(node).some((one) => containsItself(one, above, checked));
  above.delete(node);
  checked.add(node);
  return isCircular;
}

/** JSON is YAML as well, but its own parser takes a fraction of the time and memory. */
function parseText(text: string): Json {
  if (text.trimStart().startsWith("{")) {
    try {
      return JSON.parse(text) as Json;
    } catch {
      // It may be YAML in braces; otherwise the parser of YAML names the mistake and its line.
    }
  }
  return load(text, { schema: CORE_SCHEMA }) as Json;
}
