import { asObject, type Json, type JsonObject } from "../description/source.ts";
import type { Facts } from "./facts.ts";
import { arrayOf, type Method, type Parameter, resolve } from "./methods.ts";

/**
 * A line that calls a method with no more than it needs. Ids, values and bodies are the description's own
 * examples.
 *
 * @param client the variable of the client.
 * @param more query parameters to pass as well, each with its value; of one without, its example.
 */
export function exampleOf(
  method: Method,
  facts: Facts,
  document: JsonObject,
  client: string,
  more: QueryValues = new Map(),
): string {
  const call = `${client}.${method.id}(${argumentsOf(method, facts, document, more).join(", ")})`;
  if (method.list) return `for await (const item of ${call}) console.log(item);`;
  if (facts.response === "stream") return `await ${call}.bytes();`;
  return `await ${call};`;
}

/** Values of query parameters by name. */
export type QueryValues = ReadonlyMap<string, Json | undefined>;

function argumentsOf(
  method: Method,
  { input }: Facts,
  document: JsonObject,
  more: QueryValues,
): string[] {
  const given = method.pathParameters.map((parameter) => {
    const value = givenFor(parameter);
    return literal(parameter.numeric ? value : String(value));
  });
  const query = queryOf(method, more);
  if (input === "query" && query) given.push(query);
  if (input !== "body") return given;
  const body = bodyOf(method, document);
  if (body) given.push(body);
  if (query) given.push(...(body ? [] : ["undefined"]), `{ query: ${query} }`);
  return given;
}

/** What a query has to hold; of parameters of which one is enough, the first. */
function queryOf({ queryParameters, by }: Method, more: QueryValues): string | undefined {
  const needed = queryParameters.filter(({ name, required }) => required || more.has(name));
  const [first] = needed.filter(({ name }) => by.includes(name));
  const used = needed.filter((one) => one === first || !by.includes(one.name));
  if (used.length === 0) return undefined;
  const values = used.map((parameter) => [
    parameter.name,
    more.get(parameter.name) ?? givenFor(parameter),
  ]);
  return literal(Object.fromEntries(values));
}

/** The example of a parameter; of one without, a value that the compiler accepts. */
function givenFor({ example, numeric, name }: Parameter): Json {
  return example ?? (numeric ? 1 : name);
}

function bodyOf({ body }: Method, document: JsonObject): string | undefined {
  const [media] = Object.entries(asObject(body?.["content"]) ?? {});
  if (!media) return undefined;
  const [type, content] = media;
  if (!type.endsWith("json")) return "new FormData()";
  const { schema, example } = asObject(content) ?? {};
  return literal(least(document, schema, example ?? {}));
}

/** Of an example, what its schema requires, or one property where it requires none; of a list, one item. */
function least(document: JsonObject, node: Json | undefined, example: Json): Json {
  const schema = resolve(document, node);
  if (Array.isArray(example)) {
    return example.slice(0, 1).map((item) => least(document, schema["items"], item));
  }
  const values = asObject(example);
  if (!values) return example;
  const parts = partsOf(document, schema, values);
  const required = parts.flatMap((part) => arrayOf(part["required"]).map(String));
  const names = Object.keys(values);
  const kept = required.length > 0 ? names.filter((name) => required.includes(name)) : oneOf(names);
  const properties = Object.assign({}, ...parts.map((part) => asObject(part["properties"]) ?? {}));
  return Object.fromEntries(
    kept.map((name) => [name, least(document, properties[name], values[name] as Json)]),
  );
}

/** The schemas that say what an example holds: of alternatives, the first that it has all of. */
function partsOf(document: JsonObject, schema: JsonObject, values: JsonObject): JsonObject[] {
  const fits = (part: JsonObject): boolean =>
    partsOf(document, part, values).every(
      ({ required, properties }) =>
        arrayOf(required).every((name) => String(name) in values) &&
        Object.entries(asObject(properties) ?? {}).every(([name, property]) =>
          allows(resolve(document, property), values[name]),
        ),
    );
  const all = arrayOf(schema["allOf"]).map((part) => resolve(document, part));
  const some = [...arrayOf(schema["anyOf"]), ...arrayOf(schema["oneOf"])];
  const one = some.map((part) => resolve(document, part)).find(fits);
  return [
    schema,
    ...[...all, ...(one ? [one] : [])].flatMap((part) => partsOf(document, part, values)),
  ];
}

function allows({ const: only, enum: values }: JsonObject, value: Json | undefined): boolean {
  if (value === undefined) return true;
  return only !== undefined ? only === value : !Array.isArray(values) || values.includes(value);
}

/** A name says more than the fields around it. */
function oneOf(names: readonly string[]): string[] {
  return names.includes("name") ? ["name"] : names.slice(0, 1);
}

/** A value as a program writes it. */
export function literal(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  const object = asObject(value);
  if (!object) return JSON.stringify(value ?? null);
  const fields = Object.entries(object).map(
    ([name, field]) =>
      `${/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name)}: ${literal(field)}`,
  );
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}
