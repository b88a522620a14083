import { expect, test } from "vitest";
import { follow, operationsOf, readBundle, type Schema } from "../support/described.ts";
import { misfits } from "../support/forms.ts";
import { disagreements } from "../support/siblings.ts";
import { validatorOf } from "../support/validators.ts";
import { valuesIn, wordsOf } from "../support/values.ts";
import { versions } from "../support/versions.ts";

/** An example of the description, with its schema. */
interface Example {
  readonly place: string;
  readonly schema: Schema;
  readonly value: unknown;
}

/** The examples of schemas, and those that are composed of them for bodies and responses. */
function* examplesOf(version: string): Generator<Example> {
  for (const { id, parameters, body, answers } of operationsOf(version)) {
    for (const { name, schema } of parameters) yield* examplesIn(`${id}?${name}`, schema);
    for (const media of [body, ...answers.values()]) {
      const { schema, example } = media ?? {};
      if (schema && example !== undefined) yield { place: id, schema, value: example };
    }
  }
  const { schemas } = (readBundle(version) as unknown as { components: { schemas: object } })
    .components;
  for (const [name, schema] of Object.entries(schemas)) yield* examplesIn(name, schema as Schema);
}

function* examplesIn(place: string, schema: Schema): Generator<Example> {
  for (const value of schema.examples ?? []) yield { place, schema, value };
  const { properties = {}, items, allOf = [], anyOf = [], oneOf = [] } = schema;
  for (const [name, own] of Object.entries(properties)) yield* examplesIn(`${place}.${name}`, own);
  if (items) yield* examplesIn(`${place}[]`, items);
  for (const part of [...allOf, ...anyOf, ...oneOf]) yield* examplesIn(place, part);
}

test.each(versions)("no example breaks its documented rules, in %s", (version) => {
  const faults = new Set<string>();
  let seen = 0;
  for (const { place: from, schema, value: example } of examplesOf(version)) {
    seen += 1;
    const validate = validatorOf(version, schema);
    if (!validate(example)) {
      const [error] = validate.errors ?? [];
      faults.add(`${from}: ${JSON.stringify(example)} ${error?.instancePath} ${error?.message}`);
    }
    for (const found of valuesIn(version, schema, example, from)) {
      const { place, words, value } = found;
      const known = wordsOf(found.schema);
      if (known && typeof value === "string" && !known.includes(value)) {
        faults.add(`${place}: ${value} is none of ${known.join(", ")}`);
      }
      const isMadeUp = value === "string" || value === "2019-08-24T14:15:22Z";
      if (isMadeUp && !found.schema.examples && !known) faults.add(`${place} has no example`);
      for (const misfit of misfits(words, value)) faults.add(`${place}: ${misfit}`);
      for (const other of disagreements(version, found)) faults.add(`${place}: ${other}`);
    }
  }
  expect(seen).toBeGreaterThan(500);
  expect([...faults]).toEqual([]);
});

test("examples of schemas match their formats", () => {
  const email: Schema = { type: "string", format: "email" } as Schema;
  expect(validatorOf("2.16", email)("ada")).toBe(false);
  expect(follow("2.16", email)).toBe(email);
});
