import type { Intercom as Old, Contact as OldContact } from "@interkit/client/2.7";
import type { Contact, Intercom } from "@interkit/client/2.16";
import { upsertContact } from "@interkit/client/helpers/upsert-contact";
import type { Intercom as Preview } from "@interkit/client/preview";
import { expectTypeOf, test } from "vitest";

declare const old: Old;
declare const intercom: Intercom;
declare const preview: Preview;

test("an upsert takes the client of every version, and returns its contact", async () => {
  const { contact, outcome } = await upsertContact(intercom, { email: "ada@example.com" });
  expectTypeOf(contact).toEqualTypeOf<Contact>();
  expectTypeOf(outcome).toEqualTypeOf<"created" | "updated">();
  const first = await upsertContact(old, { external_id: "42" });
  expectTypeOf(first.contact).toEqualTypeOf<OldContact>();
  upsertContact(preview, { external_id: "42", role: "lead" });
});

test("a field that contacts do not have does not compile", () => {
  // @ts-expect-error a typo
  upsertContact(intercom, { email: "ada@example.com", nmae: "Ada" });
  // @ts-expect-error another type
  upsertContact(intercom, { email: "ada@example.com", signed_up_at: "today" });
});
