import type { SearchRules } from "../catalog/operation.ts";
import { CliError } from "../errors/cli-error.ts";
import { suggestion } from "./closest.ts";
import { checkNumbers, convertText, jsonOrText, unixSeconds } from "./convert.ts";
import { looksLikeTime, parseTime } from "./time.ts";

/** A comparison of a search, as the API takes it. */
export interface Filter {
  readonly field: string;
  readonly operator: string;
  readonly value: unknown;
}

/** The maximum number of filters that Intercom accepts in a group. */
const maxFilters = 15;

const option = "--where";

/**
 * The query of a search, from comparisons such as `role = user` and `created_at > 30d`.
 *
 * @throws {CliError} for a field, an operator or a value that the search does not take.
 */
export function parseQuery(
  texts: readonly string[],
  joined: "AND" | "OR",
  rules: SearchRules,
  now?: Date,
): Filter | { readonly operator: string; readonly value: readonly Filter[] } {
  const filters = texts.map((text) => parseFilter(text, rules, now));
  if (filters.length > maxFilters) {
    throw new CliError(
      `${option} was given ${filters.length} times, and Intercom takes ${maxFilters} comparisons in a group; give groups with --data`,
    );
  }
  const [only] = filters;
  return only !== undefined && filters.length === 1 ? only : { operator: joined, value: filters };
}

/**
 * The sort order of a search, from text such as `created_at:desc`.
 *
 * @throws {CliError} for a field or an order that the search does not take.
 */
export function parseSort(text: string, { fields, sort }: SearchRules): object {
  if (sort === undefined) throw new CliError("--sort: this search has no sort order; leave it out");
  const [, field = "", order = "ascending"] = /^(.*?)(?::(.*))?$/.exec(text) ?? [];
  const direction = ["ascending", "descending"].find(
    (one) => order !== "" && one.startsWith(order),
  );
  if (direction === undefined) {
    throw new CliError(`--sort: "${order}" is no order; give ${field}:asc or ${field}:desc`);
  }
  checkField("--sort", field, fields);
  if (sort.except?.includes(field)) {
    throw new CliError(
      `--sort: this search cannot sort by ${field}; give another field, such as created_at`,
    );
  }
  return { field, order: direction };
}

/** Longer operators come first. */
const comparison = /^\s*(.+?)(?:\s*(>=|<=|!=|!~|=|>|<|~|\^|\$)\s*|\s+(IN|NIN)\s+)(.*)$/is;

function parseFilter(text: string, rules: SearchRules, now: Date | undefined): Filter {
  const [, field, symbol, word = "", value = ""] = comparison.exec(text) ?? [];
  if (field === undefined) {
    throw new CliError(
      `${option} needs a field, an operator and a value, such as 'role = user', and got ${JSON.stringify(text)}; operators are ${operatorNames(rules)}`,
    );
  }
  const { type, enum: choices } = checkField(option, field, rules.fields);
  const operator = symbol ?? word.toUpperCase();
  const operators = rules.operators[type] ?? [];
  if (!operators.includes(operator)) {
    throw new CliError(
      `${option}: ${field} does not take ${operator}; it takes ${operators.join(" ")}`,
    );
  }
  const convert = (one: string): unknown => {
    const kind = choices === undefined ? type : "choice";
    return convertValue(kind, one, { field, operator, choices, now });
  };
  const isList = operator === "IN" || operator === "NIN";
  return {
    field,
    operator,
    value: isList ? splitList(`${option}: ${field}`, value).map(convert) : convert(value.trim()),
  };
}

const meanings: Readonly<Record<string, string>> = {
  "~": "contains",
  "!~": "does not contain",
  "^": "starts with",
  $: "ends with",
  IN: "one of",
  NIN: "none of",
};

/** The operators of a search with their meanings, where the sign alone does not show it. */
export function operatorNames({ operators }: SearchRules): string {
  const names = new Set(Object.values(operators).flat());
  return [...names].map((one) => (meanings[one] ? `${one} (${meanings[one]})` : one)).join(", ");
}

/** `custom_attributes.{name}` in the rules stands for each attribute. */
function checkField(
  given: string,
  field: string,
  fields: SearchRules["fields"],
): SearchRules["fields"][string] {
  const group = field.slice(0, field.indexOf(".") + 1);
  const attribute = Object.keys(fields).find(
    (name) => group !== "" && name.startsWith(`${group}{`),
  );
  const found =
    (Object.hasOwn(fields, field) ? fields[field] : undefined) ?? fields[attribute ?? ""];
  if (found !== undefined) return found;
  const names = Object.keys(fields);
  const meant = suggestion(field, names);
  const fix = meant === "" ? `; its fields are ${names.join(", ")}` : meant;
  throw new CliError(`${given}: the search has no field "${field}"${fix}`);
}

/** The values between commas, or the items of an array of JSON. */
function splitList(name: string, text: string): string[] {
  const parsed = jsonOrText(text);
  if (Array.isArray(parsed)) {
    checkNumbers(name, text);
    return parsed.map((one) => JSON.stringify(one));
  }
  return text.split(",").map((one) => one.trim());
}

interface Context {
  readonly field: string;
  readonly operator: string;
  readonly choices: readonly string[] | undefined;
  readonly now: Date | undefined;
}

/** `null` finds objects without a value; text in double quotes is that text, whatever it looks like. */
function convertValue(type: string, text: string, context: Context): unknown {
  const { field, operator, choices = [], now } = context;
  const name = `${option}: ${field}`;
  if (text === "") throw new CliError(`${name} ${operator} needs a value; write "" for empty text`);
  if (text === "null") return null;
  const quoted = text.startsWith('"') ? jsonOrText(text) : text;
  if (type === "time" || type === "date") return unixSeconds(parseTime(name, text, now));
  if (type === "integer" || type === "boolean") return convertText(name, text, { kind: type });
  if (type === "choice") return convertText(name, String(quoted), { kind: "choice", choices });
  if (type !== "any" || quoted !== text) return quoted;
  if (/[<>]/.test(operator) && looksLikeTime(text)) return unixSeconds(parseTime(name, text, now));
  const parsed = jsonOrText(text);
  if (typeof parsed === "number") checkNumbers(name, text);
  return typeof parsed === "object" ? text : parsed;
}
