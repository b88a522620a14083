import type { Intercom as Old } from "@interkit/client/2.7";
import type { Intercom } from "@interkit/client/2.16";
import { customAttributes } from "@interkit/client/helpers/custom-attributes";
import type { Intercom as Preview } from "@interkit/client/preview";
import * as v from "valibot";
import { expectTypeOf, test } from "vitest";
import { z } from "zod";

declare const old: Old;
declare const intercom: Intercom;
declare const preview: Preview;

const typed = customAttributes(
  z.object({ plan: z.enum(["free", "pro"]), seats: z.int(), tags: z.array(z.string()) }).partial(),
);
const byValibot = customAttributes(v.object({ plan: v.optional(v.picklist(["free", "pro"])) }));

test("checked attributes fit the requests of every version", () => {
  const custom_attributes = typed.check({ plan: "pro", seats: new Date(), tags: null });
  intercom.contacts.create({ email: "ada@example.com", custom_attributes });
  intercom.companies.createOrUpdate({ company_id: "1", custom_attributes });
  intercom.conversations.update("1", { custom_attributes });
  old.contacts.update("1", { custom_attributes });
  preview.contacts.bulk.create({ contacts: [{ custom_attributes }] });
  intercom.contacts.update("1", { custom_attributes: byValibot.check({ plan: "free" }) });
});

test("the attributes of records of every version are read with the types of the schema", async () => {
  const { value } = typed.read(await intercom.contacts.get("1"));
  expectTypeOf(value?.plan).toEqualTypeOf<"free" | "pro" | undefined>();
  typed.read(await old.contacts.get("1"));
  typed.read(await intercom.companies.get("1"));
  typed.read(await preview.conversations.get("1"));
  expectTypeOf(byValibot.read({}).value?.plan).toEqualTypeOf<"free" | "pro" | undefined>();
});

test("attributes that the schema does not have do not compile", () => {
  // @ts-expect-error a typo
  typed.check({ paln: "pro" });
  // @ts-expect-error another value
  typed.check({ plan: "gold" });
  // @ts-expect-error a Date is a number
  typed.check({ plan: new Date() });
  // @ts-expect-error no schema
  customAttributes({ plan: "text" });
});
