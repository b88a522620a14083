import type { JsonObject } from "interkit-generator/description/source";
import { placeName } from "../../differences/changes.ts";
import { Description } from "../../differences/description.ts";
import { asObject, type Json } from "../../differences/json.ts";
import { pairOperations } from "../../differences/operations.ts";
import { reachedSchemas } from "../../differences/reached.ts";
import { targetOf } from "../../differences/target.ts";
import { viewOf } from "../../differences/view.ts";

/** Finds the other names of a place: `Conversation.author.id` is `Author.id` as well. */
export class FindingPlaces {
  readonly #base: Description;
  /** The types of removed operations alone, which go with these. */
  readonly #removed: ReadonlySet<string>;

  constructor(base: JsonObject, head: JsonObject) {
    this.#base = new Description(base);
    const { operations } = this.#base;
    const { removed } = pairOperations(operations, new Description(head).operations);
    const others = operations.filter((one) => !removed.includes(one));
    const kept = reachedSchemas(this.#base, others);
    const gone = [...reachedSchemas(this.#base, removed)].filter((name) => !kept.has(name));
    this.#removed = new Set(gone);
  }

  /** Whether a place is in a type that only removed operations use. */
  isOfRemoved(place: string): boolean {
    return this.#removed.has(place.split(/[.[{<]/)[0] ?? "");
  }

  /** The names of a place, that of the compiler first. */
  namesOf(place: string): string[] {
    const start = this.#startOf(place);
    const names = [placeName(place)];
    let [node, rest] = start ?? [undefined, ""];
    while (node !== undefined) {
      const name = targetOf(this.#base, node)?.name;
      if (name !== undefined) names.push(name + rest);
      const [step] = /^(\.[^.[{<]+|\[\]|\{\*\})/.exec(rest) ?? [];
      if (step === undefined) break;
      node = this.#within(node, step);
      rest = rest.slice(step.length);
    }
    return [...new Set(names)];
  }

  /** The schema that a place begins with, and the steps from there. */
  #startOf(place: string): [node: Json, rest: string] | undefined {
    const [schema = ""] = place.split(/[.[{<]/);
    const named = this.#base.schemas[schema];
    if (named !== undefined) return [named, place.slice(schema.length)];
    for (const { route, node } of this.#base.operations) {
      if (!place.startsWith(`${route} `)) continue;
      for (const [part, body] of this.#bodiesOf(node)) {
        const start = `${route} ${part}`;
        if (place.startsWith(start)) return [body, place.slice(start.length)];
      }
    }
    return undefined;
  }

  /** `200 application/json` and `body application/json`, each with its schema. */
  #bodiesOf({ requestBody, responses }: JsonObject): [string, Json][] {
    const parts = Object.entries({ body: requestBody, ...asObject(responses) });
    return parts.flatMap(([name, part]) => {
      const content = asObject(this.#base.follow(part)?.["content"]) ?? {};
      return Object.entries(content).flatMap(([media, node]): [string, Json][] => {
        const schema = asObject(node)?.["schema"];
        return schema === undefined ? [] : [[`${name} ${media}`, schema]];
      });
    });
  }

  #within(node: Json, step: string): Json | undefined {
    const { properties, items, additional } = viewOf(this.#base, node);
    if (step === "[]") return items;
    if (step === "{*}") return additional === "forbidden" ? undefined : additional;
    return properties.get(step.slice(1));
  }
}
