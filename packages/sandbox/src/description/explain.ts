import type { OutputUnit } from "@cfworker/json-schema";

/** What is wrong with a value. */
export interface Mismatch {
  readonly kind: "missing" | "type" | "value";
  /** The place in the value, dotted: `contacts.0.id`. Empty for the value itself. */
  readonly field: string;
  readonly message: string;
}

/** One thing that is wrong, and all that goes against the schema together with it. */
interface SchemaError {
  readonly keyword: string;
  /** A JSON pointer into the value. */
  readonly at: string;
  /** What would be right: the names of properties, types or values. */
  readonly expected: readonly string[];
  readonly error: string;
  /** How far the value is from the schema: the more, the less it was meant. */
  readonly cost: number;
}

const wrappers = new Set(["$ref", "properties", "additionalProperties", "items", "allOf"]);
const choices = new Set(["anyOf", "oneOf"]);

/**
 * The thing that helps most to know, out of everything that a validator found. Where a schema gives
 * a choice, it is about the choice that the value comes nearest to.
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

/** What is wrong within a part of the schema, with the value that the part is for. */
function errorWithin(errors: readonly OutputUnit[], within: string, value: string): SchemaError {
  const own = errors.filter(({ keywordLocation: location }) => location.startsWith(within));
  const isInner = ({ keywordLocation: location }: OutputUnit) =>
    /\/(anyOf|oneOf)\/\d/.test(location.slice(within.length));
  const outer = own.filter((error) => !isInner(error));
  const found = outer.filter(({ keyword }) => !wrappers.has(keyword) && !choices.has(keyword));
  // A value of another type cannot be one of those to choose from either.
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

/** What is wrong with the value as that one of some choices which it is nearest to. */
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
  // Choices that differ in one thing alone: each of them would do.
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
 * How much something that is wrong at a place tells against a choice for the value above it.
 * Another type altogether is never meant. A property of another value often says that another kind
 * of thing is meant. What is missing says more than what is there and wrong.
 */
function costOf(keyword: string, at: string, value: string): number {
  const depth = at.slice(value.length).split("/").length - 1;
  if (keyword === "type" && depth === 0) return 100;
  if ((keyword === "enum" || keyword === "const") && depth === 1) return 10;
  return keyword === "required" ? 2 : 1;
}

/** What the validator says would be right, out of its own words. */
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
