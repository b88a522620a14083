import fc from "fast-check";
import { expect, test } from "vitest";
import { matcher } from "../src/search/evaluate.ts";
import { type Fields, fieldsFrom } from "../src/search/facts.ts";
import { readersIn } from "../src/search/fields.ts";
import { findMatching } from "../src/search/find-matching.ts";
import { parseQuery } from "../src/search/parse.ts";
import { collection, type Entity } from "../src/store/collection.ts";
import { Store } from "../src/store/store.ts";

interface Thing extends Entity {
  readonly email: string | null;
  readonly admin: number | null;
  readonly tags: readonly string[];
  readonly seen_at: number | null;
  readonly made_at: number;
  readonly plan: string;
}

const things = collection<Thing>(
  "things",
  "number",
  {
    email: ({ email }) => [email?.toLowerCase()],
    admin: ({ admin }) => [admin === null ? null : String(admin)],
    tag: ({ tags }) => tags,
  },
  { seen_at: ({ seen_at }) => seen_at, made_at: ({ made_at }) => made_at },
);

const fieldsBy = (times: "day" | "second"): Fields<Thing> =>
  fieldsFrom<Thing>(
    {
      times,
      operators: {
        string: ["=", "!=", "IN", "NIN"],
        integer: ["=", "!=", "IN", "NIN"],
        time: ["=", "!=", ">", "<", ">=", "<="],
        reference: ["=", "!="],
      },
      fields: {
        id: { type: "string" },
        email: { type: "string" },
        plan: { type: "string" },
        admin: { type: "integer" },
        seen_at: { type: "time" },
        made_at: { type: "time" },
        tag_id: { type: "reference" },
      },
      sort: { orders: [], except: [] },
    },
    readersIn<Thing>({
      id: { read: ({ id }) => id, index: "id" },
      email: { read: ({ email }) => email, index: "email" },
      admin: { read: ({ admin }) => admin, index: "admin" },
      seen_at: { read: ({ seen_at }) => seen_at, index: "seen_at" },
      made_at: { read: ({ made_at }) => made_at, index: "made_at" },
      tag_id: { read: ({ tags }) => tags, index: "tag" },
    }),
    () => undefined,
  );

/** Few values, so that records and filters often match; times close to midnight. */
const emails = fc.constantFrom("a@x", "A@x", "b@X", "");
const numbers = fc.integer({ min: 0, max: 3 });
const times = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom(-1, 0, 1, 500.5))
  .map(([day, second]) => day * 86_400 + second);
const tags = fc.constantFrom("1", "2", "3");
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });

const lists = fc
  .array(
    fc.record({
      email: orNull(emails),
      admin: orNull(numbers),
      tags: fc.array(tags, { maxLength: 3 }),
      seen_at: orNull(times),
      made_at: times,
      plan: fc.constantFrom("free", "pro"),
    }),
    { maxLength: 12 },
  )
  .map((all): Thing[] => all.map((thing, i) => ({ ...thing, id: String(i + 1) })));

type Query = unknown;

const one = (
  field: string,
  operators: readonly string[],
  values: fc.Arbitrary<unknown>,
): fc.Arbitrary<Query> =>
  fc.record({ field: fc.constant(field), operator: fc.constantFrom(...operators), value: values });

const equality = ["=", "!="];
const words = (field: string, values: fc.Arbitrary<unknown>) =>
  fc.oneof(
    one(field, equality, orNull(values)),
    one(field, ["IN", "NIN"], fc.array(values, { maxLength: 3 })),
  );

function queries(ranges: readonly string[]): fc.Arbitrary<Query> {
  const single = fc.oneof(
    words("id", numbers.map(String)),
    words("email", emails),
    words("admin", fc.oneof(numbers, numbers.map(String))),
    words("plan", fc.constantFrom("Free", "pro")),
    one("tag_id", equality, orNull(tags)),
    one("seen_at", ranges, times),
    one("made_at", ranges, times),
    one("seen_at", ["="], orNull(times)),
  );
  const group = (inner: fc.Arbitrary<Query>) =>
    fc.record({
      operator: fc.constantFrom("AND", "OR"),
      value: fc.array(inner, { maxLength: 4 }),
    });
  return fc.oneof(single, group(single), group(fc.oneof(single, group(single))));
}

test.each([
  ["second", ["=", "!=", ">", "<", ">=", "<="]],
  ["day", ["=", ">", "<"]],
] as const)("with and without indexes the same is found, times by the %s", (rule, ranges) => {
  fc.assert(
    fc.property(lists, queries(ranges), (all, query) => {
      const kept = new Store("seed").collection(things);
      for (const thing of all) kept.insert(thing);
      const filter = parseQuery(query, fieldsBy(rule));
      const ids = (found: readonly Thing[]) => found.map(({ id }) => Number(id)).sort();
      expect(ids(findMatching(kept, filter))).toEqual(ids(all.filter(matcher(filter))));
    }),
    { numRuns: 4000 },
  );
});

test.each([
  ["a word", { field: "email", operator: "=", value: "U7@example.com" }, 1],
  ["several words", { field: "email", operator: "IN", value: ["u7@example.com", "u8@x"] }, 1],
  ["a range", { field: "made_at", operator: "<=", value: 9 }, 10],
  [
    "a window of time",
    {
      operator: "AND",
      value: [
        { field: "made_at", operator: ">=", value: 500 },
        { field: "made_at", operator: "<", value: 510 },
      ],
    },
    11,
  ],
  [
    "either of two",
    {
      operator: "OR",
      value: [
        { field: "id", operator: "=", value: "5" },
        { field: "admin", operator: "=", value: 3 },
      ],
    },
    2,
  ],
])("a search for %s looks at the same few things among 1,000 and 10,000", (_name, query, few) => {
  const looked = (size: number) => {
    let count = 0;
    const kept = new Store("seed").collection(things);
    for (let i = 0; i < size; i++) {
      const email = `u${i}@example.com`;
      const thing = { id: String(i), email, admin: i, tags: [], seen_at: null, made_at: i };
      kept.insert({ ...thing, plan: "pro" });
    }
    const counted: Fields<Thing> = (name) => {
      const field = fieldsBy("second")(name);
      if (!field || name !== "plan") return field;
      const read = (thing: Thing) => {
        count += 1;
        return field.read(thing);
      };
      return { ...field, read };
    };
    const plan = { field: "plan", operator: "=", value: "pro" };
    const filter = parseQuery({ operator: "AND", value: [plan, query] }, counted);
    findMatching(kept, filter);
    return count;
  };
  expect(looked(1000)).toBe(few);
  expect(looked(10_000)).toBe(few);
});
