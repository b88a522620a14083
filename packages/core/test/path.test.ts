import { ConfigError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { failureOf, observe } from "./support/observe.ts";

const route = "GET /contacts/{contact_id}/companies/{company_id}";

function call(path: Record<string, unknown>) {
  const { fetch, requests } = observe();
  const client = createClient({ token: "token", fetch });
  return { requests, result: client.request(route, { params: { path } }) };
}

describe("a path value", () => {
  test("becomes one segment that decodes to what it was, whatever it holds", async () => {
    const value = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => {
      return text.trim() !== "" && text !== "." && text !== "..";
    });
    await fc.assert(
      fc.asyncProperty(value, value, async (contact_id, company_id) => {
        const { requests, result } = call({ contact_id, company_id });
        await result;
        const { pathname, search, hash } = new URL(requests[0]?.url ?? "");
        expect(pathname.split("/").map(decodeURIComponent)).toEqual([
          "",
          "contacts",
          contact_id,
          "companies",
          company_id,
        ]);
        expect(search + hash).toBe("");
      }),
    );
  });

  test.each([
    "../admins",
    "a/b",
    "a\\b",
    "a?b=c",
    "a#b",
    "%2e%2e",
    "%2F",
    "...",
    "{company_id}",
    "$&",
    " a",
  ])("does not lead elsewhere: %j", async (contact_id) => {
    const { requests, result } = call({ contact_id, company_id: "1" });
    await result;
    const { pathname } = new URL(requests[0]?.url ?? "");
    expect(pathname).toBe(`/contacts/${encodeURIComponent(contact_id)}/companies/1`);
  });

  test("may be a number", async () => {
    const { requests, result } = call({ contact_id: 0, company_id: 12 });
    await result;
    expect(requests[0]?.url).toBe("https://api.intercom.io/contacts/0/companies/12");
  });

  test.each([
    [{}, /needs the path parameter "contact_id"$/],
    [{ id: "1" }, 'needs the path parameter "contact_id" (given: id)'],
    [{ id: "1", name: "2" }, "(given: id, name)"],
    [{ contact_id: "1" }, 'needs the path parameter "company_id" (given: contact_id)'],
    [{ contact_id: undefined, company_id: "1" }, 'needs the path parameter "contact_id"'],
    [{ contact_id: null, company_id: "1" }, 'needs the path parameter "contact_id"'],
    [{ contact_id: "", company_id: "1" }, '"contact_id" is empty; give the id of the object'],
    [{ contact_id: " ", company_id: "1" }, '"contact_id" is empty'],
    [
      { contact_id: ".", company_id: "1" },
      '"contact_id" is ".", which would lead to another resource',
    ],
    [{ contact_id: "1", company_id: ".." }, '"company_id" is ".."'],
    [{ contact_id: {}, company_id: "1" }, '"contact_id" is an object; give a string or a number'],
    [{ contact_id: true, company_id: "1" }, '"contact_id" is a boolean'],
    [{ contact_id: ["1"], company_id: "1" }, '"contact_id" is an array'],
    [{ contact_id: Number.NaN, company_id: "1" }, '"contact_id" is NaN'],
    [{ contact_id: "\ud800", company_id: "1" }, '"contact_id" is not well-formed'],
  ])("is refused before anything is sent: %j", async (path, message) => {
    const { requests, result } = call(path);
    const error = await failureOf(result);
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).toContain(route);
    expect(requests).toEqual([]);
  });

  test("that has no encoding keeps the platform's error as the cause", async () => {
    const { result } = call({ contact_id: "\ud800", company_id: "1" });
    expect(await failureOf(result)).toMatchObject({ cause: expect.any(URIError) });
  });

  test("is not taken from what all objects have", async () => {
    const { fetch, requests } = observe();
    const client = createClient({ token: "token", fetch });
    const error = await failureOf(client.request("GET /{constructor}", { params: { path: {} } }));
    expect((error as Error).message).toContain('needs the path parameter "constructor"');
    expect(requests).toEqual([]);
  });
});
