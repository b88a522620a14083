import { follow, type Schema } from "./described.ts";
import { memoize } from "./memoize.ts";
import { type Found, wordsIn, wordsOf } from "./values.ts";

type Values = Readonly<Record<string, unknown>>;

/** A documented rule between properties of an object, with its check. */
interface Rule {
  readonly says: RegExp;
  /** The mistake in an object in which the property is set or not. */
  readonly wrong: (all: Values, name: string, word: string, schema: Schema) => boolean;
}

const isGiven = (value: unknown) => value !== null && value !== undefined;

/** The property with the kind of an object, where a word is one of the kinds. */
function kindOf(all: Values, schema: Schema, word: string): unknown {
  const names = ["data_type", "message_type", "exception_type", "action", "status", "type", "role"];
  const name = names.find((one) => {
    const words = wordsIn(schema.properties?.[one] ?? {}).join(" ");
    const known = schema.properties?.[one] && wordsOf(schema.properties[one]);
    return one in all && (known?.includes(word) || words.includes(`\`${word}\``));
  });
  return name && all[name];
}

export const siblingRules: readonly Rule[] = [
  {
    says: /\b(?:[Nn]ot|[Nn]ever set) together with `(\w+)`/,
    wrong: (all, name, other) => isGiven(all[name]) && isGiven(all[other]),
  },
  {
    says: /\bthis or `(\w+)`, not both/,
    wrong: (all, name, other) => isGiven(all[name]) && isGiven(all[other]),
  },
  {
    says: /(?:\b[Oo]nly (?:for|with|on)(?: type| status| `data_type`)?|, with) `(?:type: )?(\w+)`/,
    wrong: (all, name, word, schema) => {
      const kind = kindOf(all, schema, word);
      return isGiven(all[name]) && kind !== undefined && kind !== word;
    },
  },
  {
    says: /\b(?:[Rr]equired|[Nn]eeded) for `(\w+)`/,
    wrong: (all, name, word, schema) => kindOf(all, schema, word) === word && !isGiven(all[name]),
  },
  {
    says: /\bGoes with `(\w+)` only/,
    wrong: (all, name, other) => isGiven(all[name]) && !isGiven(all[other]),
  },
  {
    says: /\bSend `(\w+)` with it/,
    wrong: (all, name, other) => isGiven(all[name]) && !isGiven(all[other]),
  },
  {
    says: /null if it is not (snoozed)/,
    wrong: ({ state, ...all }, name, word) =>
      state !== undefined && isGiven(all[name]) !== (state === word),
  },
  {
    says: /\b(?:null|empty) (?:until|before) (?:it has succeeded|it is completed?|then)/,
    wrong: ({ status, state, ...all }, name) => {
      if (name === "started_at") return false;
      const isDone = /success|complete/.test(String(status ?? state));
      return isGiven(status ?? state) && !isDone && isGiven(all[name]) && all[name] !== "";
    },
  },
  {
    says: /null for leads/,
    wrong: ({ role, ...all }, name) => role === "lead" && isGiven(all[name]),
  },
  {
    says: /null on a `(closed)` day/,
    wrong: ({ exception_type: type, ...all }, name) =>
      type !== undefined && isGiven(all[name]) === (type === "closed"),
  },
];

/** A rule that a sentence documents, with the word that it names. */
interface Documented {
  readonly name: string;
  readonly words: string;
  readonly word: string;
  readonly wrong: Rule["wrong"];
}

/** The rules between the properties of a schema. */
const rulesOf = memoize((version: string) =>
  memoize(({ properties = {} }: Schema): readonly Documented[] =>
    Object.entries(properties).flatMap(([name, described]) => {
      const sentences = new Set([described, follow(version, described)].flatMap(wordsIn));
      return [...sentences].flatMap((words) =>
        siblingRules.flatMap(({ says, wrong }) => {
          const said = words.match(says);
          return said ? [{ name, words, word: said[1] ?? "", wrong }] : [];
        }),
      );
    }),
  ),
);

/** Pairs of times in chronological order. */
const orders: readonly (readonly [earlier: string, later: string])[] = [
  ["created_at", "updated_at"],
  ["created_at", "completed_at"],
  ["initiated_at", "answered_at"],
  ["answered_at", "ended_at"],
  ["first", "last"],
];

/** The violated rules between properties of an object, as text. */
export function* disagreements(version: string, { schema, value }: Found): Generator<string> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  const all = value as Values;
  for (const { name, words, word, wrong } of rulesOf(version)(schema)) {
    if (wrong(all, name, word, schema)) yield `${name} is ${JSON.stringify(all[name])}: ${words}`;
  }
  for (const [earlier, later] of orders) {
    const [from = 0, to = 0] = [all[earlier], all[later]].map(secondsOf);
    if (from && to && from > to) yield `${earlier} is after ${later}`;
  }
  const items = Object.values(all).find((one) => Array.isArray(one)) as unknown[] | undefined;
  const total = all["total_count"];
  if (items && typeof total === "number" && total < items.length) {
    yield `total_count is ${total}, though there are ${items.length}`;
  }
}

function secondsOf(time: unknown): number {
  return typeof time === "string" ? Date.parse(time) / 1000 : Number(time ?? 0);
}
