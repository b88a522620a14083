import type { DateRule, FieldType, FieldValue, Operator } from "./fields.ts";
import type { Comparison, Filter } from "./parse.ts";

/** Whether a thing matches a filter. */
export function matches<T>(filter: Filter<T>, thing: T, dates: DateRule): boolean {
  if ("filters" in filter) {
    const test = (part: Filter<T>) => matches(part, thing, dates);
    return filter.operator === "AND" ? filter.filters.every(test) : filter.filters.some(test);
  }
  return compares(filter, thing, dates);
}

/** What an operator that denies is the opposite of. Things without a value match it. */
const opposites: Partial<Record<Operator, Operator>> = { "!=": "=", NIN: "IN", "!~": "~" };

function compares<T>(comparison: Comparison<T>, thing: T, dates: DateRule): boolean {
  const { field, operator, value } = comparison;
  const read = field.read(thing);
  const values = Array.isArray(read) ? (read as readonly FieldValue[]) : [read as FieldValue];
  const normal = (one: FieldValue) => normalize(field.type, dates, one);
  const left = values.map(normal).filter((one) => one !== null);
  const right = (Array.isArray(value) ? value : [value]).map(normal);
  const opposite = opposites[operator];
  return opposite ? !holds(left, opposite, right) : holds(left, operator, right);
}

/** Whether one of a field's values stands in a relation to what is asked for, or to one of them. */
function holds(
  left: readonly FieldValue[],
  operator: Operator,
  right: readonly FieldValue[],
): boolean {
  return right.some((wanted) => {
    // To equal nothing is to have no value.
    if (wanted === null) return operator === "=" && left.length === 0;
    return left.some((own) => relates(own, operator, wanted));
  });
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

const secondsPerDay = 86_400;

/** Words are compared without regard to case, and days as the second they begin with. */
function normalize(type: FieldType, dates: DateRule, value: FieldValue): FieldValue {
  if (value === null || value === undefined) return null;
  if (type === "date" && dates === "day") {
    return Math.floor(Number(value) / secondsPerDay) * secondsPerDay;
  }
  return typeof value === "string" ? value.toLowerCase() : value;
}
