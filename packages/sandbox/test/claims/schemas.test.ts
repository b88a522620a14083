import { expect, test } from "vitest";
import { follow, type Schema } from "../support/described.ts";
import { type Sentence, sentencesOf } from "../support/texts.ts";
import { validatorOf } from "../support/validators.ts";
import { versions } from "../support/versions.ts";

/** Sentences about a schema, which the sandbox validates requests and responses against. */
const rules: readonly {
  readonly says: RegExp;
  readonly of?: RegExp;
  readonly wrong: (sentence: Sentence, schema: Schema, words: readonly string[]) => unknown;
}[] = [
  {
    // A response without a value has null, or leaves the property out where the sentence allows it.
    says: /\b[Nn]ull(?: or (?:absent|missing))? (?:if|when|for|without|until|where|while|at|on|once|with|or)\b|^may be null/,
    wrong: ({ version, schema, isRequired, words }) =>
      schema &&
      // A sentence about an object applies to its parts.
      !/\b(?:are|is) null\b/.test(words) &&
      !validatorOf(version, schema)(null) &&
      (isRequired || !/absent|missing/.test(words)),
  },
  {
    says: /^absent\b|; absent\b|^may be missing/,
    wrong: ({ isRequired }) => isRequired,
  },
  {
    says: /^(?!.*different).*?(?:\b(\d[\d,]*|ten) at most\b|\bat most (\d[\d,]*)\b|\bFrom 1 to (\d+)\b|from 1 to (\d+)\b)/,
    of: /\?|Request\./,
    wrong: (_sentence, schema, words) => limitOf(schema) !== Number(words[0]?.replaceAll(",", "")),
  },
  {
    says: /\b(\d+) (?:unless|by default)/,
    of: /\?/,
    wrong: (_sentence, schema, [said]) => schema.default !== Number(said),
  },
  {
    says: /`?(true|false|True|False)`? unless (?:given|said)/,
    of: /\?|Request\./,
    wrong: (_sentence, schema, [said]) =>
      schema.default !== undefined && String(schema.default) !== said?.toLowerCase(),
  },
];

function limitOf({ maximum, maxItems, maxLength, ...schema }: Schema & { maxLength?: number }) {
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return [maximum, maxItems, maxLength, ...parts.map(({ maxItems }) => maxItems)].find(Boolean);
}

test.each(versions)("schemas have the described nulls, limits and defaults, in %s", (version) => {
  const faults = new Set<string>();
  for (const sentence of sentencesOf(version)) {
    const { place, words, schema } = sentence;
    if (!schema) continue;
    for (const { says, of = /./, wrong } of rules) {
      const [said, ...parts] = words.match(says) ?? [];
      if (said === undefined || !of.test(place)) continue;
      const given = parts.filter((part) => part !== undefined);
      if (wrong(sentence, follow(version, schema), given)) faults.add(`${place}: ${words}`);
    }
  }
  expect([...faults]).toEqual([]);
});
