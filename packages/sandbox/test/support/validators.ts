import { createHash } from "node:crypto";
import type { ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { follow, type Schema } from "./described.ts";
import { memoize } from "./memoize.ts";

/**
 * Compiled schemas of all versions. Most schemas are the same in most versions; each is compiled
 * once, under a name that is derived from its text and the text of all schemas that it references.
 */
const ajv = new Ajv2020({
  strict: false,
  allErrors: true,
  // Compiling takes longer than validating: each component is compiled once, and not optimized.
  inlineRefs: false,
  code: { optimize: false },
});
addFormats.default(ajv);
// The format of Unix seconds, which adds nothing to the type.
ajv.addFormat("timestamp", true);

/** The validators of the schemas of a version's bundle. */
const validatorsOf = memoize((version: string) =>
  memoize((schema: Schema) => compiled(withNames(version, JSON.stringify(schema, plain)))),
);

const compiled = memoize((text: string) => ajv.compile(JSON.parse(text) as object));

/** The validator of a schema of a version's bundle. */
export function validatorOf(version: string, schema: Schema): ValidateFunction {
  return validatorsOf(version)(schema);
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

/** The name of a component of a version's bundle, which the validator knows from then on. */
function nameOf(version: string, reference: string): string {
  return namesOf(version)(reference);
}

const namesOf = memoize((version: string) =>
  memoize((reference: string) => {
    const all = reached(version, reference);
    const hash = createHash("sha1")
      .update([...all].sort().join())
      .digest("hex");
    const name = `bundle:${reference.split("/").at(-1)}:${hash}`;
    if (!added.has(name)) {
      added.add(name);
      const schema = JSON.parse(withNames(version, textsOf(version)(reference))) as object;
      ajv.addSchema({ ...schema, $id: name });
    }
    return name;
  }),
);

const added = new Set<string>();

/** The text of a component, and of all components that it references. */
function reached(version: string, reference: string, found = new Map<string, string>()) {
  if (found.has(reference)) return found;
  const text = textsOf(version)(reference);
  found.set(reference, text);
  for (const [, to = ""] of text.matchAll(references)) reached(version, to, found);
  return found;
}

const textsOf = memoize((version: string) =>
  memoize((reference: string) => JSON.stringify(follow(version, { $ref: reference }), plain)),
);
