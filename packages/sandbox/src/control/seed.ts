import type { JsonObject } from "../description/openapi.ts";
import { notFound } from "../engine/errors.ts";
import { type Seeded, Seeder } from "../seeds/seeder.ts";
import type { Seeds } from "../seeds/seeds.ts";

/** The names of the functions of `sandbox.seed`. */
export function seedKinds(seed: Seeds): string[] {
  const kinds = new Set<string>();
  let owner: object | null = Object.getPrototypeOf(seed) as object | null;
  while (owner !== null && owner !== Seeder.prototype) {
    for (const name of Object.getOwnPropertyNames(owner)) kinds.add(name);
    owner = Object.getPrototypeOf(owner) as object | null;
  }
  kinds.delete("constructor");
  return [...kinds].sort();
}

/** Calls a function of `sandbox.seed`. @throws {ApiError} 404 when there is none of this kind. */
export function createSeed(seed: Seeds, kind: string, given: JsonObject): Seeded {
  const kinds = seedKinds(seed);
  if (!kinds.includes(kind)) {
    throw notFound(`There is no seed ${kind}. There are ${kinds.join(", ")}.`);
  }
  if ("id" in given) throw new TypeError("A seed has no id: the sandbox assigns one.");
  const create = seed[kind as keyof Seeds] as (given: JsonObject) => Seeded;
  return create.call(seed, given);
}
