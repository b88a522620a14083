import { bundleOf, knownVersion, versions } from "./bundles.ts";
import { type Examination, examine, type SeenObject } from "./examine.ts";
import type { Exchange } from "./exchange.ts";
import { findOperation, findResponse, maskPath } from "./routes.ts";
import {
  asObject,
  itemsOf,
  type Json,
  type JsonObject,
  propertyOf,
  type Shape,
  shapesOf,
} from "./schemas.ts";

/** The result for a response, or the reason why it was not checked. */
export type CheckResult =
  | ({ readonly version: string } & Examination)
  | { readonly skipped: string };

/** Checks a response against the bundle of its version. */
export function checkExchange(exchange: Exchange, fallback: string | undefined): CheckResult {
  // A browser records status 0 for an aborted request, and 304 for a cached response.
  if (exchange.status < 200 || exchange.status === 304) return { skipped: "no response" };
  const named = exchange.version ?? fallback;
  if (named === undefined) {
    return { skipped: "neither the response nor the request names a version: give --version" };
  }
  const version = knownVersion(named);
  if (!version) return { skipped: `a version other than ${versions.join(", ")}` };
  const document = bundleOf(version);
  const found = findOperation(document, exchange.method, exchange.path);
  const path = maskPath(document, exchange.path);
  const place = `${found?.route ?? `${exchange.method.toUpperCase()} ${path}`} ${exchange.status}`;
  // A route that is refused agrees with a description that lacks it.
  if (!found && exchange.status < 400)
    return createContradiction(version, place, "no such operation");
  const answer = findResponse(document, found?.operation, exchange.status);
  if (answer.kind === "unknown") return createContradiction(version, place, "no such response");
  if (answer.kind === "other") return { skipped: "no JSON is described for the response" };
  if (exchange.body === undefined) return { skipped: "the recording has no body" };
  const body = parseBody(exchange.body, exchange);
  if ("problem" in body) return createContradiction(version, place, body.problem);
  if (exchange.at !== undefined) {
    return { version, ...checkPart(document, answer.schema, body.value, exchange.at, place) };
  }
  return { version, ...examine(document, answer.schema, body.value, place) };
}

function createContradiction(version: string, place: string, rule: string): CheckResult {
  return { version, contradictions: [{ place, rule }], unknown: [], objects: [] };
}

function parseBody(body: Json, { mediaType, at }: Exchange): { value: Json } | { problem: string } {
  if (body === "" && at === undefined) return { problem: "JSON, but no body" };
  if (mediaType !== undefined && !/^application\/([\w.-]+\+)?json\b/i.test(mediaType)) {
    return { problem: "JSON, but another media type" };
  }
  // A whole response may be recorded as its text; a part of a response is a value.
  if (typeof body !== "string" || at !== undefined) return { value: body };
  try {
    return { value: JSON.parse(body) as Json };
  } catch {
    return { problem: "JSON, but a body that is none" };
  }
}

/** Checks a part of a response, such as `/data/*` of a list, against its schema. */
function checkPart(
  document: JsonObject,
  schema: Json,
  value: Json,
  at: string,
  place: string,
): Examination {
  const steps = at.split("/").slice(1);
  const last = steps.at(-1) ?? "";
  let holders: Shape[] = [];
  let nodes: Json[] = [schema];
  for (const step of steps) {
    holders = nodes.flatMap((node) => shapesOf(document, node));
    nodes = holders.flatMap((shape) =>
      step === "*" ? (itemsOf(shape) ?? []) : (propertyOf(shape, step) ?? []),
    );
    // A name that the description does not have may be data of the workspace: it is not printed.
    if (nodes.length === 0) {
      return { contradictions: [{ place, rule: "no such part" }], unknown: [], objects: [] };
    }
    const named = holders.find(({ name }) => name !== undefined)?.name ?? place;
    place = step === "*" ? `${named}[]` : `${named}.${step}`;
  }
  const node = nodes.length > 1 ? { anyOf: nodes } : (nodes[0] as Json);
  const examination = examine(document, node, value, place);
  if (asObject(value) || last === "*") return examination;
  // A single value is a fact about the object that contains it.
  const holder = holders.find((shape) => propertyOf(shape, last));
  if (!holder) return examination;
  const object: SeenObject = {
    place: place.slice(0, place.lastIndexOf(".")),
    shape: holder,
    object: { [last]: value },
    partial: true,
  };
  return { ...examination, objects: [...examination.objects, object] };
}
