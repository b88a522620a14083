import { describe, expect, test } from "vitest";
import { interkitLines, mistakeIn } from "./support/commands.ts";
import { isShell, placeOf, writtenPages } from "./support/pages.ts";

const lines = writtenPages()
  .flatMap(({ blocks }) => blocks)
  .filter(isShell)
  .flatMap((block) =>
    interkitLines(block.code).map((args) => [`${placeOf(block)} ${args.join(" ")}`, args] as const),
  );

describe("every command line of interkit on a page is one that it takes", () => {
  test.each(lines)("%s", async (_, args) => {
    expect(await mistakeIn(args)).toBe(undefined);
  });
});

describe("the check itself", () => {
  test("finds the commands of a block between pipes, variables and comments", () => {
    const block = [
      "npm install --global @interkit/cli   # interkit itself",
      "INTERCOM_TOKEN=any interkit contacts list \\",
      "  --limit 5 2> errors.txt | head > first.txt",
      'echo "$TOKEN" | npx interkit login --profile ci',
      "interkit webhooks replay --topic 'contact.*'",
    ].join("\n");
    expect(interkitLines(block)).toEqual([
      ["contacts", "list", "--limit", "5"],
      ["login", "--profile", "ci"],
      ["webhooks", "replay", "--topic", "contact.*"],
    ]);
  });

  test("accepts what connects, and what reads a file", async () => {
    expect(await mistakeIn(["contacts", "get", "1"])).toBe(undefined);
    expect(await mistakeIn(["articles", "create", "--data", "@article.json"])).toBe(undefined);
    expect(await mistakeIn(["sync", "content", "docs", "--source", "https://a.example"])).toBe(
      undefined,
    );
  });

  test.each([
    ["contacts lst", /has no command "lst"/],
    ["contacts list --limt 5", /unknown option '--limt'/],
    ["contacts search --where role", /role/],
    ["--api-version 2.7 contacts merge-history list 1", /merge-history/],
    ["mirror", /--to/],
  ])("refuses: interkit %s", async (line, mistake) => {
    expect(await mistakeIn(line.split(" "))).toMatch(mistake);
  });
});
