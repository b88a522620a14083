import type { Shown } from "../evidence/proven.ts";
import { bodiesOf, follow, listsOf } from "./lists.ts";
import { admitsNull, hasOneValue } from "./nulls.ts";
import type { Problem } from "./problems.ts";
import { originOf } from "./resolve.ts";
import { asObject, type Json, type JsonObject, type Source } from "./source.ts";
import { answersOf, operationsOf, type PlacedSchema } from "./walk.ts";

/** Reports properties of responses that are required and never null without evidence. */
export function checkCertain(
  source: Source,
  document: JsonObject,
  shown: Shown,
  problems: Problem[],
): void {
  for (const { place, schema, name, property } of uncertainIn(document, shown)) {
    const seen = shown.notAlways.get(schema)?.get(name);
    const required = `${place}.${name} is required and never null, but`;
    problems.push({
      position: source.positionOf(originOf(property)),
      ...(seen
        ? { mistake: `${required} evidence/ has it ${seen}`, fix: fixFor(seen) }
        : {
            mistake: `${required} nothing shows that it is always sent`,
            fix: "take it out of `required`, or add an entry to evidence/",
          }),
    });
  }
}

/** A property that was only seen as null may stay required and nullable; one that was absent may not. */
function fixFor(seen: string): string {
  const out = "take it out of `required`";
  return seen.startsWith("absent") ? out : `${out}, or let it be null`;
}

/** A property of a response that is required and never null. */
interface Certain extends PlacedSchema {
  readonly name: string;
  readonly property: JsonObject;
}

/**
 * The properties of responses that are required and never null, without evidence and without a rule
 * that makes them certain. Certain by rule are: the type and the id of a resource, the array of a
 * list, booleans and states, the times at which a stored resource was created and changed, and the
 * fields that the request to create it requires.
 */
function uncertainIn(document: JsonObject, { always }: Shown): Certain[] {
  const lists = listsOf(document);
  const given = givenIn(document);
  const isCertain = ({ place, schema, name, property }: Certain): boolean =>
    isKey(place, schema, name) ||
    hasOneValue(property) ||
    lists.has(property) ||
    isCursor(place, name) ||
    isState(document, name, property) ||
    isTimeOfStored(schema, name) ||
    given.get(schema)?.has(name) === true ||
    always.get(schema)?.has(name) === true;
  return certainIn(document).filter((place) => !isCertain(place));
}

/** The properties that the description requires and that are never null. */
function certainIn(document: JsonObject): Certain[] {
  const placed = [...answersOf(document)].filter(({ standalone }) => !standalone);
  return placed.flatMap((answer) =>
    ((answer.schema["required"] ?? []) as string[]).flatMap((name) => {
      const property = asObject(asObject(answer.schema["properties"])?.[name]);
      return property && !mayBeNull(document, property) ? [{ ...answer, name, property }] : [];
    }),
  );
}

function mayBeNull(document: JsonObject, property: JsonObject): boolean {
  return admitsNull(property) || admitsNull(follow(document, property) ?? property);
}

/**
 * The type and the id of a resource: `type`, `object` and `id`; in an object without an id, the id of
 * its subject, such as `side_conversation_id` of `SideConversationSummary`.
 */
function isKey(place: string, schema: JsonObject, name: string): boolean {
  if (name === "type" || name === "object" || name === "id") return true;
  if ("id" in (asObject(schema["properties"]) ?? {})) return false;
  const subject = name.replace(/_(id|identifier)$/, "");
  if (subject === name) return false;
  return subject === "job" || place.toLowerCase().includes(subject.replaceAll("_", ""));
}

/** Where the next page starts: without it, there is no `next`. */
function isCursor(place: string, name: string): boolean {
  return name === "starting_after" && place.endsWith(".next");
}

/** A boolean, and the word for the state of a resource: there is always one. */
function isState(document: JsonObject, name: string, property: JsonObject): boolean {
  const type = follow(document, property)?.["type"];
  return type === "boolean" || name === "state" || name === "status";
}

/** The times at which a resource with an id was created and changed. */
function isTimeOfStored(schema: JsonObject, name: string): boolean {
  const stored = "id" in (asObject(schema["properties"]) ?? {});
  return stored && (name === "created_at" || name === "updated_at");
}

/**
 * The fields that a request to create a resource requires, by the schemas of that resource: those in
 * the responses of the operation, and of the operations that list, read and change the resource.
 */
function givenIn(document: JsonObject): Map<JsonObject, Set<string>> {
  const operations = operationsOf(document);
  const given = new Map<JsonObject, Set<string>>();
  for (const { method, path, node } of operations) {
    const names = method === "post" ? requiredOfBody(document, node) : [];
    if (names.length === 0) continue;
    const related = operations.filter(
      (other) => other.path === path || other.path.replace(/\/\{\w+\}$/, "") === path,
    );
    for (const schema of related.flatMap((other) => shownBy(document, other.node))) {
      given.set(schema, new Set([...(given.get(schema) ?? []), ...names]));
    }
  }
  return given;
}

function requiredOfBody(document: JsonObject, operation: JsonObject): string[] {
  const content = asObject(follow(document, operation["requestBody"])?.["content"]) ?? {};
  return Object.values(content).flatMap((media) =>
    partsOf(document, asObject(media)?.["schema"]).flatMap((schema) =>
      ((schema["required"] ?? []) as string[]).filter((name) => {
        const property = asObject(asObject(schema["properties"])?.[name]);
        return property !== undefined && !mayBeNull(document, property);
      }),
    ),
  );
}

/** The schemas of the resources in a response: its own, and those of the items of a list. */
function shownBy(document: JsonObject, operation: JsonObject): JsonObject[] {
  const bodies = bodiesOf(document, operation).flatMap((body) => partsOf(document, body));
  const items = asObject(operation["x-pagination"])?.["items"];
  if (typeof items !== "string") return bodies;
  return bodies.flatMap((body) => {
    let current: JsonObject | undefined = body;
    for (const key of items.split(".")) {
      current = follow(document, asObject(current?.["properties"])?.[key]);
    }
    return partsOf(document, current?.["items"]);
  });
}

/** A schema and what it is composed of. */
function partsOf(document: JsonObject, node: Json | undefined): JsonObject[] {
  const schema = follow(document, node);
  if (!schema) return [];
  const members = (schema["allOf"] ?? []) as Json[];
  return [schema, ...members.flatMap((member) => partsOf(document, member))];
}
