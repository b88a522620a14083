import { operationFacts, operationRoutes } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { observe } from "./support/observe.ts";

async function searchOf(query: Record<string, unknown>, route = "GET /events"): Promise<string> {
  const { fetch, requests } = observe();
  await createClient({ token: "token", fetch }).request(route, { params: { query } });
  return new URL(requests[0]?.url ?? "").search;
}

describe("a query", () => {
  test("repeats the name of an array", async () => {
    expect(await searchOf({ tag_ids: [1, 2] }, "GET /contacts")).toBe("?tag_ids=1&tag_ids=2");
  });

  test("spreads an object, as the filter of events", async () => {
    const query = { filter: { intercom_user_id: "63a0" }, type: "user", summary: true };
    expect(await searchOf(query)).toBe("?intercom_user_id=63a0&type=user&summary=true");
  });

  test("leaves out what is undefined, null or empty", async () => {
    expect(await searchOf({ a: undefined, b: null, c: [], d: {}, e: 0, f: "" })).toBe("?e=0&f=");
    expect(await searchOf({})).toBe("");
  });

  test("is encoded, names and values", async () => {
    const query = { email: "ada+1@example.com", "a b": "ü&=?#/" };
    expect(await searchOf(query)).toBe("?email=ada%2B1%40example.com&a%20b=%C3%BC%26%3D%3F%23%2F");
  });

  test("is read back as what it was, whatever it holds", async () => {
    const word = fc.string({ unit: "grapheme", minLength: 1 });
    const one = fc.oneof(word, fc.integer(), fc.boolean(), fc.double({ noDefaultInfinity: true }));
    const scalar = one.filter((value) => !Number.isNaN(value));
    const value = fc.oneof(scalar, fc.array(scalar), fc.constantFrom(null, undefined));
    await fc.assert(
      fc.asyncProperty(fc.dictionary(word, value), async (query) => {
        const expected = Object.entries(query).flatMap(([name, given]) =>
          [given].flat().flatMap((each) => (each == null ? [] : [[name, String(each)]])),
        );
        // Of what a server reads there is no other way: `URLSearchParams` splits and decodes alike.
        const read = [...new URLSearchParams(await searchOf(query))];
        expect(read).toEqual(expected);
      }),
    );
  });

  test("has nothing that an object got from elsewhere", async () => {
    expect(await searchOf(JSON.parse('{"__proto__":{"role":"user"},"page":2}'))).not.toContain(
      "constructor",
    );
    Object.defineProperty(Object.prototype, "polluted", {
      value: "yes",
      enumerable: true,
      writable: true,
      configurable: true,
    });
    try {
      expect(await searchOf({ page: 2, filter: { type: "user" } })).toBe("?page=2&type=user");
    } finally {
      delete (Object.prototype as { polluted?: unknown }).polluted;
    }
  });

  test.each([
    [
      { since: new Date(0) },
      'GET /events: the query parameter "since" holds a Date; give text, a number or a boolean; Intercom counts time in Unix seconds',
    ],
    [{ page: Number.NaN }, /"page" holds NaN; give text, a number or a boolean$/],
    [{ filter: { ids: [{}] } }, /"ids" holds an object/],
    [{ a: () => {} }, /"a" holds a function/],
    [{ "\ud800": 1 }, /"\ud800" is not well-formed text/],
    [{ ids: [["1"]] }, /"ids" holds an array/],
    [{ q: "\ud800" }, /"q" is not well-formed/],
  ])("refuses values that it cannot express: %j", async (query, message) => {
    await expect(searchOf(query)).rejects.toThrow(message);
  });

  const joined = operationRoutes().find((route) => operationFacts(route)?.comma);
  test.skipIf(joined === undefined)("joins the arrays that the operation table names", async () => {
    const name = operationFacts(joined ?? "")?.comma?.[0] ?? "";
    expect(await searchOf({ [name]: [] }, joined)).toBe("");
    expect(await searchOf({ [name]: ["a,b", "c"] }, joined)).toBe(`?${name}=a%2Cb,c`);
  });
});
