import { type Description, type OneRow, type Row, resolveSchema } from "./description.ts";
import type { Operation, OperationBody, Parameter, Schema } from "./operation.ts";

/** The methods of an operation: two where it returns one object in place of a list for some parameters. */
export function readOperations(
  method: string,
  path: string,
  row: Row,
  description: Description,
): Operation[] {
  const one = row["x-one"];
  const isSearch = row["x-search"] !== undefined || row.operationId.endsWith(".search");
  const operation: Operation = {
    id: row.operationId,
    route: `${method.toUpperCase()} ${path}`,
    summary: row.summary,
    description: row.description ?? "",
    docs: row.externalDocs?.url,
    parameters: parametersOf(path, row, description),
    selectedBy: [],
    body: bodyOf(row, description),
    isRead: method === "get" || row["x-safe"] === true,
    isList: row["x-pagination"] !== undefined,
    isSearch: isSearch && method === "post",
    isDownload: responsesOf(row).some(([mediaType]) => !/json$|^text\//.test(mediaType)),
    search: searchOf(row),
    result: resultOf(row, description),
  };
  return one === undefined ? [operation] : splitByResponse(operation, one, row);
}

/** The list does not have the parameters that select one object, and the object has no others that are optional. */
function splitByResponse(list: Operation, one: OneRow, row: Row): Operation[] {
  const { operationId: id, by, summary, description = "" } = one;
  const others = list.parameters.filter(({ name }) => !by.includes(name));
  const selecting = list.parameters
    .filter(({ name, required }) => required || by.includes(name))
    .map((parameter) => (by.length > 1 ? parameter : { ...parameter, required: true }));
  const [[, { anyOf = [] }] = ["", {}]] = responsesOf(row);
  const result = (anyOf as readonly Schema[])[1];
  return [
    { ...list, parameters: others },
    {
      ...list,
      id,
      summary,
      description,
      parameters: selecting,
      selectedBy: by,
      isList: false,
      result,
    },
  ];
}

function searchOf({ "x-search": search }: Row): Operation["search"] {
  return search && { fields: search.fields, operators: search.operators, sort: search.sort };
}

/** The content of successful responses, by media type. */
function responsesOf({ responses }: Row): [mediaType: string, schema: Schema][] {
  return Object.entries(responses)
    .filter(([status]) => status.startsWith("2"))
    .flatMap(([, { content = {} }]) => Object.entries(content))
    .map(([mediaType, { schema = {} }]) => [mediaType, schema]);
}

function resultOf(row: Row, description: Description): Schema | undefined {
  const [mediaType, schema] = responsesOf(row)[0] ?? [];
  if (schema === undefined || !mediaType?.endsWith("json")) return undefined;
  const pagination = row["x-pagination"];
  if (pagination === undefined) return schema;
  const { schemas } = description.components;
  let place = row["x-one"] === undefined ? schema : (schema["anyOf"] as readonly Schema[])[0];
  for (const step of pagination.items.split(".")) {
    const { properties = {} } = resolveSchema(place ?? {}, schemas);
    place = (properties as Readonly<Record<string, Schema>>)[step];
  }
  return resolveSchema(place ?? {}, schemas)["items"] as Schema | undefined;
}

function bodyOf({ requestBody }: Row, { components }: Description): OperationBody | undefined {
  const [{ schema, example } = {}] = Object.values(requestBody?.content ?? {});
  if (schema === undefined) return undefined;
  const { properties = {} } = resolveSchema(schema, components.schemas);
  const files = Object.entries(properties as Readonly<Record<string, Schema>>)
    .filter(([, property]) => property["format"] === "binary")
    .map(([name]) => name);
  return { required: requestBody?.required === true, schema, files, example };
}

function parametersOf(
  path: string,
  { parameters = [] }: Row,
  { components }: Description,
): Parameter[] {
  const resolved = parameters.map((row) => {
    const name = row.$ref?.split("/").at(-1);
    return name === undefined ? row : (components.parameters?.[name] ?? row);
  });
  const names = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = ""]) => name);
  const inPath = names.flatMap((name) => resolved.find((one) => one.name === name) ?? []);
  const inQuery = resolved.filter((one) => one.in === "query");
  return [...inPath, ...inQuery].map((row) => ({
    name: row.name,
    in: row.in === "path" ? "path" : "query",
    required: row.required === true,
    description: row.description ?? "",
    schema: row.schema ?? {},
  }));
}
