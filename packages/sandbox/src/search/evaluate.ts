import { type Field, type FieldValue, isMoment, type Operator } from "./fields.ts";
import type { Comparison, Filter } from "./parse.ts";

/** Returns a function that tests whether a record matches a filter. */
export function matcher<T>(filter: Filter<T>): (thing: T) => boolean {
  if (!("filters" in filter)) return comparer(filter);
  const tests = filter.filters.map((part) => matcher(part));
  return filter.operator === "AND"
    ? (thing) => tests.every((test) => test(thing))
    : (thing) => tests.some((test) => test(thing));
}

/** The opposite of each negative operator. Records without a value match negative operators. */
const opposites: Partial<Record<Operator, Operator>> = { "!=": "=", NIN: "IN", "!~": "~" };

function comparer<T>(comparison: Comparison<T>): (thing: T) => boolean {
  const { field, operator } = comparison;
  const normal = (value: FieldValue) => normalize(field, value);
  const opposite = opposites[operator];
  const wanted = [comparison.value].flat().map(normal);
  const holds = (own: FieldValue) =>
    wanted.some((one) => one !== null && relates(own, opposite ?? operator, one));
  // `= null` matches records without a value.
  const blankHolds = (opposite ?? operator) === "=" && wanted.includes(null);
  const test = (read: FieldValue | readonly FieldValue[]) => {
    if (!Array.isArray(read)) {
      const own = normal(read as FieldValue);
      return own === null ? blankHolds : holds(own);
    }
    const own = (read as FieldValue[]).map(normal).filter((one) => one !== null);
    return own.length === 0 ? blankHolds : own.some(holds);
  };
  return (thing) => test(field.read(thing)) === (opposite === undefined);
}

function relates(own: FieldValue, operator: Operator, wanted: FieldValue): boolean {
  switch (operator) {
    case "=":
    case "IN":
      return own === wanted || String(own) === String(wanted);
    case ">":
      return Number(own) > Number(wanted);
    case "<":
      return Number(own) < Number(wanted);
    case ">=":
      return Number(own) >= Number(wanted);
    case "<=":
      return Number(own) <= Number(wanted);
    case "~":
      return String(own).includes(String(wanted));
    case "^":
      return String(own).startsWith(String(wanted));
    case "$":
      return String(own).endsWith(String(wanted));
    default:
      return false;
  }
}

/** Text is compared in lower case, and times by their day where the field has days. */
export function normalize(
  field: Pick<Field<never>, "type" | "days">,
  value: FieldValue,
): FieldValue {
  if (value === null || value === undefined) return null;
  if (isMoment(field) && field.days) return field.days.dayOf(Number(value));
  return typeof value === "string" ? value.toLowerCase() : value;
}
