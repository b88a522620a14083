import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { asObject, type Json, type JsonObject } from "interkit-generator/description/source";
import { operationsOf } from "interkit-generator/description/walk";
import { withoutNames } from "./examples.ts";

/** Returns what is wrong with a response body, or nothing. */
export type AnswerCheck = (route: string, status: string, body: Json) => string | undefined;

/**
 * Checks bodies against the responses that a bundle describes. Formats are not checked: the official
 * files use several of them in their own way.
 */
export function answerCheck(document: JsonObject): AnswerCheck {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema({ ...document, $id: "bundle:" }, "bundle:");
  const pointers = new Map<string, string>();
  for (const { method, path, node } of operationsOf(document)) {
    for (const [status, response] of Object.entries(asObject(node["responses"]) ?? {})) {
      const pointer = schemaPointer(document, path, method, status, response);
      if (pointer) pointers.set(`${method.toUpperCase()} ${withoutNames(path)} ${status}`, pointer);
    }
  }
  const compiled = new Map<string, ValidateFunction>();

  return (route, status, body) => {
    const key = `${route} ${status}`;
    const pointer = pointers.get(key);
    if (!pointer) return "the answer has no JSON schema";
    let validate = compiled.get(key);
    if (!validate) {
      validate = ajv.compile({ $ref: `bundle:#${pointer}` });
      compiled.set(key, validate);
    }
    if (validate(body)) return undefined;
    return (validate.errors ?? [])
      .slice(0, 3)
      .map(({ instancePath, message, params }) => {
        const allowed = params["allowedValues"] ? ` (${params["allowedValues"].join(", ")})` : "";
        return `${instancePath || "/"} ${message}${allowed}`;
      })
      .join("; ");
  };
}

function schemaPointer(
  document: JsonObject,
  path: string,
  method: string,
  status: string,
  response: Json,
): string | undefined {
  const reference = asObject(response)?.["$ref"];
  const own = `/paths/${pointerSegment(path)}/${method}/responses/${status}`;
  const holder = typeof reference === "string" ? reference.slice(1) : own;
  const name = typeof reference === "string" ? reference.split("/").at(-1) : undefined;
  const target = name
    ? asObject(asObject(asObject(document["components"])?.["responses"])?.[name])
    : asObject(response);
  const media = asObject(asObject(target?.["content"])?.["application/json"]);
  return media?.["schema"] ? `${holder}/content/application~1json/schema` : undefined;
}

const pointerSegment = (segment: string): string => {
  // A pointer inside a URI: braces and the like are percent-encoded as well.
  return encodeURIComponent(segment.replaceAll("~", "~0").replaceAll("/", "~1"));
};
