import type { Intercom as Stable } from "@interkit/client/2.16";
import { bulkDeleteCompanies, bulkUpsertCompanies } from "@interkit/client/helpers/bulk-companies";
import {
  bulkCreateContacts,
  bulkDeleteContacts,
  bulkUpdateContacts,
} from "@interkit/client/helpers/bulk-contacts";
import type { BulkCreateContactsRequest, Intercom } from "@interkit/client/preview";
import type { Intercom as Unstable } from "@interkit/client/unstable";
import { expectTypeOf, test } from "vitest";

declare const stable: Stable;
declare const intercom: Intercom;
declare const unstable: Unstable;
declare const rows: AsyncIterable<{ external_id: string; name: string }>;

test("bulk helpers take a client of Preview, and records of any iterable", async () => {
  type Input = NonNullable<BulkCreateContactsRequest["contacts"]>[number];
  for await (const result of bulkCreateContacts(intercom, rows)) {
    expectTypeOf(result.input).toEqualTypeOf<Input>();
    expectTypeOf(result.outcome).toEqualTypeOf<"created" | "failed" | "unknown">();
  }
  bulkCreateContacts(unstable, new Set([{ email: "ada@example.com" }]));
  bulkUpdateContacts(intercom, [{ id: "1", custom_attributes: { plan: "pro" } }]);
  bulkDeleteContacts(intercom, ["1"]);
  bulkUpsertCompanies(intercom, [{ company_id: "1", size: 85 }]);
});

test("versions without bulk jobs do not compile", () => {
  // @ts-expect-error bulk jobs are in Preview
  bulkCreateContacts(stable, []);
  // @ts-expect-error bulk jobs are in Preview
  bulkDeleteCompanies(stable, []);
});

test("records with other fields do not compile", () => {
  // @ts-expect-error a typo
  bulkCreateContacts(intercom, [{ nmae: "Ada" }]);
  // @ts-expect-error an update needs an id
  bulkUpdateContacts(intercom, [{ name: "Ada" }]);
  // @ts-expect-error ids are text
  bulkDeleteContacts(intercom, [{ id: "1" }]);
});
