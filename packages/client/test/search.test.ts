import { ConfigError, query } from "@interkit/client";
import { describe, expect, test } from "vitest";
import { setup } from "./support/setup.ts";

const { and, or, eq, gt, contains } = query.contacts;

describe("a query", () => {
  test.each([
    [() => query.eq("role", "user"), { field: "role", operator: "=", value: "user" }],
    [() => query.ne("name", null), { field: "name", operator: "!=", value: null }],
    [
      () => query.in("email", ["a@example.com", "b@example.com"]),
      { field: "email", operator: "IN", value: ["a@example.com", "b@example.com"] },
    ],
    [() => query.notIn("owner_id", [1, 2]), { field: "owner_id", operator: "NIN", value: [1, 2] }],
    [() => query.gt("monthly_spend", 99.5), { field: "monthly_spend", operator: ">", value: 99.5 }],
    [() => query.lt("monthly_spend", 100), { field: "monthly_spend", operator: "<", value: 100 }],
    [() => query.gte("session_count", 0), { field: "session_count", operator: ">=", value: 0 }],
    [() => query.lte("session_count", 9), { field: "session_count", operator: "<=", value: 9 }],
    [
      () => query.contains("email", "@example"),
      { field: "email", operator: "~", value: "@example" },
    ],
    [() => query.notContains("email", "+"), { field: "email", operator: "!~", value: "+" }],
    [() => query.startsWith("name", "Ad"), { field: "name", operator: "^", value: "Ad" }],
    [() => query.endsWith("name", "ce"), { field: "name", operator: "$", value: "ce" }],
    [
      () => query.eq("custom_attributes.paying", false),
      { field: "custom_attributes.paying", operator: "=", value: false },
    ],
  ])("%# has the form that the API takes", (build, wire) => {
    expect(build()).toEqual(wire);
  });

  test("sends a Date as whole Unix seconds", () => {
    const built = gt("created_at", new Date("2026-01-01T00:00:00.999Z"));
    expect(built.value).toBe(Date.UTC(2026, 0, 1) / 1000);
  });

  test("puts filters next to groups into a group of their own", () => {
    const built = and(
      eq("role", "user"),
      or(eq("name", "Ada"), eq("name", "Grace")),
      eq("os", "iOS"),
    );
    expect(built).toEqual({
      operator: "AND",
      value: [
        { operator: "AND", value: [eq("role", "user"), eq("os", "iOS")] },
        { operator: "OR", value: [eq("name", "Ada"), eq("name", "Grace")] },
      ],
    });
  });

  test("keeps groups of groups as they are", () => {
    const built = or(and(eq("name", "Ada")), and(eq("name", "Grace")));
    expect(built).toEqual({
      operator: "OR",
      value: [
        { operator: "AND", value: [eq("name", "Ada")] },
        { operator: "AND", value: [eq("name", "Grace")] },
      ],
    });
  });
});

const many = (count: number) => Array.from({ length: count }, (_, index) => eq("name", `${index}`));

describe("a query that Intercom would refuse throws a ConfigError", () => {
  // biome-ignore lint/suspicious/noExplicitAny: calls that no type allows
  const untyped = query as any;

  test.each([
    ["no filter in a group", () => and(), "query.and() needs at least one filter"],
    [
      "more than 15 filters",
      () => or(...many(16)),
      "query.or() got 16 filters, and Intercom takes 15 in a group",
    ],
    [
      "a third level of groups",
      () => untyped.or(and(or(eq("name", "Ada")))),
      "query.or() would be a third level of groups",
    ],
    [
      "an array of filters",
      () => untyped.and([eq("name", "Ada")]),
      "query.and() takes filters, each as an argument of its own",
    ],
    [
      "a third level of groups beside a filter, in a group that was not built",
      () => untyped.or({ operator: "AND", value: [eq("os", "iOS"), or(eq("name", "Ada"))] }),
      "query.or() would be a third level of groups",
    ],
    ...[undefined, null, "Ada", {}].map((part): [string, () => unknown, string] => [
      `${JSON.stringify(part)} in place of a filter`,
      () => untyped.or(part),
      "query.or() takes filters, each as an argument of its own, such as query.eq(…)",
    ]),
    ["no field", () => untyped.eq(undefined, 1), "query.eq() needs the name of a field first"],
    ["a blank field", () => untyped.in(" ", [1]), "query.in() needs the name of a field first"],
    ["NaN", () => query.eq("x", Number.NaN), 'query.eq("x", …) needs text'],
    [
      "no value",
      () => untyped.eq("name"),
      'query.eq("name", …) needs text, a number, a boolean or a Date',
    ],
    [
      "no values",
      () => query.in("name", []),
      'query.in("name", …) needs an array with a value in it',
    ],
    [
      "a value where an array is needed",
      () => untyped.in("name", "Ada"),
      'query.in("name", …) needs an array',
    ],
    [
      "an invalid Date",
      () => gt("created_at", new Date("never")),
      'query.gt("created_at", …) got an invalid Date',
    ],
    [
      "milliseconds",
      () => gt("created_at", Date.UTC(2026, 0, 1)),
      'query.gt("created_at", …) got a time in milliseconds; Intercom counts in seconds',
    ],
  ])("%s", (_, build, message) => {
    expect(build).toThrow(ConfigError);
    expect(build).toThrow(message);
  });

  test("the limits themselves are accepted", () => {
    expect(and(...many(15)).value).toHaveLength(15);
    expect(and(or(...many(15)), ...many(15)).value).toHaveLength(2);
    expect(query.eq("custom_attributes.balance", 2e11).value).toBe(2e11);
    expect(gt("created_at", 1e11 - 1).value).toBe(1e11 - 1);
    expect(() => gt("created_at", 1e11)).toThrow("in milliseconds");
  });
});

describe("a search", () => {
  test("returns the matches of a query over all pages", async () => {
    const { intercom, sandbox, sent } = setup();
    for (const name of ["Ada", "Grace", "Edsger", "Barbara"]) {
      sandbox.seed.contact({ name, email: `${name}@example.com`.toLowerCase(), role: "user" });
    }
    sandbox.seed.contact({ name: "Ada", email: "ada@example.org", role: "lead" });
    const found = intercom.contacts.search({
      query: and(
        eq("role", "user"),
        contains("email", "@example.com"),
        or(contains("name", "da"), contains("name", "ra")),
      ),
      pagination: { per_page: 2 },
    });
    const names = [];
    for await (const { name } of found) names.push(name);
    expect(names.sort()).toEqual(["Ada", "Barbara", "Grace"]);
    expect(sent).toHaveLength(2);
  });

  test("of companies, in Preview", async () => {
    const { preview, sandbox } = setup();
    const ada = sandbox.seed.contact();
    for (const [name, monthly_spend] of [
      ["Initech", 300],
      ["Initrode", 30],
    ] as const) {
      const company = sandbox.seed.company({ name, monthly_spend });
      // A search returns only companies that have a contact.
      await preview.contacts.companies.attach(ada.id, { id: company.id });
    }
    const found = preview.companies.search({ query: query.companies.gte("monthly_spend", 100) });
    expect((await found.collect({ limit: 9 })).map(({ name }) => name)).toEqual(["Initech"]);
  });

  test("of conversations, by the second and in an order", async () => {
    const { intercom, sandbox } = setup();
    const at = Math.floor(sandbox.clock.now / 1000);
    for (const n of [2, 0, 3, 1]) sandbox.seed.conversation({ updated_at: at + n });
    sandbox.seed.conversation({ updated_at: at + 9, state: "closed" });
    const { and, eq, gte } = query.conversations;
    const found = intercom.conversations.search({
      query: and(eq("state", "open"), gte("updated_at", new Date((at + 1) * 1000))),
      sort: { field: "updated_at", order: "ascending" },
      pagination: { per_page: 2 },
    });
    const times = (await found.collect({ limit: 9 })).map((one) => (one.updated_at ?? 0) - at);
    expect(times).toEqual([1, 2, 3]);
  });

  test("of tickets, by an attribute of their type", async () => {
    const { intercom, sandbox } = setup();
    const { id } = await intercom.ticketTypes.create({ name: "Fault", category: "Customer" });
    const attribute = await intercom.ticketTypes.attributes.create(id, {
      name: "Machine",
      description: "",
      data_type: "string",
    });
    for (const Machine of ["Difference Engine", "Loom"]) {
      sandbox.seed.ticket({ type_id: String(id), attributes: { Machine } });
    }
    const { and, eq, contains } = query.tickets;
    const found = intercom.tickets.search({
      query: and(eq("category", "request"), contains(`ticket_attribute.${attribute.id}`, "engine")),
    });
    const [ticket, ...others] = await found.collect({ limit: 9 });
    expect(others).toEqual([]);
    expect(ticket?.ticket_attributes).toMatchObject({ Machine: "Difference Engine" });
  });
});
