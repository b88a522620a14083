import type { OutputUnit } from "@cfworker/json-schema";

/** The mistake in a value. */
export interface Mismatch {
  readonly kind: "missing" | "type" | "value";
  /** The place in the value, dotted: `contacts.0.id`. Empty for the value itself. */
  readonly field: string;
  readonly message: string;
}

/** One mistake, with the cost of all mistakes that were found together with it. */
interface SchemaError {
  readonly keyword: string;
  /** A JSON pointer into the value. */
  readonly at: string;
  /** The valid names of properties, types or values. */
  readonly expected: readonly string[];
  readonly error: string;
  /** How far the value is from the schema: a higher cost makes an alternative less likely. */
  readonly cost: number;
}

const wrappers = new Set(["$ref", "properties", "additionalProperties", "items", "allOf"]);
const choices = new Set(["anyOf", "oneOf"]);

/**
 * Chooses the most helpful of all errors that a validator found. Where a schema has alternatives,
 * the error is that of the alternative with the lowest cost.
 */
export function explain(errors: readonly OutputUnit[]): Mismatch {
  const { keyword, at, expected, error } = errorWithin(errors, "", "");
  const place = at.replace(/^#\/?/, "").replaceAll("/", ".");
  const name = place || "The body";
  if (keyword === "required") {
    const [field = "", ...others] = expected.map((own) => (place ? `${place}.${own}` : own));
    return { kind: "missing", field, message: `${[field, ...others].join(" or ")} must be given` };
  }
  if (keyword === "type") {
    return {
      kind: "type",
      field: place,
      message: `${name} must be of type ${expected.join(" or ")}`,
    };
  }
  if (expected.length > 0) {
    return { kind: "value", field: place, message: `${name} must be ${expected.join(" or ")}` };
  }
  return { kind: "value", field: place, message: `${name} is invalid. ${error}`.trim() };
}

/** The mistake within a part of the schema. `value` is the pointer to the value of that part. */
function errorWithin(errors: readonly OutputUnit[], within: string, value: string): SchemaError {
  const own = errors.filter(({ keywordLocation: location }) => location.startsWith(within));
  const isInner = ({ keywordLocation: location }: OutputUnit) =>
    /\/(anyOf|oneOf)\/\d/.test(location.slice(within.length));
  const outer = own.filter((error) => !isInner(error));
  const found = outer.filter(({ keyword }) => !wrappers.has(keyword) && !choices.has(keyword));
  // For a value of another type, the error of its enum adds nothing.
  const types = found.filter(({ keyword }) => keyword === "type");
  const typed = new Set(types.map(({ instanceLocation }) => instanceLocation));
  const plain = found.filter(
    ({ keyword, instanceLocation }) => keyword !== "enum" || !typed.has(instanceLocation),
  );
  const open = outer.filter(({ keyword }) => choices.has(keyword));
  const faults = [
    ...plain.map((error) => toSchemaError(error, value)),
    ...open.map((choice) => nearestChoice(own.filter(isInner), choice)),
  ];
  const [first = noError] = faults;
  return { ...first, cost: faults.reduce((sum, { cost }) => sum + cost, 0) };
}

const noError: SchemaError = { keyword: "", at: "", expected: [], error: "", cost: 0 };

/** The mistake for the alternative with the lowest cost. */
function nearestChoice(errors: readonly OutputUnit[], choice: OutputUnit): SchemaError {
  const { keywordLocation, instanceLocation, error } = choice;
  const inside = errors.filter((own) => own.instanceLocation.startsWith(instanceLocation));
  const branches = new Set(
    inside.flatMap(({ keywordLocation: location }) => {
      const number = /^\/\d+\//.exec(location.slice(keywordLocation.length))?.[0];
      return location.startsWith(keywordLocation) && number ? keywordLocation + number : [];
    }),
  );
  const faults = [...branches].map((branch) => errorWithin(inside, branch, instanceLocation));
  const cost = Math.min(...faults.map((fault) => fault.cost));
  const [first, ...others] = faults.filter((fault) => fault.cost === cost);
  if (!first) return { ...noError, at: instanceLocation, error };
  // Where alternatives fail at the same keyword and place, all of their values are valid.
  const alike = others.filter(({ keyword, at }) => keyword === first.keyword && at === first.at);
  if (alike.length < others.length) return first;
  return {
    ...first,
    expected: [...new Set([first, ...alike].flatMap(({ expected }) => expected))],
  };
}

function toSchemaError(
  { keyword, instanceLocation: at, error }: OutputUnit,
  value: string,
): SchemaError {
  return {
    keyword,
    at,
    error,
    expected: expectedBy(keyword, error),
    cost: costOf(keyword, at, value),
  };
}

/**
 * The cost of a mistake. An alternative of another type is hardly meant. A constant property with
 * another value often means that another alternative is meant. A missing property costs more than
 * an invalid one.
 */
function costOf(keyword: string, at: string, value: string): number {
  const depth = at.slice(value.length).split("/").length - 1;
  if (keyword === "type" && depth === 0) return 100;
  if ((keyword === "enum" || keyword === "const") && depth === 1) return 10;
  return keyword === "required" ? 2 : 1;
}

/** Reads the valid names or values from the validator's message. */
function expectedBy(keyword: string, error: string): string[] {
  if (keyword === "required") return [/"([^"]*)"/.exec(error)?.[1] ?? ""];
  if (keyword === "type") {
    const [, expected = ""] = error.split("Expected ");
    return [...expected.matchAll(/"([^"]*)"/g)].map(([, type = ""]) => type);
  }
  if (keyword === "const") return [error.slice("Instance does not match ".length, -1)];
  if (keyword !== "enum") return [];
  const values = JSON.parse(error.slice("Instance does not match any of ".length, -1)) as unknown[];
  return values.map((own) => JSON.stringify(own));
}
