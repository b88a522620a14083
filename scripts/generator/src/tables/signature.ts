import type { Facts } from "./facts.ts";
import type { Method } from "./methods.ts";
import type { TypeNames } from "./type-names.ts";

/**
 * The parameters and the result of a method: path parameters in path order, then one payload, then
 * options. The kind of payload is the same in all versions; its type is that of this version.
 */
export function signatureOf(method: Method, facts: Facts, types: TypeNames): string {
  const parameters = method.pathParameters.map(
    ({ name, numeric }) => `${name}: ${numeric ? "string | number" : "string"}`,
  );
  const payload = payloadOf(method, facts, types);
  if (payload) parameters.push(payload);
  parameters.push(optionsOf(method, facts, types));
  return `(${parameters.join(", ")}): ${resultOf(method, types)}`;
}

function payloadOf(method: Method, { input }: Facts, types: TypeNames): string | undefined {
  if (input === "none") return undefined;
  if (input === "body") {
    if (!method.body) return "body?: NoInput";
    const required = method.body["required"] === true;
    return `body${required ? "" : "?"}: ${types.body(method)}`;
  }
  if (method.queryParameters.length === 0) return "query?: NoInput";
  return `query${requiresQuery(method) ? "" : "?"}: ${types.query(method)}`;
}

/** A query beside a body travels in the options. */
function optionsOf(method: Method, { input }: Facts, types: TypeNames): string {
  const options = method.list ? "ListOptions" : "CallOptions";
  if (input !== "body" || method.queryParameters.length === 0) return `options?: ${options}`;
  const query = types.query(method);
  const parameters = method.list ? `${query}, ${options}` : query;
  return requiresQuery(method)
    ? `options: RequiredQueryOptions<${parameters}>`
    : `options?: QueryOptions<${parameters}>`;
}

function requiresQuery({ queryParameters }: Method): boolean {
  return queryParameters.some(({ required }) => required);
}

function resultOf(method: Method, types: TypeNames): string {
  const answer = types.answer(method);
  if (method.list) {
    const list = method.operation["x-search"] === undefined ? "LazyList" : "SearchList";
    return `${list}<${types.item(method, answer)}, ${answer}>`;
  }
  if (answer === "ReadableStream<Uint8Array>") return "Download";
  // A repeated deletion that finds nothing succeeds, and no response describes the object.
  const isDeletion = method.route.startsWith("DELETE ") && answer !== "void";
  return isDeletion ? `Call<${answer} | undefined>` : `Call<${answer}>`;
}
