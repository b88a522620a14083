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

/** Each is a difference between two versions of the official description. */

test("2.11 has no AI content: it came with 2.12", () => {
  expectTypeOf<v2_11.Intercom>().not.toHaveProperty("aiContent");
  expectTypeOf<v2_12.Intercom>().toHaveProperty("aiContent");
});

test("2.11 finds no contact by external id, and blocks none: 2.13 does", () => {
  type Older = v2_11.Intercom["contacts"];
  type Newer = v2_13.Intercom["contacts"];
  expectTypeOf<Older>().not.toHaveProperty("findByExternalId");
  expectTypeOf<v2_12.Intercom["contacts"]>().not.toHaveProperty("findByExternalId");
  expectTypeOf<Newer["findByExternalId"]>().returns.toEqualTypeOf<v2_13.Call<v2_13.Contact>>();
  expectTypeOf<Older>().not.toHaveProperty("block");
  expectTypeOf<Newer>().toHaveProperty("block");
});

test("only 2.11 knows the page of a list of contacts by number: removed with 2.12", () => {
  expectTypeOf<v2_10.ContactsListQuery>().not.toHaveProperty("page");
  expectTypeOf<v2_11.ContactsListQuery>().toHaveProperty("page");
  expectTypeOf<v2_12.ContactsListQuery>().not.toHaveProperty("page");
});

test("2.11 does not say whether a contact takes push messages: 2.12 does", () => {
  expectTypeOf<v2_11.Contact>().not.toHaveProperty("enabled_push_messaging");
  expectTypeOf<v2_12.Contact>().toHaveProperty("enabled_push_messaging");
});

test("2.11 counts owners, 2.16 names them: a number became text", () => {
  expectTypeOf<v2_11.Contact["owner_id"]>().toEqualTypeOf<number | null>();
  expectTypeOf<v2_15.Contact["owner_id"]>().toEqualTypeOf<number | null>();
  expectTypeOf<v2_16.Contact["owner_id"]>().toEqualTypeOf<string | null>();
});

test("2.11 gives no merge history: 2.16 does, where it is asked for", () => {
  expectTypeOf<v2_11.Contact>().not.toHaveProperty("merge_history");
  expectTypeOf<v2_16.Contact>().toHaveProperty("merge_history");
  expectTypeOf<v2_15.Intercom["contacts"]>().not.toHaveProperty("mergeHistory");
  expectTypeOf<v2_16.Intercom["contacts"]>().toHaveProperty("mergeHistory");
  expectTypeOf<v2_15.ContactsListQuery>().not.toHaveProperty("include_merge_history");
  expectTypeOf<v2_16.ContactsListQuery>().toHaveProperty("include_merge_history");
});

test("2.11 takes no word on whether an email address is verified: 2.16 does", () => {
  expectTypeOf<v2_11.UpdateContactRequest>().not.toHaveProperty("email_verified");
  expectTypeOf<v2_16.UpdateContactRequest>().toHaveProperty("email_verified");
});

test("only Preview changes the language of a contact", () => {
  expectTypeOf<v2_11.UpdateContactRequest>().not.toHaveProperty("language_override");
  expectTypeOf<v2_16.UpdateContactRequest>().not.toHaveProperty("language_override");
  expectTypeOf<preview.UpdateContactRequest>().toHaveProperty("language_override");
});

test("2.11 cannot skip the validation of a merge: 2.16 can", () => {
  expectTypeOf<v2_11.MergeContactsRequest>().not.toHaveProperty("skip_duplicate_validation");
  expectTypeOf<v2_16.MergeContactsRequest>().toHaveProperty("skip_duplicate_validation");
});

test("2.11 has no notes on companies: 2.15 lists them, 2.16 writes them", () => {
  expectTypeOf<v2_11.Intercom["companies"]>().not.toHaveProperty("notes");
  expectTypeOf<v2_14.Intercom["companies"]>().not.toHaveProperty("notes");
  expectTypeOf<v2_15.Intercom["companies"]["notes"]>().toHaveProperty("list");
  expectTypeOf<v2_15.Intercom["companies"]["notes"]>().not.toHaveProperty("create");
  expectTypeOf<v2_16.Intercom["companies"]["notes"]>().toHaveProperty("create");
});

test("2.12 names no audience of a content import source: 2.15 does", () => {
  expectTypeOf<v2_12.ContentImportSource>().not.toHaveProperty("audience_ids");
  expectTypeOf<v2_15.ContentImportSource>().toHaveProperty("audience_ids");
});

test("only Preview searches companies, and changes many things at once", () => {
  expectTypeOf<v2_16.Intercom["companies"]>().not.toHaveProperty("search");
  expectTypeOf<v2_16.Intercom["companies"]>().not.toHaveProperty("bulk");
  expectTypeOf<v2_16.Intercom["contacts"]>().not.toHaveProperty("previewMerge");
  expectTypeOf<preview.Intercom["companies"]>().toHaveProperty("search");
  expectTypeOf<preview.Intercom["companies"]>().toHaveProperty("bulk");
  expectTypeOf<preview.Intercom["contacts"]>().toHaveProperty("previewMerge");
});

test("2.16 tells neither what happened to contacts nor which are gone: 2.17 does", () => {
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

test("2.16 has no folders: 2.17 has those of Preview", () => {
  expectTypeOf<v2_16.Intercom>().not.toHaveProperty("folders");
  expectTypeOf<v2_17.Intercom["folders"]>().toEqualTypeOf<preview.Intercom["folders"]>();
});

test("pages of 2.16 are in English: those of 2.17 are in any language", () => {
  expectTypeOf<v2_16.CreateExternalPageRequest["locale"]>().toEqualTypeOf<"en">();
  expectTypeOf<v2_17.CreateExternalPageRequest["locale"]>().toEqualTypeOf<string>();
});

test("2.17 is otherwise as 2.16: a contact, and what only Preview has", () => {
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
