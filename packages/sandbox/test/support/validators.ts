import { createHash } from "node:crypto";
import type { ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { follow, type Schema } from "./described.ts";

/**
 * Compiled schemas of all versions. Most schemas are the same in most versions; each is compiled
 * once, under a name that is derived from its text and the text of all schemas that it references.
 */
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
// The format of Unix seconds, which adds nothing to the type.
ajv.addFormat("timestamp", true);

const validators = new Map<string, ValidateFunction>();

/** The validator of a schema of a version's bundle. */
export function validatorOf(version: string, schema: Schema): ValidateFunction {
  const named = withNames(version, JSON.stringify(schema, plain));
  let validate = validators.get(named);
  if (!validate) {
    validate = ajv.compile(JSON.parse(named) as object);
    validators.set(named, validate);
  }
  return validate;
}

/** Removes descriptions and examples, which do not affect validation. */
function plain(key: string, value: unknown): unknown {
  const isProse = (key === "description" && typeof value === "string") || key === "examples";
  return isProse ? undefined : value;
}

const references = /"\$ref":"([^"]+)"/g;

function withNames(version: string, text: string): string {
  return text.replace(references, (_, to: string) => `"$ref":"${nameOf(version, to)}"`);
}

const names = new Map<string, string>();
const added = new Set<string>();

function nameOf(version: string, reference: string): string {
  const key = `${version} ${reference}`;
  const known = names.get(key);
  if (known) return known;
  const all = reached(version, reference);
  const hash = createHash("sha1")
    .update([...all].sort().join())
    .digest("hex");
  const name = `bundle:${reference.split("/").at(-1)}:${hash}`;
  names.set(key, name);
  if (!added.has(name)) {
    added.add(name);
    const schema = JSON.parse(withNames(version, textOf(version, reference))) as object;
    ajv.addSchema({ ...schema, $id: name });
  }
  return name;
}

/** The text of a component, and of all components that it references. */
function reached(version: string, reference: string, found = new Map<string, string>()) {
  if (found.has(reference)) return found;
  const text = textOf(version, reference);
  found.set(reference, text);
  for (const [, to = ""] of text.matchAll(references)) reached(version, to, found);
  return found;
}

const texts = new Map<string, string>();

function textOf(version: string, reference: string): string {
  const key = `${version} ${reference}`;
  let text = texts.get(key);
  if (text === undefined) {
    text = JSON.stringify(follow(version, { $ref: reference }), plain);
    texts.set(key, text);
  }
  return text;
}
