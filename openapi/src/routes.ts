import { asObject, type Json, type JsonObject, lookUp } from "./schemas.ts";

/** An operation of a bundle, with its route. */
export interface FoundOperation {
  /** `"GET /contacts/{contact_id}"` */
  readonly route: string;
  readonly operation: JsonObject;
}

/** Finds the operation of a request; of two, the one with more literal segments in its path. */
export function findOperation(
  document: JsonObject,
  method: string,
  path: string,
): FoundOperation | undefined {
  const segments = path.replace(/\/+$/, "").split("/");
  let best: (FoundOperation & { named: number }) | undefined;
  for (const [template, item] of Object.entries(asObject(document["paths"]) ?? {})) {
    const operation = asObject(asObject(item)?.[method.toLowerCase()]);
    const steps = template.split("/");
    if (!operation || steps.length !== segments.length) continue;
    const fits = steps.every(
      (step, index) => step === segments[index] || isParameter(step, segments[index]),
    );
    if (!fits) continue;
    const named = steps.filter((step) => !step.startsWith("{")).length;
    if (!best || named > best.named) {
      best = { route: `${method.toUpperCase()} ${template}`, operation, named };
    }
  }
  return best;
}

const isParameter = (step: string, segments: string | undefined): boolean =>
  step.startsWith("{") && segments !== "" && segments !== undefined;

/** Masks the segments of a path that may be data of a workspace: only segments of the API stay. */
export function maskPath(document: JsonObject, path: string): string {
  const templates = Object.keys(asObject(document["paths"]) ?? {});
  const own = new Set(templates.flatMap((template) => template.split("/")));
  const steps = path.split("/").map((step) => (own.has(step) ? step : "*"));
  return steps.join("/");
}

/** The description of a response in a bundle. */
export type DescribedResponse =
  | { readonly kind: "json"; readonly schema: Json }
  /** Another media type, or no body at all. */
  | { readonly kind: "other" }
  | { readonly kind: "unknown" };

/** Finds the description for a status. An error status that is not listed has the general error. */
export function findResponse(
  document: JsonObject,
  operation: JsonObject | undefined,
  status: number,
): DescribedResponse {
  const responses = asObject(operation?.["responses"]) ?? {};
  const anyError = asObject(asObject(document["components"])?.["responses"])?.["Unauthorized"];
  const response = resolveReference(
    document,
    responses[String(status)] ?? (status >= 400 ? anyError : undefined),
  );
  if (!response) return { kind: "unknown" };
  const schema = asObject(asObject(response["content"])?.["application/json"])?.["schema"];
  return schema === undefined ? { kind: "other" } : { kind: "json", schema };
}

function resolveReference(document: JsonObject, node: Json | undefined): JsonObject | undefined {
  const reference = asObject(node)?.["$ref"];
  return typeof reference === "string" ? lookUp(document, reference) : asObject(node);
}
