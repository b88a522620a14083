import { compareUse } from "./annotations.ts";
import type { DescribedOperation, Description } from "./description.ts";
import { isSame, Pair } from "./difference.ts";
import { compareOtherKeys } from "./extensions.ts";
import { asObject, type Json, type JsonObject } from "./json.ts";
import { proseOf } from "./keywords.ts";
import type { Documents } from "./operations.ts";
import { headerKeys, schemaIn } from "./parameters.ts";

/** Makes the pair of a part of an operation. */
type Part = (name: string) => Pair;

/** Compares what is sent. */
export function compareBodies(
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
    pair.addPart(isRequired ? "required-body-added" : "body-added", "", after);
  } else if (after === undefined) pair.add("body-removed", "", ["exists"]);
  else {
    if (!wasRequired && isRequired) pair.add("body-required", "", [], ["required"]);
    if (wasRequired && !isRequired) pair.add("body-optional", "", ["required"]);
    compareNodes(before, after, ["required", "content"], pair);
    compareContent(documents, before, after, "body", part);
  }
}

/** Compares what is received: each status with its bodies and headers. */
export function compareResponses(
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
    compareNodes(response, other, ["content", "headers"], pair);
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
    pair.addPart(isSuccess(status) ? success : "error-added", "", response);
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
      compareNodes(media, other, ["schema"], pair);
      documents.schemas.compare(media["schema"], other["schema"], pair);
    }
  }
  for (const [type, media] of after) {
    if (!before.has(type)) part(`${place} ${type}`).addPart("media-type-added", "", media);
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
    compareUse(header, other, pair, path);
    compareOtherKeys(header, other, pair, path, headerKeys);
    documents.schemas.compare(schemaIn(header), schemaIn(other), pair, path);
  }
  for (const [name, header] of after) pair.addPart("header-added", ` header ${name}`, header);
}

/** Compares the words, extension fields and unknown keys of two nodes. */
function compareNodes(base: JsonObject, head: JsonObject, known: string[], pair: Pair): void {
  if (proseOf(base) !== proseOf(head)) pair.add("prose-changed", "", [], [], "neither");
  compareOtherKeys(base, head, pair, "", known);
}
