import { createIntercom } from "@interkit/client/2.16";
import {
  type AttributeSchema,
  CustomAttributesError,
  customAttributes,
} from "@interkit/client/helpers/custom-attributes";
import { fromUnixSeconds } from "@interkit/client/helpers/times";
import { ConfigError } from "@interkit/core";
import { createSandbox } from "@interkit/sandbox";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { z } from "zod";

const zodSchema = z
  .object({ plan: z.enum(["free", "pro"]), seats: z.int(), renewed_at: z.int() })
  .partial();
const valibotSchema = v.partial(
  v.object({
    plan: v.picklist(["free", "pro"]),
    seats: v.pipe(v.number(), v.integer()),
    renewed_at: v.pipe(v.number(), v.integer()),
  }),
);

describe.each([
  ["zod", customAttributes(zodSchema)],
  ["valibot", customAttributes(valibotSchema)],
])("with a schema of %s", (_, typed) => {
  test("attributes that fit are returned: a Date is in seconds, null clears, the rest is left out", () => {
    const renewed_at = new Date("2026-01-01");
    expect(typed.check({ plan: "pro", seats: null, renewed_at })).toEqual({
      plan: "pro",
      seats: null,
      renewed_at: 1_767_225_600,
    });
    expect(typed.check({})).toEqual({});
    expect(typed.check({ plan: undefined })).toEqual({});
  });

  test("attributes that do not fit are a ConfigError with their names, and without their values", () => {
    const check = () => typed.check({ plan: "secret" as "pro", seats: 1.5 });
    expect(check).toThrow(CustomAttributesError);
    expect(check).toThrow(ConfigError);
    expect(check).toThrow(
      "custom_attributes.plan, custom_attributes.seats do not fit the schema; " +
        '"issues" of this error has the reasons',
    );
    try {
      check();
    } catch (error) {
      const { issues } = error as CustomAttributesError;
      expect(issues.map(({ path }) => path)).toEqual(["plan", "seats"]);
      expect(issues.every(({ message }) => message.length > 0)).toBe(true);
    }
  });

  test("attributes that the schema does not have are refused, since they would not be sent", () => {
    for (const name of ["paln", "toString"]) {
      const check = () => typed.check({ plan: "pro", [name]: "pro" } as { plan: "pro" });
      expect(check).toThrow(CustomAttributesError);
      expect(check).toThrow(`custom_attributes.${name} does not fit the schema`);
    }
  });

  test("the attributes of a record are read, or the issues", () => {
    const custom_attributes = { plan: "free", seats: null, other: 1 };
    expect(typed.read({ custom_attributes })).toEqual({ value: { plan: "free" } });
    expect(typed.read({ custom_attributes: null })).toEqual({ value: {} });
    const { value, issues } = typed.read({ custom_attributes: { plan: "gold", seats: 2 } });
    expect(value).toBeUndefined();
    expect(issues).toEqual([{ path: "plan", message: expect.any(String) }]);
  });
});

test("what was checked comes back from Intercom as the schema has it", async () => {
  const sandbox = createSandbox();
  const intercom = createIntercom({ token: "any", fetch: sandbox.fetch });
  for (const [name, data_type] of [
    ["plan", "string"],
    ["seats", "integer"],
    ["renewed_at", "datetime"],
  ] as const) {
    await intercom.dataAttributes.create({ name, model: "contact", data_type });
  }
  const typed = customAttributes(
    zodSchema.extend({ renewed_at: z.int().transform(fromUnixSeconds).optional() }),
  );
  const renewed_at = new Date("2026-01-01");
  const created = await intercom.contacts.create({
    email: "ada@example.com",
    custom_attributes: typed.check({ plan: "pro", seats: 3, renewed_at }),
  });
  expect(created.custom_attributes).toEqual({ plan: "pro", seats: 3, renewed_at: 1_767_225_600 });
  expect(typed.read(created)).toEqual({ value: { plan: "pro", seats: 3, renewed_at } });
  const cleared = await intercom.contacts.update(created.id, {
    custom_attributes: typed.check({ seats: null }),
  });
  expect(typed.read(cleared).value).toEqual({ plan: "pro", renewed_at });
});

test("the schema may have no value as null, too, or require one", () => {
  const nullable = customAttributes(
    z.object({ plan: z.string().nullable(), seats: z.int().optional() }),
  );
  const custom_attributes = { plan: null, seats: null };
  expect(nullable.read({ custom_attributes })).toEqual({ value: { plan: null } });
  expect(nullable.check({ plan: null, seats: null })).toEqual({ plan: null, seats: null });
  const required = customAttributes(z.object({ plan: z.string() }));
  expect(() => required.check({ plan: null })).toThrow(/^custom_attributes\.plan does not fit/);
  expect(required.read({ custom_attributes }).issues).toMatchObject([{ path: "plan" }]);
});

test("the schema's changes are sent, and its default values are not", () => {
  const typed = customAttributes(
    z.object({ plan: z.string().trim().optional(), seats: z.int().default(1) }),
  );
  expect(typed.check({ plan: " pro " } as never)).toEqual({ plan: "pro" });
});

test("an issue of all attributes, and one in a list, are named", () => {
  const strict = customAttributes(z.strictObject({ tags: z.array(z.string()).optional() }));
  expect(() => strict.check({ typo: 1 } as never)).toThrow(/^custom_attributes does not fit/);
  const wrong = { tags: ["a", 1] } as never;
  expect(() => strict.check(wrong)).toThrow(/^custom_attributes\.tags\.1 does not fit/);
});

test.each([
  [{ renewed_at: 1_767_225_600_000 }, /custom_attributes\.renewed_at is in milliseconds/],
  [{ renewed_at: new Date("soon") }, /custom_attributes\.renewed_at is an invalid Date/],
  [{ seats: Number.NaN }, /custom_attributes\.seats must be a finite number/],
  [{ seats: 1n }, /custom_attributes\.seats must be text, .* and got a bigint/],
  [null, /checked as an object, and got null/],
])("values that Intercom cannot store are refused", (attributes, message) => {
  const any = customAttributes(z.record(z.string(), z.any()));
  expect(() => any.check(attributes as never)).toThrow(ConfigError);
  expect(() => any.check(attributes as never)).toThrow(message);
});

test("what is no schema, and a schema with asynchronous checks, are refused", () => {
  expect(() => customAttributes({} as AttributeSchema)).toThrow(/implements Standard Schema 1/);
  expect(() => customAttributes(undefined as never)).toThrow(ConfigError);
  const slow = customAttributes(z.object({ plan: z.string().refine(async () => false) }));
  expect(() => slow.check({ plan: "pro" })).toThrow(/without asynchronous checks/);
});
