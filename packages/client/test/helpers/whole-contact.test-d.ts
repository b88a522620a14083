import type { Intercom as Old, Contact as OldContact } from "@interkit/client/2.7";
import type { Contact, Intercom } from "@interkit/client/2.16";
import { wholeContact } from "@interkit/client/helpers/whole-contact";
import type { Intercom as Preview, Contact as PreviewContact } from "@interkit/client/preview";
import { expectTypeOf, test } from "vitest";

declare const old: Old;
declare const intercom: Intercom;
declare const preview: Preview;

test("the contact of every version is returned with its own type", async () => {
  const contact = await intercom.contacts.get("1");
  expectTypeOf(wholeContact(intercom, contact)).resolves.toEqualTypeOf<Contact>();
  const first = await old.contacts.get("1");
  expectTypeOf(wholeContact(old, first)).resolves.toEqualTypeOf<OldContact>();
  const newest = await preview.contacts.get("1");
  expectTypeOf(wholeContact(preview, newest)).resolves.toEqualTypeOf<PreviewContact>();
});

test("an id is no contact", () => {
  // @ts-expect-error an id
  wholeContact(intercom, "1");
});
