import { ConfigError } from "@interkit/client";
import { createIntercom } from "@interkit/client/2.16";
import { beforeEach, describe, expect, test } from "vitest";

/** Calls that plain JavaScript allows and the compiler refuses. */
// biome-ignore lint/suspicious/noExplicitAny: calls that no type allows
type Untyped = any;

let sent: Request[];
let intercom: Untyped;
let contacts: Untyped;

beforeEach(() => {
  sent = [];
  intercom = createIntercom({
    token: "test-token",
    fetch: async (url, init) => {
      sent.push(new Request(url, init));
      return Response.json({ id: "1" });
    },
  });
  contacts = intercom.contacts;
});

describe("a wrong argument is refused before anything is sent", () => {
  test.each([
    [
      "a missing path value",
      () => contacts.get(),
      "contacts.get() needs contact_id, a string, and got undefined; call contacts.get(contact_id, query, options)",
    ],
    [
      "null for a path value",
      () => contacts.get(null),
      "contacts.get() needs contact_id, a string, and got null",
    ],
    [
      "an object for a path value",
      () => contacts.get({ id: "1" }),
      "contacts.get() needs contact_id, a string, and got a value of type object",
    ],
    [
      "NaN for a path value",
      () => contacts.get(Number.NaN),
      "contacts.get() needs contact_id, a string, and got a value of type number",
    ],
    [
      "an empty path value",
      () => contacts.get(" "),
      'contacts.get() needs contact_id, and got " ": the path would be that of another route',
    ],
    [
      "a path value of two dots",
      () => contacts.delete(".."),
      'contacts.delete() needs contact_id, and got "..": the path would be that of another route',
    ],
    [
      "a path value of one dot",
      () => contacts.get("."),
      'contacts.get() needs contact_id, and got ".": the path would be that of another route',
    ],
    [
      "a missing second path value",
      () => contacts.tags.detach("1"),
      "contacts.tags.detach() needs tag_id, a string, and got undefined; call contacts.tags.detach(contact_id, tag_id, options)",
    ],
    [
      "too many arguments",
      () => contacts.archive("1", {}, {}),
      "contacts.archive() takes contact_id, options and got 3 arguments",
    ],
    [
      "too many arguments of a GET that takes no query",
      () => intercom.tags.get("1", {}, {}),
      "tags.get() takes tag_id, options and got 3 arguments",
    ],
    [
      "too many arguments of a DELETE",
      () => contacts.delete("1", {}, {}),
      "contacts.delete() takes contact_id, options and got 3 arguments",
    ],
    [
      "options that are text",
      () => contacts.get("1", {}, "retry"),
      "contacts.get() takes its options as an object, and got a value of type string",
    ],
    [
      "a query beside a body that is text",
      () => contacts.update("1", {}, { query: "a=b" }),
      "contacts.update() takes its query as an object, and got a value of type string",
    ],
    [
      "a body that is text",
      () => contacts.update("1", "Ada"),
      "contacts.update() takes its body as an object, and got a value of type string",
    ],
    [
      "a body that is an array",
      () => contacts.create([{ role: "user" }]),
      "contacts.create() takes its body as an object, and got an array",
    ],
    [
      "a body that is null",
      () => contacts.create(null),
      "contacts.create() takes its body as an object, and got null",
    ],
    [
      "an unknown option",
      () => contacts.get("1", {}, { per_page: 5 }),
      'contacts.get() has no option "per_page", only signal, timeoutMs, retry, priority, headers; call contacts.get(',
    ],
    [
      "a query in the options of a GET",
      () => contacts.get("1", {}, { query: {} }),
      'contacts.get() has no option "query"',
    ],
    [
      "an option among the parameters",
      () => contacts.get("1", { timeoutMs: 5 }),
      'contacts.get() takes "timeoutMs" in its options, which come after the query',
    ],
    ...["signal", "timeoutMs", "retry", "priority", "headers"].map(
      (option): [string, () => Promise<unknown>, string] => [
        `${option} in a body`,
        () => contacts.create({ role: "user", [option]: undefined }),
        `contacts.create() takes "${option}" in its options, which come after the body`,
      ],
    ),
    [
      "NaN in a body",
      () => contacts.update("1", { custom_attributes: { x: [1, 2, Number.NaN] } }),
      "custom_attributes.x[2] of the body is NaN",
    ],
    [
      "NaN as a search value",
      () =>
        contacts
          .search({ query: { field: "signed_up_at", operator: ">", value: Number.NaN } })
          .collect({ limit: 1 }),
      "query.value of the body is NaN",
    ],
    ["a Map as a query", () => contacts.get("1", new Map([["page", 1]])), '"query" is a Map'],
    [
      "a header that the client sets",
      () => contacts.archive("1", { headers: { Authorization: "x" } }),
      "The token is not a header of a call",
    ],
  ])("%s", async (_, call, message) => {
    const error = await call().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toContain(message);
    expect(sent).toHaveLength(0);
  });

  test.each([
    [
      "a path value of two dots",
      () => contacts.tags.list(".."),
      "contacts.tags.list() needs contact_id",
    ],
    ...["signal", "timeoutMs", "retry", "priority", "headers"].map(
      (option): [string, () => unknown, string] => [
        `${option} among the parameters`,
        () => contacts.list({ [option]: {} }),
        `contacts.list() takes "${option}" in its options`,
      ],
    ),
    [
      "a search that is text",
      () => contacts.search("ada"),
      "contacts.search() takes its body as an object",
    ],
  ])("a list throws at once, since it is no promise: %s", (_, call, message) => {
    expect(call).toThrow(ConfigError);
    expect(call).toThrow(message);
  });
});

test("a field with the name of an option is sent where the operation has that field", async () => {
  await intercom.dataConnectors.create({ name: "Orders", headers: [{ name: "a", value: "b" }] });
  expect(await sent[0]?.json()).toMatchObject({ headers: [{ name: "a", value: "b" }] });
});

test("a path value is sent as one segment, also with slashes and dots in it", async () => {
  await contacts.get("a/../b?c#d");
  await contacts.get(42);
  expect(sent.map(({ url }) => url)).toEqual([
    "https://api.intercom.io/contacts/a%2F..%2Fb%3Fc%23d",
    "https://api.intercom.io/contacts/42",
  ]);
});

test("an error message does not quote the body", async () => {
  const error = await contacts.create("secret").catch((thrown: unknown) => thrown);
  expect(String(error)).not.toContain("secret");
});
