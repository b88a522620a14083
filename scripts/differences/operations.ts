import { type DescribedOperation, type Description, pathShape } from "./description.ts";
import { type Direction, isSame, Pair } from "./difference.ts";
import { compareExtensions } from "./extensions.ts";
import { asObject, type Json, type JsonObject } from "./json.ts";
import { proseOf } from "./keywords.ts";
import { compareParameters } from "./parameters.ts";
import type { SchemaComparison } from "./schemas.ts";
import { compareSecurity } from "./security.ts";

/** The two documents, and the schemas in them. */
export interface Documents {
  readonly base: Description;
  readonly head: Description;
  readonly schemas: SchemaComparison;
}

/** Who sends the body of a request: the user, or the API, which sends webhooks. */
export interface Senders {
  readonly ofRequest: Direction;
  readonly ofResponse: Direction;
}

/** The operations of two descriptions that correspond to each other. */
export interface OperationPairs {
  readonly pairs: readonly (readonly [DescribedOperation, DescribedOperation])[];
  readonly removed: readonly DescribedOperation[];
  readonly added: readonly DescribedOperation[];
}

/** Finds which operations correspond: by route, then by form of the route, then by operationId. */
export function pairOperations(
  base: readonly DescribedOperation[],
  head: readonly DescribedOperation[],
): OperationPairs {
  const pairs: [DescribedOperation, DescribedOperation][] = [];
  let [removed, added] = [[...base], [...head]];
  const keys = [
    ({ route }: DescribedOperation) => route,
    ({ method, path }: DescribedOperation) => `${method} ${pathShape(path)}`,
    ({ id }: DescribedOperation) => id,
  ];
  for (const key of keys) {
    const byKey = new Map(added.map((one) => [key(one), one]));
    removed = removed.filter((from) => {
      const to = byKey.get(key(from));
      if (to === undefined || key(from) === undefined) return true;
      byKey.delete(key(from));
      pairs.push([from, to]);
      return false;
    });
    const taken = new Set(pairs.map(([, to]) => to));
    added = added.filter((one) => !taken.has(one));
  }
  return { pairs, removed, added };
}

/** Compares an operation with its counterpart; returns a pair for each part of it. */
export function compareOperation(
  documents: Documents,
  base: DescribedOperation,
  head: DescribedOperation,
  senders: Senders,
): Pair[] {
  const { route } = base;
  const parts: Pair[] = [];
  const part = (name: string, direction: Direction) => {
    const pair = new Pair(name === "" ? route : `${route} ${name}`, route, direction);
    parts.push(pair);
    return pair;
  };
  const whole = part("", "neither");
  compareIdentity(base, head, whole);
  if (proseOf(base.node) !== proseOf(head.node)) whole.add("prose-changed", "");
  const isDeprecated = (one: DescribedOperation) => one.node["deprecated"] === true;
  if (!isDeprecated(base) && isDeprecated(head)) whole.add("deprecated", "", [], ["deprecated"]);
  if (isDeprecated(base) && !isDeprecated(head)) {
    whole.add("deprecation-withdrawn", "", ["deprecated"]);
  }
  compareSecurity(documents, base.node, head.node, whole);
  compareExtensions(base.node, head.node, whole);
  compareParameters(documents, base, head, (name) => part(name, senders.ofRequest));
  compareBodies(documents, base, head, (name) => part(name, senders.ofRequest));
  compareResponses(documents, base, head, (name) => part(name, senders.ofResponse));
  return parts;
}

function compareIdentity(base: DescribedOperation, head: DescribedOperation, pair: Pair): void {
  if (base.method !== head.method || pathShape(base.path) !== pathShape(head.path)) {
    pair.add("operation-route-changed", "", [base.route], [head.route]);
  } else {
    const names = ({ path }: DescribedOperation) =>
      [...path.matchAll(/\{([^}]*)\}/g)].map(([, name = ""]) => name);
    const after = names(head);
    for (const [index, name] of names(base).entries()) {
      const other = after[index] ?? "";
      if (name !== other) pair.add("path-parameter-renamed", "", [name], [other]);
    }
  }
  if (base.id === head.id) return;
  const rule = base.id === undefined ? "operation-named" : "operation-moved";
  pair.add(
    rule,
    "",
    base.id === undefined ? [] : [base.id],
    head.id === undefined ? [] : [head.id],
  );
}

type Part = (name: string) => Pair;

function compareBodies(
  documents: Documents,
  base: DescribedOperation,
  head: DescribedOperation,
  part: Part,
): void {
  const before = documents.base.follow(base.node["requestBody"]);
  const after = documents.head.follow(head.node["requestBody"]);
  const pair = part("body");
  const [wasRequired, isRequired] = [before, after].map((body) => body?.["required"] === true);
  if (before === undefined && after === undefined) return;
  if (before === undefined) {
    pair.add(isRequired ? "required-body-added" : "body-added", "", [], ["exists"]);
  } else if (after === undefined) pair.add("body-removed", "", ["exists"]);
  else {
    if (!wasRequired && isRequired) pair.add("body-required", "", [], ["required"]);
    if (wasRequired && !isRequired) pair.add("body-optional", "", ["required"]);
    if (proseOf(before) !== proseOf(after)) pair.add("prose-changed", "", [], [], "neither");
    compareContent(documents, before, after, "body", part);
  }
}

function compareResponses(
  documents: Documents,
  base: DescribedOperation,
  head: DescribedOperation,
  part: Part,
): void {
  const before = responsesOf(documents.base, base);
  const after = responsesOf(documents.head, head);
  for (const [status, response] of before) {
    const other = after.get(status);
    const pair = part(status);
    if (other === undefined) {
      pair.add(isSuccess(status) ? "success-removed" : "error-removed", "", ["exists"]);
      continue;
    }
    if (proseOf(response) !== proseOf(other)) pair.add("prose-changed", "", [], [], "neither");
    compareContent(documents, response, other, status, part);
    compareHeaders(documents, response, other, pair);
  }
  for (const [status, response] of after) {
    if (before.has(status)) continue;
    const pair = part(status);
    const isKnown = [...before].some(
      ([other, known]) => isSuccess(other) && hasSameBody(documents, known, response),
    );
    const success = isKnown ? "same-success-added" : "success-added";
    pair.add(isSuccess(status) ? success : "error-added", "", [], ["exists"]);
  }
}

/** Whether two bodies have the same types. */
function hasSameBody(documents: Documents, base: JsonObject, head: JsonObject): boolean {
  const trials: Pair[] = [];
  compareContent(documents, base, head, "", () => {
    const trial = new Pair("", undefined, "response");
    trials.push(trial);
    return trial;
  });
  return isSame(trials);
}

const isSuccess = (status: string) => status.startsWith("2");

function responsesOf(description: Description, { node }: DescribedOperation) {
  const all = Object.entries(asObject(node["responses"]) ?? {});
  return new Map(
    all.flatMap(([status, response]): [string, JsonObject][] =>
      status.startsWith("x-") ? [] : [[status.toUpperCase(), description.follow(response) ?? {}]],
    ),
  );
}

function compareContent(
  documents: Documents,
  base: JsonObject,
  head: JsonObject,
  place: string,
  part: Part,
): void {
  const [before, after] = [contentOf(base), contentOf(head)];
  for (const [type, media] of before) {
    const pair = part(`${place} ${type}`);
    const other = after.get(type);
    if (other === undefined) pair.add("media-type-removed", "", ["exists"]);
    else {
      if (proseOf(media) !== proseOf(other)) pair.add("prose-changed", "", [], [], "neither");
      documents.schemas.compare(media["schema"], other["schema"], pair);
    }
  }
  for (const type of after.keys()) {
    if (!before.has(type)) part(`${place} ${type}`).add("media-type-added", "", [], ["exists"]);
  }
}

/** The media types of a body, without their parameters. */
function contentOf(node: JsonObject): Map<string, JsonObject> {
  const entries = Object.entries(asObject(node["content"]) ?? {});
  return new Map(
    entries.map(([type, media]: [string, Json]) => [
      (type.split(";")[0] ?? "").trim().toLowerCase(),
      asObject(media) ?? {},
    ]),
  );
}

function compareHeaders(
  documents: Documents,
  base: JsonObject,
  head: JsonObject,
  pair: Pair,
): void {
  const headers = (description: Description, response: JsonObject) =>
    new Map(
      Object.entries(asObject(response["headers"]) ?? {}).map(([name, header]) => [
        name.toLowerCase(),
        description.follow(header) ?? {},
      ]),
    );
  const after = headers(documents.head, head);
  for (const [name, header] of headers(documents.base, base)) {
    const other = after.get(name);
    after.delete(name);
    const path = ` header ${name}`;
    if (other === undefined) {
      pair.add("header-removed", path, ["exists"]);
      continue;
    }
    const [wasRequired, isRequired] = [header, other].map((one) => one["required"] === true);
    if (wasRequired && !isRequired) pair.add("header-optional", path, ["required"]);
    if (!wasRequired && isRequired) pair.add("header-required", path, [], ["required"]);
    documents.schemas.compare(header["schema"], other["schema"], pair, path);
  }
  for (const name of after.keys()) pair.add("header-added", ` header ${name}`, [], ["exists"]);
}
