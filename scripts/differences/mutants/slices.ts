import {
  lookUp,
  operationsOf,
  referencesFrom,
  webhooksOf,
} from "interkit-generator/description/walk";
import { asObject, type Json, type JsonObject } from "../json.ts";

export type Sender = "request" | "response";

/** The smallest part of a description in which a schema or an operation can be compared. */
export interface Slice {
  readonly document: JsonObject;
  /** The name of the schema, or the route of the operation. */
  readonly name: string;
  /** Where it is in the document. */
  readonly steps: readonly string[];
  /** Who sends it: the user, the API, or both. Both for an operation. */
  readonly senders: ReadonlySet<Sender>;
}

interface Reach extends Holder {
  readonly request: ReadonlySet<string>;
  readonly response: ReadonlySet<string>;
}

/** An operation, or a webhook, and where it is in the document. */
interface Holder {
  readonly root: "paths" | "webhooks";
  readonly path: string;
  readonly method: string;
  readonly node: JsonObject;
}

const schemasPrefix = "#/components/schemas/";

/** A slice for each operation. */
export function operationSlices(document: JsonObject): Slice[] {
  return operationsOf(document).map(({ path, method, route, node }) => ({
    document: part(document, [{ root: "paths", path, method, node }], []),
    name: route,
    steps: ["paths", path, method],
    senders: new Set<Sender>(["request", "response"]),
  }));
}

/** A slice for each schema, with the smallest operation of each sender. */
export function schemaSlices(document: JsonObject): Slice[] {
  const operations = operationsOf(document).map((one): Reach => {
    const { parameters, requestBody, responses } = one.node;
    const request = referencesFrom(document, parameters, requestBody);
    return { ...one, root: "paths", request, response: referencesFrom(document, responses) };
  });
  const webhooks = webhooksOf(document).map(({ topic, node }): Reach => {
    // The API sends the request of a webhook.
    const response = referencesFrom(document, node["requestBody"]);
    return { root: "webhooks", path: topic, method: "post", node, request: new Set(), response };
  });
  const reaches = [...operations, ...webhooks];
  reaches.sort((a, b) => sizeOf(a) - sizeOf(b));
  const standalone = Object.entries(schemasOf(document)).flatMap(([name, node]) => {
    const sender = asObject(node)?.["x-standalone"];
    if (sender === undefined) return [];
    const reached = referencesFrom(document, { $ref: schemasPrefix + name });
    return [{ name, sender: sender === "request" ? "request" : ("response" as Sender), reached }];
  });
  return Object.keys(schemasOf(document)).map((name) => {
    const reference = schemasPrefix + name;
    const senders = new Set<Sender>();
    const holding: Reach[] = [];
    for (const sender of ["request", "response"] as const) {
      const operation = reaches.find((one) => one[sender].has(reference));
      if (operation !== undefined) holding.push(operation);
      const isStated = standalone.some(
        (one) => one.sender === sender && one.reached.has(reference),
      );
      if (operation !== undefined || isStated) senders.add(sender);
    }
    const stating = standalone.filter(({ reached }) => reached.has(reference));
    const names = holding.length > 0 ? [] : stating.map((one) => one.name);
    return {
      document: part(document, holding, [name, ...names]),
      name,
      steps: ["components", "schemas", name],
      senders,
    };
  });
}

const sizeOf = ({ request, response }: Reach) => request.size + response.size;

function schemasOf(document: JsonObject): JsonObject {
  return asObject(asObject(document["components"])?.["schemas"]) ?? {};
}

/** The description with some operations and schemas alone, and with what they refer to. */
function part(
  document: JsonObject,
  holders: readonly Holder[],
  names: readonly string[],
): JsonObject {
  const roots: Record<Holder["root"], Record<string, JsonObject>> = { paths: {}, webhooks: {} };
  for (const { root, path, method, node } of holders) {
    const item = asObject(asObject(document[root])?.[path]) ?? {};
    const shared = Object.entries(item).filter(([, value]) => asObject(value) === undefined);
    roots[root][path] = { ...Object.fromEntries(shared), ...roots[root][path], [method]: node };
  }
  const components: Record<string, Record<string, Json>> = {};
  const schemas = names.map((name) => ({ $ref: schemasPrefix + name }));
  for (const reference of referencesFrom(document, roots, ...schemas)) {
    const [kind = "", name = ""] = reference.replace("#/components/", "").split("/");
    components[kind] = { ...components[kind], [name]: lookUp(document, reference) as Json };
  }
  const { openapi, info, servers, security } = document;
  const securitySchemes = asObject(document["components"])?.["securitySchemes"] ?? {};
  return {
    ...({ openapi, info, servers, security } as JsonObject),
    ...roots,
    components: { ...components, securitySchemes },
  };
}
