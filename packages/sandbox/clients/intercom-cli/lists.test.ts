import { describe, expect, test } from "vitest";
import { type Json, listenForTest, testClient } from "../test-client.ts";
import { commandLine } from "./command-line.ts";

/** The number of items of a list, from its first page. */
async function totalOf(url: string, path: string): Promise<number> {
  const response = await fetch(url + path, { headers: { Authorization: "Bearer any" } });
  const { total_count } = (await response.json()) as { total_count: number };
  return total_count;
}

function expectEachOnce(items: readonly Json[], total: number): void {
  expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
  expect(items).toHaveLength(total);
}

testClient("@intercom/cli 0.9.0", (client) => {
  const seed = { name: "acme", contacts: 120 };

  describe.each(["2.11", "2.16"] as const)("in %s", (defaultVersion) => {
    test.each([
      { command: "articles", path: "/articles", key: "data" },
      { command: "contacts", path: "/contacts", key: "data" },
      { command: "conversations", path: "/conversations", key: "conversations" },
      { command: "help-center", path: "/help_center/collections", key: "data" },
    ])("$command list --all ends, with each item once", async ({ command, path, key }) => {
      const { url } = await listenForTest({ seed, defaultVersion });
      const { run } = await commandLine(client(), url);
      const { code, json } = await run(command, "list", "--all", "--json");
      expect(code).toBe(0);
      expectEachOnce(json[key], await totalOf(url, path));
      const first = await run(command, "list", "--limit", "2", "--json");
      expect(first.json[key].map(({ id }: Json) => id)).toEqual(
        json[key].slice(0, 2).map(({ id }: Json) => id),
      );
    });
  });

  test("prints one object per line when its output is piped", async () => {
    const { url } = await listenForTest({ seed });
    const { run } = await commandLine(client(), url);
    const { out } = await run("contacts", "list", "--all");
    const lines = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Json);
    expectEachOnce(lines, await totalOf(url, "/contacts"));
  });

  test.each([
    "/companies",
    "/contacts",
    "/articles",
    "/internal_articles",
    "/help_center/collections",
    "/news/news_items",
    "/ai/external_pages",
    "/ai/content_import_sources",
    "/calls",
  ])("api %s --paginate ends, two a page, with each item once", async (path) => {
    const { url } = await listenForTest({ seed });
    const { run } = await commandLine(client(), url);
    const { code, json } = await run(
      ...["api", path, "--paginate", "-X", "GET", "-f", "per_page=2", "--json"],
    );
    expect(code).toBe(0);
    expectEachOnce(json, await totalOf(url, path));
  });
});
