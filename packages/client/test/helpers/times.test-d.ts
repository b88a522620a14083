import type { Contact } from "@interkit/client/2.16";
import { fromUnixSeconds, toUnixSeconds } from "@interkit/client/helpers/times";
import { expectTypeOf, test } from "vitest";

declare const contact: Contact;

test("a time that may be null gives a Date that may be null", () => {
  expectTypeOf(fromUnixSeconds(contact.created_at)).toEqualTypeOf<Date>();
  expectTypeOf(fromUnixSeconds(contact.last_seen_at)).toEqualTypeOf<Date | null>();
});

test("text is no time", () => {
  // @ts-expect-error text
  toUnixSeconds("2026-01-01");
  // @ts-expect-error a Date
  fromUnixSeconds(new Date());
});
