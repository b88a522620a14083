import fc from "fast-check";
import { expect, test } from "vitest";
import { matcher } from "../src/search/evaluate.ts";
import { type Fields, fieldsFrom } from "../src/search/facts.ts";
import { parseQuery } from "../src/search/parse.ts";

interface Thing {
  readonly name: string | null;
  readonly size: number | null;
  readonly paid: boolean | null;
  readonly seen_at: number | null;
}

const fieldsBy = (times: "day" | "second"): Fields<Thing> =>
  fieldsFrom<Thing>(
    {
      times,
      operators: {
        string: ["=", "!=", "IN", "NIN", "~", "!~", "^", "$"],
        integer: ["=", "!=", "IN", "NIN", ">", "<", ">=", "<="],
        boolean: ["=", "!=", "IN", "NIN"],
        time: ["=", "!=", ">", "<", ">=", "<="],
      },
      fields: {
        name: { type: "string" },
        size: { type: "integer" },
        paid: { type: "boolean" },
        seen_at: { type: "time" },
      },
      sort: { orders: [], except: [] },
    },
    () => undefined,
    () => undefined,
  );

interface Single {
  field: keyof Thing;
  operator: string;
  value: unknown;
}

type Query = Single | { operator: "AND" | "OR"; value: Query[] };

/** Few values, so that records and filters often match. */
const words = fc.constantFrom("a", "A", "ab", "b", "ba", "");
const sizes = fc.integer({ min: -2, max: 2 });
const times = fc.integer({ min: 0, max: 3 * 86_400 });
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });

const things: fc.Arbitrary<Thing> = fc.record({
  name: orNull(words),
  size: orNull(sizes),
  paid: orNull(fc.boolean()),
  seen_at: orNull(times),
});

function singles(field: keyof Thing, values: fc.Arbitrary<unknown>, operators: string[]) {
  const one = fc.record({
    field: fc.constant(field),
    operator: fc.constantFrom(...operators),
    value: values,
  });
  const equal = fc.record({
    field: fc.constant(field),
    operator: fc.constantFrom("=", "!="),
    value: orNull(values),
  });
  const many = fc.record({
    field: fc.constant(field),
    operator: fc.constantFrom("IN", "NIN"),
    value: fc.array(values, { maxLength: 3 }),
  });
  return field === "seen_at" ? fc.oneof(one, equal) : fc.oneof(one, equal, many);
}

const filters: fc.Arbitrary<Single> = fc.oneof(
  singles("name", words, ["=", "!=", "~", "!~", "^", "$"]),
  singles("size", sizes, ["=", "!=", ">", "<", ">=", "<="]),
  singles("paid", fc.boolean(), ["=", "!="]),
  singles("seen_at", times, ["=", "!=", ">", "<", ">=", "<="]),
);

const group = (inner: fc.Arbitrary<Query>): fc.Arbitrary<Query> =>
  fc.record({
    operator: fc.constantFrom("AND" as const, "OR" as const),
    value: fc.array(inner, { maxLength: 4 }),
  });

const queries: fc.Arbitrary<Query> = fc.oneof(filters, group(fc.oneof(filters, group(filters))));

/** The reference model, for fields with one value. */
function model(query: Query, thing: Thing): boolean {
  if (!("field" in query)) {
    const results = query.value.map((part) => model(part, thing));
    return query.operator === "AND" ? !results.includes(false) : results.includes(true);
  }
  const fold = (value: unknown) => (typeof value === "string" ? value.toLowerCase() : value);
  const own = fold(thing[query.field]);
  const wanted = Array.isArray(query.value) ? query.value.map(fold) : fold(query.value);
  switch (query.operator) {
    case "=":
      return own === wanted;
    case "!=":
      return own !== wanted;
    case "IN":
      return (wanted as unknown[]).includes(own);
    case "NIN":
      return !(wanted as unknown[]).includes(own);
  }
  if (own === null) return query.operator === "!~";
  const [left, right] = [own as string, wanted as string];
  switch (query.operator) {
    case ">":
      return left > right;
    case "<":
      return left < right;
    case ">=":
      return left >= right;
    case "<=":
      return left <= right;
    case "~":
      return left.includes(right);
    case "!~":
      return !left.includes(right);
    case "^":
      return left.startsWith(right);
    default:
      return left.endsWith(right);
  }
}

test("a record matches a query as in the reference model", () => {
  fc.assert(
    fc.property(queries, things, (query, thing) => {
      const filter = parseQuery(query, fieldsBy("second"));
      expect(matcher(filter)(thing)).toBe(model(query, thing));
    }),
    { numRuns: 3000 },
  );
});

test("by the day, a time matches as the midnight before it", () => {
  const midnight = (time: number | null) =>
    time === null ? null : Math.floor(time / 86_400) * 86_400;
  const byDay = singles("seen_at", times, ["=", ">", "<"]).filter(
    ({ operator }) => operator !== "!=",
  );
  fc.assert(
    fc.property(byDay, things, (query, thing) => {
      const filter = parseQuery(query, fieldsBy("day"));
      const cut = { ...query, value: midnight(query.value as number | null) };
      const expected = model(cut, { ...thing, seen_at: midnight(thing.seen_at) });
      expect(matcher(filter)(thing)).toBe(expected);
    }),
  );
});
