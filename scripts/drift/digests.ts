import { createHash } from "node:crypto";
import { asObject, type Json, type JsonObject } from "interkit-generator/description/source";
import { lookUp, referencesFrom } from "interkit-generator/description/walk";
import type { Comparison } from "../differences/compare.ts";
import { type Description, schemaName } from "../differences/description.ts";
import { Pair, reachablePairs } from "../differences/difference.ts";
import { asArray } from "../differences/json.ts";
import { isProse } from "../differences/keywords.ts";

/** Keywords whose values are maps from names, such as `description`. */
const maps = new Set(["properties", "responses", "headers", "content", "schemas"]);

/**
 * Digests of what only the official description has. Nothing is compared inside of it: a digest that
 * is accepted shows each later change.
 */
export class Digests {
  readonly #official: Description;
  readonly #compared: ReadonlySet<string>;

  constructor({ head, roots }: Comparison) {
    this.#official = head;
    this.#compared = new Set([...reachablePairs(roots)].flatMap((pair) => pair.counterpart ?? []));
  }

  /** Returns the digest of a part, with what it refers to and is compared nowhere. */
  of(part: Json): string {
    const { json } = this.#official;
    const within = this.#referencesIn(part).map((reference) => lookUp(json, reference) ?? null);
    const written = [part, ...within];
    return createHash("sha256")
      .update(JSON.stringify(written.map((one) => stated(one))))
      .digest("hex")
      .slice(0, 8);
  }

  /** Returns a pair for each schema that no schema of ours is compared with, and that is in no part. */
  schemasAlone(parts: readonly Json[]): Pair[] {
    const inParts = new Set(parts.flatMap((part) => this.#referencesIn(part)).map(schemaName));
    return Object.entries(this.#official.schemas).flatMap(([name, schema]) => {
      if (this.#compared.has(name) || inParts.has(name)) return [];
      const pair = new Pair(name, undefined, "neither");
      pair.addPart("type-added", "", schema);
      return [pair];
    });
  }

  /** The references in a part, without those to schemas that are compared. */
  #referencesIn(part: Json): string[] {
    return [...referencesFrom(this.#official.json, part)]
      .filter((reference) => !this.#compared.has(schemaName(reference) ?? ""))
      .sort();
  }
}

/** What a node states, in one form: without prose, and the same in every order and in 3.0 and 3.1. */
function stated(node: Json, isMap = false): Json {
  if (Array.isArray(node)) {
    return node.map((one) => JSON.stringify(stated(one))).sort();
  }
  const object = asObject(node);
  if (object === undefined) return node;
  const entries = Object.entries(isMap ? object : withTypes(object))
    .filter(([key]) => isMap || !isProse(key))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([key, value]) => [key, stated(value, !isMap && maps.has(key))]),
  );
}

/** A schema with its types as a list, null among them. */
function withTypes({ nullable, type, ...schema }: JsonObject): JsonObject {
  const types = [...asArray(type), ...(nullable === true ? ["null"] : [])];
  return types.length === 0 ? schema : { ...schema, type: [...new Set(types)] };
}
