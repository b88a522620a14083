import { compareUse } from "./annotations.ts";
import { type DescribedOperation, type Description, pathParameters } from "./description.ts";
import type { Pair } from "./difference.ts";
import { compareOtherKeys } from "./extensions.ts";
import { asObject, type Json, type JsonObject, show } from "./json.ts";
import { deprecationOf } from "./keywords.ts";
import type { Documents } from "./operations.ts";
import { viewOf } from "./view.ts";

export const headerKeys = [
  ...["required", "deprecated", "schema", "content"],
  ...["style", "explode", "allowReserved", "allowEmptyValue"],
];
const parameterKeys = [...headerKeys, "name", "in"];

/** Compares the parameters of an operation; those of the path by their position. */
export function compareParameters(
  documents: Documents,
  base: DescribedOperation,
  head: DescribedOperation,
  part: (name: string) => Pair,
): void {
  const before = keyed(base);
  const after = keyed(head);
  for (const [key, parameter] of before) {
    const pair = part(key);
    const other = after.get(key);
    if (other === undefined) {
      if (!key.startsWith("path ")) {
        pair.add("parameter-removed", "", ["exists", ...deprecationOf(parameter)]);
      }
      continue;
    }
    const [wasRequired, isRequired] = [isMandatory(parameter), isMandatory(other)];
    if (!wasRequired && isRequired) pair.add("parameter-required", "", [], ["required"]);
    if (wasRequired && !isRequired) pair.add("parameter-optional", "", ["required"]);
    compareWriting(documents, parameter, other, pair);
    compareUse(parameter, other, pair, "");
    compareOtherKeys(parameter, other, pair, "", parameterKeys);
    documents.schemas.compare(schemaIn(parameter), schemaIn(other), pair);
  }
  for (const [key, parameter] of after) {
    if (before.has(key) || key.startsWith("path ")) continue;
    const rule = isMandatory(parameter) ? "required-parameter-added" : "parameter-added";
    const says = isMandatory(parameter) ? ["exists", "required"] : ["exists"];
    part(key).addPart(rule, "", parameter, says);
  }
}

/** `query per_page`, `path #1`: the client sets the version header, which is left out. */
function keyed({ parameters, path }: DescribedOperation): Map<string, JsonObject> {
  const names = pathParameters(path);
  const entries = parameters.flatMap((parameter): [string, JsonObject][] => {
    const [name, place] = [String(parameter["name"]), String(parameter["in"])];
    const isHeader = place === "header";
    if (isHeader && /^intercom-version$/i.test(name)) return [];
    if (place === "path") return [[`path #${names.indexOf(name) + 1}`, parameter]];
    return [[`${place} ${isHeader ? name.toLowerCase() : name}`, parameter]];
  });
  return new Map(entries);
}

const isMandatory = (parameter: JsonObject) =>
  parameter["required"] === true && parameter["in"] !== "path";

function compareWriting(
  { base, head }: Documents,
  parameter: JsonObject,
  other: JsonObject,
  pair: Pair,
): void {
  const [before, after] = [writing(base, parameter), writing(head, other)];
  const only = (one: readonly string[], two: readonly string[]) =>
    one.filter((fact) => !two.includes(fact));
  const [gone, added] = [only(before, after), only(after, before)];
  if (gone.length + added.length > 0) pair.add("parameter-written", "", gone, added);
  const [was, is] = [parameter, other].map((one) => one["allowEmptyValue"] === true);
  const fact = ["allowEmptyValue true"];
  if (was && !is) pair.add("limit-tightened", "", fact, []);
  if (!was && is) pair.add("limit-loosened", "", [], fact);
}

/** How a parameter is written into the request. */
function writing(description: Description, parameter: JsonObject): string[] {
  const isForm = parameter["in"] === "query" || parameter["in"] === "cookie";
  const { style = isForm ? "form" : "simple" } = parameter;
  const { explode = style === "form", allowReserved = false } = parameter;
  const [type = "text"] = Object.keys(asObject(parameter["content"]) ?? {});
  const { types } = viewOf(description, schemaIn(parameter));
  const isScalar = types.size > 0 && !types.has("array") && !types.has("object");
  const ofLists = isScalar && (style === "form" || style === "simple");
  const facts = [`style ${show(style)}`, `reserved ${show(allowReserved)}`, type];
  return [...facts, ...(ofLists ? [] : [`explode ${show(explode)}`])].map((fact) =>
    fact.replaceAll('"', ""),
  );
}

/** The schema of a parameter or header, which may be that of a media type. */
export function schemaIn(parameter: JsonObject): Json | undefined {
  const [media] = Object.values(asObject(parameter["content"]) ?? {});
  return parameter["schema"] ?? asObject(media)?.["schema"];
}
