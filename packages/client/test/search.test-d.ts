import { query, type SearchFilter, type SearchGroup } from "@interkit/client";
import type { SearchContactsRequest as Oldest } from "@interkit/client/2.7";
import { type SearchContactsRequest as Newest, query as query16 } from "@interkit/client/2.16";
import {
  type SearchContactsRequest as Preview,
  query as queryPreview,
  type SearchCompaniesRequest,
} from "@interkit/client/preview";
import { expectTypeOf, test } from "vitest";

const { and, or, eq, ne, gt, contains } = query.contacts;

test("a built query fits the searches of every version", () => {
  const deep = and(eq("role", "user"), or(contains("email", "@"), gt("created_at", new Date())));
  expectTypeOf(deep).toExtend<Newest["query"]>();
  expectTypeOf(deep).toExtend<Oldest["query"]>();
  expectTypeOf(deep).toExtend<Preview["query"]>();
  expectTypeOf(query.in("owner_id", [1, 2])).toExtend<Oldest["query"]>();
  const spends = query.companies.and(query.companies.gte("monthly_spend", 100));
  expectTypeOf(spends).toExtend<SearchCompaniesRequest["query"]>();
  expectTypeOf(eq("name", null)).toEqualTypeOf<SearchFilter<"name", "=", null>>();
  expectTypeOf(or(eq("name", "Ada"))).toEqualTypeOf<
    SearchGroup<SearchFilter<"name", "=", "Ada">>
  >();
});

test("a field takes its own kind of value", () => {
  eq("role", "lead");
  eq("custom_attributes.plan", "pro");
  gt("custom_attributes.seats", 5);
  query.companies.gte("monthly_spend", 100);
  // @ts-expect-error there is no such role
  eq("role", "admin");
  // @ts-expect-error an owner is known by number
  ne("owner_id", "Grace");
  // @ts-expect-error a moment is no text
  gt("created_at", "2026-01-01");
  // @ts-expect-error companies count money in numbers
  query.companies.eq("monthly_spend", "100");
});

test("a field takes only its own comparisons", () => {
  // @ts-expect-error text has no order
  gt("email", "a");
  // @ts-expect-error a moment has no text in it
  contains("created_at", "2026");
  // @ts-expect-error moments cannot be listed
  query.contacts.in("created_at", [1]);
  // @ts-expect-error a tag is or is not
  contains("tag_id", "1");
});

test("a field has to exist, where fields are known", () => {
  query.eq("anything", 1);
  // @ts-expect-error contacts have no such field
  eq("nickname", "Ada");
  // @ts-expect-error companies have no such field
  query.companies.eq("email", "ada@example.com");
});

test("groups have two levels", () => {
  // @ts-expect-error a third level
  and(or(and(eq("name", "Ada"), or(eq("os", "iOS")))));
});

test("the query of a version has the fields and comparisons of that version", () => {
  queryPreview.contacts.gte("created_at", new Date());
  // @ts-expect-error up to 2.16 a day is not compared so
  query16.contacts.gte("created_at", new Date());
  // @ts-expect-error companies are searched in Preview alone
  query16.companies;
  query16.conversations.eq("priority", "urgent");
  // @ts-expect-error up to 2.15 there were two priorities, with other names
  query16.conversations.eq("priority", "not_priority");
});

test("a comparison that a version lacks does not fit its search, whichever query built it", () => {
  const since = query.contacts.gte("created_at", new Date());
  expectTypeOf(since).toExtend<Preview["query"]>();
  expectTypeOf(since).not.toExtend<Newest["query"]>();
  const phone = query.contacts.eq("formatted_phone", "+441632960123");
  expectTypeOf(phone).toExtend<Newest["query"]>();
  expectTypeOf(phone).not.toExtend<Oldest["query"]>();
});
