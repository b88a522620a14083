import { asArray, asObject, type JsonObject } from "../json.ts";
import { remove, retype, set } from "./edits.ts";
import { type Edit, isSetByClient } from "./places.ts";
import type { Mutations } from "./schema-mutations.ts";
import type { Slice } from "./slices.ts";

/** An operation, its parameters resolved, and its route. */
export interface OperationPlace {
  readonly slice: Slice;
  readonly node: JsonObject;
  readonly parameters: readonly JsonObject[];
}

const pathOf = ({ slice }: OperationPlace) => slice.steps[1] ?? "";
const methodOf = ({ slice }: OperationPlace) => slice.steps[2] ?? "";

/** One edit of the operation, whose place is its route. */
const whole =
  (applies: (place: OperationPlace) => boolean, edit: Edit["edit"]) =>
  (place: OperationPlace): Edit[] =>
    applies(place) ? [{ names: place.slice.name, edit }] : [];

/** One edit of the operation or its path in the document. */
const inPaths =
  (edit: (paths: JsonObject, item: JsonObject, place: OperationPlace) => void) =>
  (place: OperationPlace): Edit[] => [
    {
      names: place.slice.name,
      edit: (_node, document) => {
        const paths = asObject(document["paths"]) ?? {};
        edit(paths, asObject(paths[pathOf(place)]) ?? {}, place);
      },
    },
  ];

/** An edit of each parameter, which is copied into the operation where it is shared. */
const eachParameter =
  (
    applies: (parameter: JsonObject) => boolean,
    edit: (parameter: JsonObject, operation: JsonObject) => void,
  ) =>
  ({ slice, parameters }: OperationPlace): Edit[] =>
    parameters
      .map((parameter, index) => ({ parameter, index }))
      .filter(({ parameter }) => !isSetByClient(parameter["name"]) && applies(parameter))
      .map(({ parameter, index }) => ({
        names: parameter["in"] === "path" ? slice.name : partOf(parameter),
        edit: (operation) => {
          const copy = structuredClone(parameter);
          const listed = asArray(operation["parameters"]);
          operation["parameters"] = listed.map((one, at) => (at === index ? copy : one));
          edit(copy, operation);
        },
      }));

/** `query per_page`; the names of headers have no case. */
const partOf = (parameter: JsonObject) => {
  const name = String(parameter["name"]);
  return `${parameter["in"]} ${parameter["in"] === "header" ? name.toLowerCase() : name}`;
};

const isNotInPath = (parameter: JsonObject) => parameter["in"] !== "path";

const addParameter = (place: string) => (operation: JsonObject) => {
  const parameter = { name: "extra", in: place, required: true, schema: { type: "string" } };
  operation["parameters"] = [...asArray(operation["parameters"]), parameter];
};

/** An edit of each successful response. */
const eachSuccess =
  (edit: (responses: JsonObject, status: string) => void, isOfBody = false) =>
  ({ slice, node }: OperationPlace): Edit[] =>
    Object.entries(asObject(node["responses"]) ?? {})
      .filter(([status, response]) => status.startsWith("2") && (!isOfBody || hasBody(response)))
      .map(([status]) => ({
        names: `${slice.name} ${status}`,
        edit: (operation) => edit(asObject(operation["responses"]) ?? {}, status),
      }));

const hasBody = (response: unknown) => (response as JsonObject)["content"] !== undefined;

const bodyOf = (node: JsonObject) => asObject(node["requestBody"]);
const pagination = (node: JsonObject) => asObject(node["x-pagination"]);

export const breakingOperationMutations: Mutations<OperationPlace> = {
  "operation removed": inPaths((paths, item, place) => {
    remove(item, methodOf(place));
    if (Object.keys(item).length === 0) remove(paths, pathOf(place));
  }),
  "operationId moved": whole(
    () => true,
    (node) => set(node, "operationId", `moved.${node["operationId"]}`),
  ),
  "method changed": inPaths((_paths, item, place) => {
    item["trace"] = item[methodOf(place)] ?? {};
    remove(item, methodOf(place));
  }),
  "path changed": inPaths((paths, item, place) => {
    paths[`/moved${pathOf(place)}`] = item;
    remove(paths, pathOf(place));
  }),
  "path parameter renamed": (place) =>
    place.parameters
      .filter((one) => one["in"] === "path")
      .flatMap(({ name }) => {
        const path = pathOf(place);
        if (!path.includes(`{${name}}`)) return [];
        return inPaths((paths, item) => {
          paths[path.replace(`{${name}}`, "{renamed}")] = item;
          remove(paths, path);
        })(place);
      }),
  "parameter removed": eachParameter(isNotInPath, (parameter, operation) => {
    operation["parameters"] = asArray(operation["parameters"]).filter((one) => one !== parameter);
  }),
  "parameter renamed": eachParameter(isNotInPath, (parameter) =>
    set(parameter, "name", `${parameter["name"]}_renamed`),
  ),
  "parameter required": eachParameter(
    (parameter) => isNotInPath(parameter) && parameter["required"] !== true,
    (parameter) => set(parameter, "required", true),
  ),
  "parameter retyped": eachParameter(
    (parameter) => asObject(parameter["schema"]) !== undefined,
    (parameter) => retype(asObject(parameter["schema"]) ?? {}),
  ),
  "parameter written otherwise": eachParameter(
    (parameter) => parameter["in"] === "query",
    (parameter) => set(parameter, "style", "pipeDelimited"),
  ),
  "required query parameter new": whole(() => true, addParameter("query")),
  "required header new": whole(() => true, addParameter("header")),
  "body removed": whole(
    ({ node }) => bodyOf(node) !== undefined,
    (node) => remove(node, "requestBody"),
  ),
  "body required": whole(
    ({ node }) => bodyOf(node) !== undefined && bodyOf(node)?.["required"] !== true,
    (node) => set(bodyOf(node) ?? {}, "required", true),
  ),
  "required body new": whole(
    ({ node }) => bodyOf(node) === undefined,
    (node) => {
      node["requestBody"] = { required: true, content: { "application/json": { schema: {} } } };
    },
  ),
  "body media type changed": whole(
    ({ node }) => bodyOf(node)?.["content"] !== undefined,
    (node) => set(bodyOf(node) ?? {}, "content", { "text/other": {} }),
  ),
  "success removed": eachSuccess((responses, status) => remove(responses, status)),
  "success has another status": eachSuccess((responses, status) => {
    responses["299"] = responses[status] ?? {};
    remove(responses, status);
  }),
  "success has no body": eachSuccess((responses, status) => {
    responses[status] = { description: "Nothing." };
  }, true),
  "pagination lost": whole(
    ({ node }) => pagination(node) !== undefined,
    (node) => remove(node, "x-pagination"),
  ),
  "pagination style changed": whole(
    ({ node }) => pagination(node) !== undefined,
    (node) => set(node, "x-pagination", { ...pagination(node), style: "another" }),
  ),
  "pagination items elsewhere": whole(
    ({ node }) => pagination(node) !== undefined,
    (node) => set(node, "x-pagination", { ...pagination(node), items: "elsewhere" }),
  ),
  "safe lost": whole(
    ({ node }) => node["x-safe"] === true,
    (node) => remove(node, "x-safe"),
  ),
  "advances gained": whole(
    ({ node }) => node["x-advances"] === undefined,
    (node) => set(node, "x-advances", true),
  ),
  "second method removed": whole(
    ({ node }) => node["x-one"] !== undefined,
    (node) => remove(node, "x-one"),
  ),
  "search field removed": whole(
    ({ node }) => node["x-search"] !== undefined,
    (node) => remove(node, "x-search"),
  ),
  "other credentials needed": whole(
    () => true,
    (node) => set(node, "security", [{ other: [] }]),
  ),
  "server of its own": whole(
    () => true,
    (node) => set(node, "servers", [{ url: "https://other.example" }]),
  ),
};
