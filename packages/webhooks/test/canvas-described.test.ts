import { createRequire } from "node:module";
import { ConfigError } from "@interkit/core";
import * as kit from "@interkit/webhooks/canvas";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { expect, test } from "vitest";

const document = createRequire(import.meta.url)("@interkit/openapi/2.16.json") as object;
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addFormat("timestamp", true);
ajv.addSchema(document, "description");

/** Whether a value is valid by a schema of the description, which the builders do not use. */
const isDescribed = (name: string, value: unknown) =>
  ajv.validate({ $ref: `description#/components/schemas/${name}` }, value) as boolean;

const words = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom("Save", "Zoë 🎫", "\ud800"));
const link = fc.constantFrom("https://example.com", "https://example.com/a?b=c#d");
const actions = fc.oneof(
  fc.constant(kit.submit()),
  link.map((address) => kit.url(address)),
  link.map((address) => kit.sheet(address)),
);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const flag = optional(fc.boolean());
const state = {
  save_state: optional(fc.constantFrom("unsaved", "saved", "failed")),
  disabled: flag,
};
const options = (min: number) =>
  fc.uniqueArray(
    fc.record({ type: fc.constant("option"), id: words, text: words, disabled: flag }),
    { minLength: min, maxLength: 10, selector: ({ id }) => id },
  );
const margin = { bottom_margin: optional(fc.constant("none")) };
const size = fc.integer({ min: 1, max: 5_000 });

/** The properties of each component, as a program would give them. */
const properties: Readonly<Record<string, fc.Arbitrary<object>>> = {
  image: fc.record({
    ...{ id: optional(words), url: link, width: size, height: size, rounded: flag },
    align: optional(fc.constantFrom("left", "center", "right", "full_width")),
    ...margin,
  }),
  divider: fc.record({ id: optional(words), ...margin }),
  spacer: fc.record({ id: optional(words), size: optional(fc.constantFrom("xs", "s", "xl")) }),
  dataTable: fc.record({
    items: fc.array(
      fc.record({ type: fc.constant("field-value"), field: words, value: fc.string() }),
    ),
  }),
  list: fc.record({
    items: fc.array(
      fc.oneof(
        fc.record({ type: fc.constant("item"), id: words, title: words, action: actions }),
        fc.record({
          ...{ type: fc.constant("item"), id: words, title: words, subtitle: fc.string() },
          ...{ image: link, image_width: size, image_height: size, rounded_image: flag },
        }),
      ),
    ),
    disabled: flag,
  }),
  button: fc.record({
    ...{ id: words, label: words, action: actions, disabled: flag },
    style: optional(fc.constantFrom("primary", "secondary", "link")),
  }),
  input: fc.record({
    id: words,
    label: optional(fc.string()),
    action: optional(actions),
    ...state,
  }),
  textarea: fc.record({ id: words, value: optional(fc.string()), error: flag, disabled: flag }),
  dropdown: fc.record({ id: words, options: options(2), ...state }),
  singleSelect: fc.record({ id: words, options: options(2), action: optional(actions), ...state }),
  checkbox: fc.record({ id: words, option: options(1), label: optional(words), ...state }),
};

const builders = kit as unknown as Readonly<Record<string, (given: unknown) => { type: string }>>;

/** A builder and properties for it. */
const valid = fc.oneof(
  ...Object.entries(properties).map(([name, arbitrary]) =>
    arbitrary.map((given) => ({ name, given: given as Record<string, unknown> })),
  ),
);

/** The same with one mistake: something else in place of a property, or a property more. */
const broken = fc
  .record({ valid, which: fc.nat(), junk: fc.oneof(fc.jsonValue(), fc.constant(Number.NaN)) })
  .map(({ valid: { name, given }, which, junk }) => {
    const names = [...Object.keys(given), "extra"];
    return { name, given: { ...given, [names[which % names.length] ?? "extra"]: junk } };
  });

test("properties as the documents have them are accepted, and become what the description has", () => {
  fc.assert(
    fc.property(valid, ({ name, given }) => {
      fc.pre(!hasBlankText(given));
      const component = builders[name]?.(given);
      const json: unknown = JSON.parse(JSON.stringify(component));
      expect([name, isDescribed("CanvasComponent", json), ajv.errors]).toEqual([name, true, null]);
      expect(json).toEqual(JSON.parse(JSON.stringify({ ...given, type: component?.type })));
    }),
    { numRuns: 500 },
  );
});

test("what a builder accepts is valid by the description, whatever it was given", () => {
  let refused = 0;
  fc.assert(
    fc.property(broken, ({ name, given }) => {
      let component: unknown;
      try {
        component = builders[name]?.(given);
      } catch (error) {
        refused++;
        expect(error).toBeInstanceOf(ConfigError);
        return;
      }
      const json = withoutNull(JSON.parse(JSON.stringify(component)));
      expect([given, isDescribed("CanvasComponent", json), ajv.errors]).toEqual([
        given,
        true,
        null,
      ]);
    }),
    { numRuns: 2_000 },
  );
  expect(refused).toBeGreaterThan(200);
});

test("a canvas that is accepted has ids that differ, and is valid by the description", () => {
  fc.assert(
    fc.property(
      fc.array(valid, { maxLength: 6 }),
      fc.dictionary(fc.string(), fc.jsonValue()),
      (parts, stored_data) => {
        fc.pre(!parts.some(({ given }) => hasBlankText(given)));
        const components = parts.map(({ name, given }) => builders[name]?.(given));
        const ids = components
          .flatMap((one) => [one, ...(Object(one).items ?? [])])
          .map((one) => Object(one).id);
        const given = ids.filter((id) => id !== undefined);
        const isUnique = new Set(given).size === given.length;
        const build = () => kit.canvas({ content: components as never[], stored_data });
        if (!isUnique) {
          expect(build).toThrow("as that of a component before");
          return;
        }
        const json: unknown = JSON.parse(JSON.stringify(build()));
        expect([isDescribed("Canvas", json), ajv.errors]).toEqual([true, null]);
      },
    ),
    { numRuns: 300 },
  );
});

/** Whether a text that has to be seen is white space, which is refused. */
function hasBlankText(given: unknown): boolean {
  return Object.entries(Object(given)).some(([name, value]) =>
    typeof value === "string"
      ? ["id", "text", "label", "title", "field"].includes(name) && value.trim() === ""
      : hasBlankText(value),
  );
}

/** Intercom takes null for a property that is absent, which its reference does not state. */
function withoutNull(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutNull);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== null)
      .map(([name, one]) => [name, withoutNull(one)]),
  );
}
