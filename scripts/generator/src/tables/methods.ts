import type { Bundle } from "../description/bundle.ts";
import { asObject, type Json, type JsonObject } from "../description/source.ts";
import { lookUp, operationsOf } from "../description/walk.ts";

/** The parts of an operation in one API version that its method needs. */
export interface Method {
  /** `"contacts.companies.list"`, the place of the method. */
  readonly id: string;
  /** The id of the operation, which is another one for the second method of an operation. */
  readonly operationId: string;
  readonly route: string;
  /** Where one operation has two methods: the parameters that select one object instead of a list. */
  readonly by: readonly string[];
  readonly pathParameters: readonly Parameter[];
  readonly queryParameters: readonly Parameter[];
  readonly body: JsonObject | undefined;
  /** The names of everything at the top of its query and body. */
  readonly fields: readonly string[];
  /** The content of 2xx responses: schemas by media type, `undefined` for a response without a body. */
  readonly responses: readonly MethodResponse[];
  readonly list: { readonly style: string; readonly items: string } | undefined;
  readonly safe: boolean;
  readonly advances: boolean;
  readonly busy: boolean;
  /** The operation as the bundle has it, for its prose. */
  readonly operation: JsonObject;
}

export interface Parameter {
  readonly name: string;
  readonly required: boolean;
  readonly description: string;
  readonly example: Json | undefined;
  /** Whether a number may stand for it, as for an id that answers hold as a number. */
  readonly numeric: boolean;
  /** Whether it is a boolean. */
  readonly flag: boolean;
  /** An array that is sent as `a=1,2`; the usual form repeats the name: `a=1&a=2`. */
  readonly comma: boolean;
}

export interface MethodResponse {
  readonly status: string;
  readonly mediaType: string | undefined;
  readonly schema: JsonObject | undefined;
  /** Its description: "The new contact." */
  readonly words: string;
  /** Whether it holds an object, and nothing else. */
  readonly isObject: boolean;
}

/** An API version's methods, in the order of its description. */
export interface VersionMethods extends Bundle {
  readonly methods: readonly Method[];
}

export function methodsOf(bundle: Bundle): VersionMethods {
  const { document } = bundle;
  const methods = operationsOf(document).flatMap(({ id, route, path, node }): Method[] => {
    const parameters = arrayOf(node["parameters"]).map((parameter) => resolve(document, parameter));
    const inOrder = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const list = asObject(node["x-pagination"]);
    const query = parameters.filter((it) => it["in"] === "query").map(parameterOf);
    const body = node["requestBody"] ? resolve(document, node["requestBody"]) : undefined;
    return splitByResponse({
      id,
      operationId: id,
      by: [],
      route,
      pathParameters: inOrder.map((name) => {
        const declared = parameters.find((it) => it["in"] === "path" && it["name"] === name);
        return parameterOf(declared ?? { name: name ?? "" });
      }),
      queryParameters: query,
      body,
      fields: [...query.map(({ name }) => name), ...bodyFields(document, body)],
      responses: responsesOf(document, node),
      list: list && { style: String(list["style"]), items: String(list["items"]) },
      safe: node["x-safe"] === true,
      advances: node["x-advances"] === true,
      busy: node["x-busy"] === true,
      operation: node,
    });
  });
  return { ...bundle, methods };
}

/**
 * A list operation that returns one object for some parameters (`x-one`) has two methods: its response
 * has the list first, then the object. Both methods require what the operation requires.
 */
function splitByResponse(method: Method): Method[] {
  const one = asObject(method.operation["x-one"]);
  if (!one) return [method];
  const by = arrayOf(one["by"]).map(String);
  const responsesAt = (index: number) =>
    method.responses.map((response) => ({
      ...response,
      schema: asObject(arrayOf(response.schema?.["anyOf"])[index]),
    }));
  const { queryParameters: all } = method;
  const selected = all.filter(({ name, required }) => by.includes(name) || required);
  const others = all.filter(({ name }) => !by.includes(name));
  return [
    { ...method, by, queryParameters: others, responses: responsesAt(0) },
    {
      ...method,
      id: String(one["operationId"]),
      by,
      queryParameters: selected.map((parameter) => ({ ...parameter, required: true })),
      responses: responsesAt(1),
      list: undefined,
      operation: { ...method.operation, description: "", ...one },
    },
  ];
}

function bodyFields(document: JsonObject, body: JsonObject | undefined): string[] {
  const media = Object.values(asObject(body?.["content"]) ?? {});
  return media.flatMap((one) => propertiesOf(document, asObject(one)?.["schema"]));
}

/** The properties of a schema, in whichever of its branches. */
function propertiesOf(document: JsonObject, node: Json | undefined): string[] {
  const schema = resolve(document, node);
  const branches = ["allOf", "anyOf", "oneOf"].flatMap((key) => arrayOf(schema[key]));
  return [
    ...Object.keys(asObject(schema["properties"]) ?? {}),
    ...branches.flatMap((branch) => propertiesOf(document, branch)),
  ];
}

function parameterOf(parameter: JsonObject): Parameter {
  const schema = asObject(parameter["schema"]);
  return {
    name: String(parameter["name"]),
    required: parameter["required"] === true,
    description: String(parameter["description"] ?? ""),
    example: arrayOf(schema?.["examples"])[0] ?? (isOfType(parameter, "boolean") || undefined),
    numeric: isOfType(parameter, "integer"),
    flag: isOfType(parameter, "boolean"),
    comma: parameter["explode"] === false,
  };
}

function isOfType(parameter: JsonObject, type: string): boolean {
  return [asObject(parameter["schema"])?.["type"]].flat().includes(type);
}

function responsesOf(document: JsonObject, operation: JsonObject): MethodResponse[] {
  const good = Object.entries(asObject(operation["responses"]) ?? {}).filter(([status]) =>
    status.startsWith("2"),
  );
  return good.flatMap(([status, response]): MethodResponse[] => {
    const { description, content: media } = resolve(document, response);
    const words = String(description ?? "");
    const content = Object.entries(asObject(media) ?? {});
    if (content.length === 0) {
      return [{ status, mediaType: undefined, schema: undefined, words, isObject: false }];
    }
    return content.map(([mediaType, media]) => {
      const schema = asObject(asObject(media)?.["schema"]);
      return { status, mediaType, schema, words, isObject: isObject(document, schema) };
    });
  });
}

/** Whether every value of a schema is an object. */
function isObject(document: JsonObject, schema: JsonObject | undefined): boolean {
  const node = resolve(document, schema);
  if (node["type"] !== undefined) return node["type"] === "object";
  const some = arrayOf(node["allOf"]);
  if (some.length > 0) return some.some((part) => isObject(document, asObject(part)));
  const each = [...arrayOf(node["anyOf"]), ...arrayOf(node["oneOf"])];
  if (each.length > 0) return each.every((part) => isObject(document, asObject(part)));
  return node["properties"] !== undefined;
}

/** How an answer of a media type is read: parsed, as text, or as bytes while they arrive. */
export function answerKind(mediaType: string): "json" | "text" | "stream" {
  if (mediaType.endsWith("json")) return "json";
  return mediaType.startsWith("text/") ? "text" : "stream";
}

/** The node itself, or what its `$ref` leads to. */
export function resolve(document: JsonObject, node: Json | undefined): JsonObject {
  const object = asObject(node) ?? {};
  const reference = object["$ref"];
  return typeof reference === "string" ? resolve(document, lookUp(document, reference)) : object;
}

export function arrayOf(node: Json | undefined): Json[] {
  return Array.isArray(node) ? node : [];
}
