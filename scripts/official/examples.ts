import { asObject, type Json, type JsonObject } from "interkit-generator/description/source";
import { lookUp, operationsOf } from "interkit-generator/description/walk";

/** An example of a response in an official file. */
export interface OfficialExample {
  /** Its name in corrections: `"GET /contacts/{} 200 successful"`. */
  readonly name: string;
  readonly route: string;
  readonly status: string;
  readonly value: Json;
}

/** The JSON examples of all responses in an official file. */
export function examplesOf(document: JsonObject): OfficialExample[] {
  return operationsOf(document).flatMap(({ method, path, node }) => {
    const route = `${method.toUpperCase()} ${withoutNames(path)}`;
    return Object.entries(asObject(node["responses"]) ?? {}).flatMap(([status, response]) =>
      examplesOfAnswer(document, response).map(([name, value]) => ({
        name: `${route} ${status} ${name}`,
        route,
        status,
        value,
      })),
    );
  });
}

function examplesOfAnswer(document: JsonObject, response: Json): [string, Json][] {
  const reference = asObject(response)?.["$ref"];
  const target = typeof reference === "string" ? lookUp(document, reference) : asObject(response);
  const media = asObject(asObject(target?.["content"])?.["application/json"]);
  const named = Object.entries(asObject(media?.["examples"]) ?? {});
  const examples = named.flatMap(([name, example]): [string, Json][] => {
    const value = asObject(example)?.["value"];
    return value === undefined ? [] : [[name, value]];
  });
  const single = media?.["example"];
  return single === undefined ? examples : [...examples, ["example", single]];
}

export function withoutNames(path: string): string {
  return path.replace(/\{[^}]+\}/g, "{}");
}
