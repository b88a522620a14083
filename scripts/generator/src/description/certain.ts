import type { Shown } from "../evidence/proven.ts";
import { bodiesOf, follow, listsOf } from "./lists.ts";
import { admitsNull, hasOneValue } from "./nulls.ts";
import type { Problem } from "./problems.ts";
import { originOf } from "./resolve.ts";
import { asObject, type Json, type JsonObject, type Source } from "./source.ts";
import { answersOf, operationsOf, type PlacedSchema } from "./walk.ts";

/** Reports what answers are said to always have, never null, though nothing shows it. */
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
            fix: "take it out of `required`, or write into evidence/ who saw it",
          }),
    });
  }
}

/** What was seen null alone may stay required, as null; what was missing may not. */
function fixFor(seen: string): string {
  const out = "take it out of `required`";
  return seen.startsWith("absent") ? out : `${out}, or let it be null`;
}

/** A property that answers are said to always have, never null. */
interface Certain extends PlacedSchema {
  readonly name: string;
  readonly property: JsonObject;
}

/**
 * The properties of answers that are required and never null, and neither proven nor certain of
 * themselves. Certain of themselves are: what a thing is and which one, what makes a list a list,
 * yes or no and the state a thing is in, when a stored thing was made and changed, and what a
 * request has to say so that there is the thing at all.
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

/** What the description says is always there and never null. */
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
 * What a thing is, and which one: `type`, `object` and `id`; in an object without an id, the key of
 * what it is about, as `side_conversation_id` of `SideConversationSummary`.
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

/** Yes or no, and the word for the state that a thing is in: there is always one. */
function isState(document: JsonObject, name: string, property: JsonObject): boolean {
  const type = follow(document, property)?.["type"];
  return type === "boolean" || name === "state" || name === "status";
}

/** When a thing with an id was made and changed. */
function isTimeOfStored(schema: JsonObject, name: string): boolean {
  const stored = "id" in (asObject(schema["properties"]) ?? {});
  return stored && (name === "created_at" || name === "updated_at");
}

/**
 * What a request has to say to make a thing, by the schemas that show the thing: the answers of the
 * operation, and those of the operations that list, read and change what it makes.
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

/** The schemas of the things in an answer: its own, and those of the items of a list. */
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
