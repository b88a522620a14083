import { asObject, type Json, type JsonObject } from "interkit-generator/description/source";
import { lookUp, objectsIn } from "interkit-generator/description/walk";

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;
const ofPath = new Set<string>([...methods, "parameters", "summary", "description"]);
const schemaPrefix = "#/components/schemas/";

/** An operation of a description, with the parameters of its path. */
export interface DescribedOperation {
  /** `"GET /contacts/{contact_id}"`, `"webhook POST ping"` */
  readonly route: string;
  readonly method: string;
  readonly path: string;
  readonly id: string | undefined;
  readonly node: JsonObject;
  readonly parameters: readonly JsonObject[];
}

/** An OpenAPI document, 3.0 or 3.1, whose references can be followed. */
export class Description {
  readonly json: JsonObject;
  readonly operations: readonly DescribedOperation[];
  /** The requests that the API sends, by name. */
  readonly webhooks: readonly DescribedOperation[];
  /** The references in each node that was searched, without those in what they lead to. */
  readonly #references = new Map<JsonObject, readonly string[]>();

  constructor(json: JsonObject) {
    this.json = json;
    this.operations = this.#readOperations(json["paths"]);
    this.webhooks = this.#readOperations(json["webhooks"]).map((operation) => ({
      ...operation,
      route: `webhook ${operation.route}`,
    }));
  }

  get everyOperation(): readonly DescribedOperation[] {
    return [...this.operations, ...this.webhooks];
  }

  get schemas(): JsonObject {
    return asObject(asObject(this.json["components"])?.["schemas"]) ?? {};
  }

  /** Follows the references of anything that is not a schema. */
  follow(node: Json | undefined): JsonObject | undefined {
    let current = asObject(node);
    for (let hops = 0; typeof current?.["$ref"] === "string" && hops < 20; hops++) {
      current = this.target(current["$ref"]);
    }
    return current;
  }

  /** Returns what a reference leads to. */
  target(reference: string): JsonObject | undefined {
    return reference.startsWith("#/") ? lookUp(this.json, reference) : undefined;
  }

  /** The references that can be reached from nodes, through what they lead to. */
  referencesFrom(nodes: readonly JsonObject[]): Set<string> {
    const seen = new Set<string>();
    const open = [...nodes];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      for (const reference of this.#referencesIn(node)) {
        if (seen.has(reference)) continue;
        seen.add(reference);
        const target = lookUp(this.json, reference);
        if (target !== undefined) open.push(target);
      }
    }
    return seen;
  }

  #referencesIn(node: JsonObject): readonly string[] {
    const known = this.#references.get(node);
    if (known !== undefined) return known;
    const found = [...objectsIn(node)].flatMap(({ $ref }) =>
      typeof $ref === "string" ? $ref : [],
    );
    this.#references.set(node, found);
    return found;
  }

  /** The requests that the API sends as a consequence of an operation. */
  callbacksOf({ node }: DescribedOperation): DescribedOperation[] {
    return Object.entries(asObject(node["callbacks"]) ?? {}).flatMap(([name, callback]) =>
      this.#readOperations(this.follow(callback)).map((operation) => ({
        ...operation,
        route: `${name} ${operation.route}`,
      })),
    );
  }

  #readOperations(items: Json | undefined): DescribedOperation[] {
    return Object.entries(asObject(items) ?? {}).flatMap(([path, value]) => {
      const item = this.follow(value) ?? {};
      // What a path states concerns each of its operations: its servers, for example.
      const shared = Object.fromEntries(Object.entries(item).filter(([key]) => !ofPath.has(key)));
      return methods.flatMap((method) => {
        const own = asObject(item[method]);
        if (own === undefined) return [];
        const node = { ...shared, ...own };
        const id = typeof node["operationId"] === "string" ? node["operationId"] : undefined;
        const parameters = this.#mergeParameters(item["parameters"], own["parameters"]);
        const route = `${method.toUpperCase()} ${path}`;
        return [{ route, method, path, id, node, parameters }];
      });
    });
  }

  /** The parameters of the operation take precedence over those of its path. */
  #mergeParameters(...lists: (Json | undefined)[]): JsonObject[] {
    const merged = new Map<string, JsonObject>();
    for (const listed of lists.flatMap((list) => (Array.isArray(list) ? list : []))) {
      const parameter = this.follow(listed);
      const { in: place, name } = parameter ?? {};
      if (parameter === undefined || typeof place !== "string" || typeof name !== "string")
        continue;
      merged.set(`${place} ${name}`, parameter);
    }
    return [...merged.values()];
  }
}

/** The name of the schema that a reference leads to: `Contact`. */
export function schemaName(reference: string): string | undefined {
  if (!reference.startsWith(schemaPrefix)) return undefined;
  const name = reference.slice(schemaPrefix.length);
  return name.includes("/") ? undefined : name.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** The names of the parameters of a path, in its order. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{([^}]*)\}/g)].map(([, name = ""]) => name);
}

/** A path without the names of its parameters: `/contacts/{}`. */
export function pathShape(path: string): string {
  return path.replace(/\{[^}]*\}/g, "{}");
}
