import type { Api, ApiVersion } from "../model/api.ts";
import { allResources, resourceIdOf } from "../model/resources.ts";
import type { Objects } from "./objects.ts";

/** Which pages describe the schemas. */
export class Homes {
  /** The resources that use a schema: the one that it is named after, then those that use it most. */
  readonly #resources = new Map<string, readonly string[]>();
  readonly #present = new Map<string, ReadonlySet<string>>();

  constructor({ versions }: Api, objects: ReadonlyMap<string, Objects>) {
    const uses = new Map<string, Map<string, number>>();
    for (const { name: version, methods } of versions) {
      this.#present.set(version, new Set(methods.map(({ id }) => resourceIdOf(id))));
      for (const method of methods) {
        const resource = resourceIdOf(method.id);
        for (const schema of objects.get(version)?.reachedBy(method) ?? []) {
          const counts = uses.get(schema) ?? new Map<string, number>();
          uses.set(schema, counts.set(resource, (counts.get(resource) ?? 0) + 1));
        }
      }
    }
    for (const [schema, counts] of uses) this.#resources.set(schema, inOrder(schema, counts));
  }

  /** The resource whose page describes a schema: the same in all versions that have the resource. */
  of(schema: string, { name }: ApiVersion): string {
    const present = this.#present.get(name);
    return this.#resources.get(schema)?.find((resource) => present?.has(resource)) ?? "";
  }
}

function inOrder(schema: string, counts: ReadonlyMap<string, number>): string[] {
  const names = allResources.map(({ id }) => id).filter((id) => counts.has(id));
  const nameLength = (id: string) =>
    schema.toLowerCase().startsWith(singular(id).toLowerCase()) ? id.length : 0;
  return names.toSorted(
    (one, other) =>
      nameLength(other) - nameLength(one) || (counts.get(other) ?? 0) - (counts.get(one) ?? 0),
  );
}

const singular = (id: string): string => id.replace(/ies$/, "y").replace(/s$/, "");
