import { bundleOf, knownVersion, versions } from "./bundles.ts";
import { type Examination, examine, type SeenObject } from "./examine.ts";
import type { Exchange } from "./exchange.ts";
import { answerOf, findOperation, knownSteps } from "./routes.ts";
import {
  asObject,
  itemsOf,
  type Json,
  type JsonObject,
  propertyOf,
  type Shape,
  shapesOf,
} from "./schemas.ts";

/** What an answer shows, or why it was not held against anything. */
export type Judgement =
  | ({ readonly version: string } & Examination)
  | { readonly notJudged: string };

/** Holds an answer against the bundle of its version. */
export function judge(exchange: Exchange, fallback: string | undefined): Judgement {
  // A browser notes 0 for a call that was stopped, and 304 for what it had before.
  if (exchange.status < 200 || exchange.status === 304) return { notJudged: "no answer came" };
  const named = exchange.version ?? fallback;
  if (named === undefined) {
    return { notJudged: "neither the answer nor the request names a version: give --version" };
  }
  const version = knownVersion(named);
  if (!version) return { notJudged: `a version other than ${versions.join(", ")}` };
  const document = bundleOf(version);
  const found = findOperation(document, exchange.method, exchange.path);
  const path = knownSteps(document, exchange.path);
  const place = `${found?.route ?? `${exchange.method.toUpperCase()} ${path}`} ${exchange.status}`;
  // A route that is refused agrees with a description that lacks it.
  if (!found && exchange.status < 400) return contradiction(version, place, "no such operation");
  const answer = answerOf(document, found?.operation, exchange.status);
  if (answer.kind === "unknown") return contradiction(version, place, "no such answer");
  if (answer.kind === "other") return { notJudged: "no JSON is described for the answer" };
  if (exchange.body === undefined) return { notJudged: "the recording has no body" };
  const body = bodyOf(exchange.body, exchange);
  if ("problem" in body) return contradiction(version, place, body.problem);
  if (exchange.at !== undefined) {
    return { version, ...examinePart(document, answer.schema, body.value, exchange.at, place) };
  }
  return { version, ...examine(document, answer.schema, body.value, place) };
}

function contradiction(version: string, place: string, rule: string): Judgement {
  return { version, contradictions: [{ place, rule }], unknown: [], objects: [] };
}

function bodyOf(body: Json, { mediaType, at }: Exchange): { value: Json } | { problem: string } {
  if (body === "" && at === undefined) return { problem: "JSON, but no body" };
  if (mediaType !== undefined && !/^application\/([\w.-]+\+)?json\b/i.test(mediaType)) {
    return { problem: "JSON, but another media type" };
  }
  // A whole answer may stand as its text; a part of one is a value.
  if (typeof body !== "string" || at !== undefined) return { value: body };
  try {
    return { value: JSON.parse(body) as Json };
  } catch {
    return { problem: "JSON, but a body that is none" };
  }
}

/** Holds a part of an answer, such as `/data/*` of a list, against what is described for it. */
function examinePart(
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
    // A step that the description lacks may be anything: it is not shown.
    if (nodes.length === 0) {
      return { contradictions: [{ place, rule: "no such part" }], unknown: [], objects: [] };
    }
    const named = holders.find(({ name }) => name !== undefined)?.name ?? place;
    place = step === "*" ? `${named}[]` : `${named}.${step}`;
  }
  const node = nodes.length > 1 ? { anyOf: nodes } : (nodes[0] as Json);
  const examination = examine(document, node, value, place);
  if (asObject(value) || last === "*") return examination;
  // A single value tells of the object that holds it.
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
