import type { LazyList } from "@interkit/client";
import type * as v2_10 from "@interkit/client/2.10";
import type * as v2_11 from "@interkit/client/2.11";
import type * as v2_12 from "@interkit/client/2.12";
import type * as v2_13 from "@interkit/client/2.13";
import type * as v2_14 from "@interkit/client/2.14";
import type * as v2_15 from "@interkit/client/2.15";
import type * as v2_16 from "@interkit/client/2.16";
import type * as v2_17 from "@interkit/client/2.17";
import type * as latest from "@interkit/client/latest";
import type * as preview from "@interkit/client/preview";
import type * as unstable from "@interkit/client/unstable";
import { expectTypeOf, test } from "vitest";

// Each test is a difference between two versions of the official description.

test("AI content is new in 2.12", () => {
  expectTypeOf<v2_11.Intercom>().not.toHaveProperty("aiContent");
  expectTypeOf<v2_12.Intercom>().toHaveProperty("aiContent");
});

test("contacts.findByExternalId and contacts.block are new in 2.13", () => {
  type Older = v2_11.Intercom["contacts"];
  type Newer = v2_13.Intercom["contacts"];
  expectTypeOf<Older>().not.toHaveProperty("findByExternalId");
  expectTypeOf<v2_12.Intercom["contacts"]>().not.toHaveProperty("findByExternalId");
  expectTypeOf<Newer["findByExternalId"]>().returns.toEqualTypeOf<v2_13.Call<v2_13.Contact>>();
  expectTypeOf<Older>().not.toHaveProperty("block");
  expectTypeOf<Newer>().toHaveProperty("block");
});

test("only 2.11 has page numbers in the list of contacts: 2.12 removed them", () => {
  expectTypeOf<v2_10.ContactsListQuery>().not.toHaveProperty("page");
  expectTypeOf<v2_11.ContactsListQuery>().toHaveProperty("page");
  expectTypeOf<v2_12.ContactsListQuery>().not.toHaveProperty("page");
});

test("Contact.enabled_push_messaging is new in 2.12", () => {
  expectTypeOf<v2_11.Contact>().not.toHaveProperty("enabled_push_messaging");
  expectTypeOf<v2_12.Contact>().toHaveProperty("enabled_push_messaging");
});

test("Contact.owner_id is a number up to 2.15, and text in 2.16", () => {
  expectTypeOf<v2_11.Contact["owner_id"]>().toEqualTypeOf<number | null>();
  expectTypeOf<v2_15.Contact["owner_id"]>().toEqualTypeOf<number | null>();
  expectTypeOf<v2_16.Contact["owner_id"]>().toEqualTypeOf<string | null>();
});

test("the merge history of a contact is new in 2.16, and optional in the query", () => {
  expectTypeOf<v2_11.Contact>().not.toHaveProperty("merge_history");
  expectTypeOf<v2_16.Contact>().toHaveProperty("merge_history");
  expectTypeOf<v2_15.Intercom["contacts"]>().not.toHaveProperty("mergeHistory");
  expectTypeOf<v2_16.Intercom["contacts"]>().toHaveProperty("mergeHistory");
  expectTypeOf<v2_15.ContactsListQuery>().not.toHaveProperty("include_merge_history");
  expectTypeOf<v2_16.ContactsListQuery>().toHaveProperty("include_merge_history");
});

test("UpdateContactRequest.email_verified is new in 2.16", () => {
  expectTypeOf<v2_11.UpdateContactRequest>().not.toHaveProperty("email_verified");
  expectTypeOf<v2_16.UpdateContactRequest>().toHaveProperty("email_verified");
});

test("only Preview changes the language of a contact", () => {
  expectTypeOf<v2_11.UpdateContactRequest>().not.toHaveProperty("language_override");
  expectTypeOf<v2_16.UpdateContactRequest>().not.toHaveProperty("language_override");
  expectTypeOf<preview.UpdateContactRequest>().toHaveProperty("language_override");
});

test("MergeContactsRequest.skip_duplicate_validation is new in 2.16", () => {
  expectTypeOf<v2_11.MergeContactsRequest>().not.toHaveProperty("skip_duplicate_validation");
  expectTypeOf<v2_16.MergeContactsRequest>().toHaveProperty("skip_duplicate_validation");
});

test("notes on companies can be listed in 2.15, and created in 2.16", () => {
  expectTypeOf<v2_11.Intercom["companies"]>().not.toHaveProperty("notes");
  expectTypeOf<v2_14.Intercom["companies"]>().not.toHaveProperty("notes");
  expectTypeOf<v2_15.Intercom["companies"]["notes"]>().toHaveProperty("list");
  expectTypeOf<v2_15.Intercom["companies"]["notes"]>().not.toHaveProperty("create");
  expectTypeOf<v2_16.Intercom["companies"]["notes"]>().toHaveProperty("create");
});

test("ContentImportSource.audience_ids is new in 2.15", () => {
  expectTypeOf<v2_12.ContentImportSource>().not.toHaveProperty("audience_ids");
  expectTypeOf<v2_15.ContentImportSource>().toHaveProperty("audience_ids");
});

test("only Preview has company search, bulk changes and merge previews", () => {
  expectTypeOf<v2_16.Intercom["companies"]>().not.toHaveProperty("search");
  expectTypeOf<v2_16.Intercom["companies"]>().not.toHaveProperty("bulk");
  expectTypeOf<v2_16.Intercom["contacts"]>().not.toHaveProperty("previewMerge");
  expectTypeOf<preview.Intercom["companies"]>().toHaveProperty("search");
  expectTypeOf<preview.Intercom["companies"]>().toHaveProperty("bulk");
  expectTypeOf<preview.Intercom["contacts"]>().toHaveProperty("previewMerge");
});

test("contacts.activities and contacts.deleted are new in 2.17", () => {
  expectTypeOf<v2_16.Intercom["contacts"]>().not.toHaveProperty("activities");
  expectTypeOf<v2_16.Intercom["contacts"]>().not.toHaveProperty("deleted");
  expectTypeOf<v2_17.Intercom["contacts"]["activities"]["list"]>().returns.toEqualTypeOf<
    LazyList<v2_17.ContactActivity, v2_17.ContactActivityList>
  >();
  expectTypeOf<v2_17.Intercom["contacts"]["deleted"]["list"]>().returns.toEqualTypeOf<
    LazyList<v2_17.InactiveContact, v2_17.InactiveContactList>
  >();
  expectTypeOf<preview.InactiveContact>().toEqualTypeOf<v2_17.InactiveContact>();
  type Status = "archived" | "blocked" | "merged" | "pending_deletion" | "permanently_deleted";
  expectTypeOf<Status>().toExtend<v2_17.InactiveContact["status"]>();
});

test("folders are new in 2.17, with the methods of Preview", () => {
  expectTypeOf<v2_16.Intercom>().not.toHaveProperty("folders");
  expectTypeOf<v2_17.Intercom["folders"]>().toEqualTypeOf<preview.Intercom["folders"]>();
});

test("the locale of an external page is en in 2.16, and any language in 2.17", () => {
  expectTypeOf<v2_16.CreateExternalPageRequest["locale"]>().toEqualTypeOf<"en">();
  expectTypeOf<v2_17.CreateExternalPageRequest["locale"]>().toEqualTypeOf<string>();
});

test("2.17 has the contact of 2.16, and no methods of Preview's companies", () => {
  expectTypeOf<v2_17.Contact>().toEqualTypeOf<v2_16.Contact>();
  expectTypeOf<v2_17.Intercom["companies"]>().not.toHaveProperty("search");
  expectTypeOf<v2_17.UpdateContactRequest>().not.toHaveProperty("language_override");
});

test("the latest version is 2.16", () => {
  expectTypeOf<latest.Intercom>().toEqualTypeOf<v2_16.Intercom>();
  expectTypeOf<latest.Contact>().toEqualTypeOf<v2_16.Contact>();
});

test("Unstable is another name of Preview", () => {
  expectTypeOf<unstable.Intercom>().toEqualTypeOf<preview.Intercom>();
  expectTypeOf<unstable.Contact>().toEqualTypeOf<preview.Contact>();
});
