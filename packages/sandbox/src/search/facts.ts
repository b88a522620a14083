import type { SearchFacts } from "../description/openapi.ts";
import { daysIn, utcDays } from "./days.ts";
import type { Field, FieldValue, Reader, Readers } from "./fields.ts";

/** Finds a field by its name; `undefined` when the search has no such field. */
export type Fields<T> = (name: string) => Field<T> | undefined;

/** A custom attribute of the workspace. */
export interface Attribute<T> {
  readonly read: Reader<T>["read"];
  /** Whether its type is date, which some searches compare by the day. */
  readonly isDate?: boolean;
}

/** Finds the custom attribute for the `{name}` in the name of a field. */
export type Attributes<T> = (name: string) => Attribute<T> | undefined;

/**
 * The fields that the description declares for a search. The value of a field is at the path of its
 * name, unless there is a reader for it. A search that compares times by the day uses the days of the
 * time zone; dates of other searches are days in UTC.
 */
export function fieldsFrom<T>(
  facts: SearchFacts,
  readers: Readers<T>,
  attributes: Attributes<T>,
  timeZone = "Etc/UTC",
): Fields<T> {
  const [pattern, any] = Object.entries(facts.fields).find(([name]) => name.endsWith("}")) ?? [];
  const prefix = pattern?.slice(0, pattern.indexOf("{"));
  return (name) => {
    const known = Object.hasOwn(facts.fields, name) ? facts.fields[name] : undefined;
    if (known && name !== pattern) {
      return {
        ...fieldTypeFacts(facts, known.type, timeZone),
        ...(readers(name) ?? { read: readAtPath(name) }),
      };
    }
    if (!any || prefix === undefined || !name.startsWith(prefix)) return undefined;
    const rest = name.slice(prefix.length);
    const attribute = rest === "" ? undefined : attributes(rest);
    if (!attribute) return undefined;
    const isDate = attribute.isDate === true && facts.operators.date !== undefined;
    const type = isDate ? "date" : any.type;
    return { ...fieldTypeFacts(facts, type, timeZone), read: attribute.read };
  };
}

type Type = SearchFacts["fields"][string]["type"];

function fieldTypeFacts(
  facts: SearchFacts,
  type: Type,
  timeZone: string,
): Omit<Field<unknown>, "read"> {
  const operators = facts.operators[type] ?? [];
  if (facts.times === "day") return { type, operators, days: daysIn(timeZone) };
  return { type, operators, days: type === "date" ? utcDays : undefined };
}

function readAtPath(path: string): Reader<unknown>["read"] {
  const names = path.split(".");
  return (thing) =>
    scalars(
      names.reduce<unknown>(
        (node, name) => (node as Record<string, unknown> | null)?.[name],
        thing,
      ),
    );
}

/** The comparable values of a value: itself, the items of a list, nothing for an object. */
export function scalars(value: unknown): FieldValue | readonly FieldValue[] {
  return Array.isArray(value) ? value.map(scalar) : scalar(value);
}

function scalar(value: unknown): FieldValue {
  return typeof value === "object" ? undefined : (value as FieldValue);
}
