import { asObject, type Json, type JsonObject, lookUp } from "./schemas.ts";

/** An operation of a bundle, as a request meets it. */
export interface Found {
  /** `"GET /contacts/{contact_id}"` */
  readonly route: string;
  readonly operation: JsonObject;
}

/** The operation that a request is for; of two, the one that names more of the path. */
export function findOperation(
  document: JsonObject,
  method: string,
  path: string,
): Found | undefined {
  const asked = path.replace(/\/+$/, "").split("/");
  let best: (Found & { named: number }) | undefined;
  for (const [template, item] of Object.entries(asObject(document["paths"]) ?? {})) {
    const operation = asObject(asObject(item)?.[method.toLowerCase()]);
    const steps = template.split("/");
    if (!operation || steps.length !== asked.length) continue;
    const fits = steps.every(
      (step, index) => step === asked[index] || isParameter(step, asked[index]),
    );
    if (!fits) continue;
    const named = steps.filter((step) => !step.startsWith("{")).length;
    if (!best || named > best.named) {
      best = { route: `${method.toUpperCase()} ${template}`, operation, named };
    }
  }
  return best;
}

const isParameter = (step: string, asked: string | undefined): boolean =>
  step.startsWith("{") && asked !== "" && asked !== undefined;

/** A path without what may be somebody's data: only steps that the API itself has stay. */
export function knownSteps(document: JsonObject, path: string): string {
  const templates = Object.keys(asObject(document["paths"]) ?? {});
  const own = new Set(templates.flatMap((template) => template.split("/")));
  const steps = path.split("/").map((step) => (own.has(step) ? step : "*"));
  return steps.join("/");
}

/** What a bundle says of an answer. */
export type Described =
  | { readonly kind: "json"; readonly schema: Json }
  /** Another media type, or no body at all. */
  | { readonly kind: "other" }
  | { readonly kind: "unknown" };

/** What is described for a status. An error that is not listed still is an error of the API. */
export function answerOf(
  document: JsonObject,
  operation: JsonObject | undefined,
  status: number,
): Described {
  const responses = asObject(operation?.["responses"]) ?? {};
  const anyError = asObject(asObject(document["components"])?.["responses"])?.["Unauthorized"];
  const response = follow(
    document,
    responses[String(status)] ?? (status >= 400 ? anyError : undefined),
  );
  if (!response) return { kind: "unknown" };
  const schema = asObject(asObject(response["content"])?.["application/json"])?.["schema"];
  return schema === undefined ? { kind: "other" } : { kind: "json", schema };
}

function follow(document: JsonObject, node: Json | undefined): JsonObject | undefined {
  const reference = asObject(node)?.["$ref"];
  return typeof reference === "string" ? lookUp(document, reference) : asObject(node);
}
