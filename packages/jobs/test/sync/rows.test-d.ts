import type { Intercom as Oldest } from "@interkit/client/2.7";
import type { Intercom as Intercom211 } from "@interkit/client/2.11";
import type { Intercom as Intercom216 } from "@interkit/client/2.16";
import type { Intercom as Intercom217 } from "@interkit/client/2.17";
import type { Admins } from "@interkit/client/2.17/admins";
import type { Contacts } from "@interkit/client/2.17/contacts";
import type { DataAttributes } from "@interkit/client/2.17/dataAttributes";
import type { Intercom as Preview } from "@interkit/client/preview";
import { type Collection, companies, contacts } from "@interkit/jobs/sync";
import { expectTypeOf, test } from "vitest";

declare const oldest: Oldest;
declare const intercom211: Intercom211;
declare const intercom216: Intercom216;
declare const intercom217: Intercom217;
declare const preview: Preview;
declare const resources: { contacts: Contacts; admins: Admins; dataAttributes: DataAttributes };

test("the collections take the client of every version, and its resources alone", () => {
  expectTypeOf(contacts(oldest)).toEqualTypeOf<Collection<object>>();
  contacts(intercom211, { matchBy: "email", role: "lead" });
  contacts(intercom216, { matchBy: "external_id", removal: "archive", empty: "clear" });
  contacts(intercom217, { map: { Mail: "email", Notes: false }, removal: undefined });
  contacts(preview);
  contacts(resources);
  expectTypeOf(companies(oldest)).toEqualTypeOf<Collection<object>>();
  companies(intercom211);
  companies(intercom216, { map: { Id: "company_id" } });
  companies(intercom217, { empty: "omit" });
  companies(preview, {});
});

test("the rows of interfaces of a program can be declared", () => {
  interface Person {
    readonly external_id: string;
    readonly signed_up_at: Date;
  }
  expectTypeOf(contacts(intercom216)).toExtend<Collection<Person>>();
});

test("other options and clients do not compile", () => {
  // @ts-expect-error a typo
  contacts(intercom216, { matchby: "email" });
  // @ts-expect-error no field to match by
  contacts(intercom216, { matchBy: "phone" });
  // @ts-expect-error contacts are archived, and not deleted
  contacts(intercom216, { removal: "delete" });
  // @ts-expect-error companies are never removed
  companies(intercom216, { removal: "archive" });
  // @ts-expect-error true is no name
  companies(intercom216, { map: { Id: true } });
  // @ts-expect-error companies are no contacts
  contacts({ ...intercom216, contacts: intercom216.companies });
});
