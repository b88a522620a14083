import { ConfigError } from "@interkit/core";
import { expand } from "@interkit/pagination";
import { describe, expect, test } from "vitest";
import { all, script } from "./support/api.ts";

const url = "/contacts/5ba682d23d7cf92bef87bfd4/notes";
const item = (id: string) => ({ type: "note", id });

describe("a nested list", () => {
  test.each([
    ["whole", { data: [item("1")], url, total_count: 1, has_more: false }, [item("1")]],
    ["whole, without has_more", { data: [item("1")], url, total_count: 1 }, [item("1")]],
    ["empty", { data: [], url, total_count: 0, has_more: false }, []],
    ["counted as empty, without data", { url, total_count: 0 }, []],
    ["an empty object", {}, []],
    ["absent", undefined, []],
    ["null", null, []],
  ])("that is %s needs no request", async (_, nested, items) => {
    const { client, requests } = script();
    expect(await all(expand(client, nested))).toEqual(items);
    expect(await expand(client, nested).collect({ limit: 9 })).toEqual(items);
    expect(requests).toEqual([]);
  });

  test.each([
    ["states that it has more", { data: [item("1")], url, total_count: 3, has_more: true }],
    ["counts more than it holds", { data: [item("1")], url, total_count: 3 }],
    ["holds no data", { url, total_count: 3, has_more: false }],
    ["holds nothing but its url", { url }],
    ["has a whole URL", { data: [], url: `https://evil.example.com${url}`, has_more: true }],
    ["has a url with a query", { data: [], url: `${url}?per_page=2`, has_more: true }],
  ])("that %s is requested from its first page on", async (_, nested) => {
    const { client, requests } = script(
      { data: [item("1"), item("2")], pages: { page: 1, total_pages: 2 } },
      { data: [item("3")], pages: { page: 2, total_pages: 2 } },
    );
    const notes = expand<{ id: string }>(client, nested);
    expect(await all(notes)).toEqual([item("1"), item("2"), item("3")]);
    expect(requests.map(({ path }) => path)).toEqual([url, url]);
    expect(requests[1]?.query["page"]).toBe("2");
  });

  test.each([
    ["/contacts/a%20b/notes", "/contacts/a%20b/notes"],
    ["/contacts/100%/notes", "/contacts/100%25/notes"],
  ])("with the url %s is requested at %s", async (url, path) => {
    const { client, requests } = script({ data: [item("1")] });
    expect(await all(expand(client, { url, has_more: true }))).toEqual([item("1")]);
    expect(requests.map((request) => request.path)).toEqual([path]);
  });

  test("that has only has_more, without a url, is refused", () => {
    const { client } = script();
    expect(() => expand(client, { has_more: true })).toThrow(
      "no url of a list to request them from",
    );
  });

  test.each([
    undefined,
    null,
    "",
    "http://",
    "/contacts/../x",
    "/contacts/1",
    "/contacts//notes",
    "/contacts/1/notes/2",
    "/x/contacts/1/notes",
    "/companies/list",
  ])("that has more items, and this url, is refused: %j", (url) => {
    const { client } = script();
    const nested = { data: [item("1")], url, has_more: true };
    const call = () => expand(client, nested);
    expect(call).toThrow(ConfigError);
    expect(call).toThrow("no url of a list to request them from");
  });
});
