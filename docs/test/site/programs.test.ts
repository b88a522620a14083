import { describe, expect, test } from "vitest";
import { openStart, runEdited } from "./support/program.ts";

describe("a program in a page fails with one error", () => {
  test.for([
    ["for another package", 'import "node:fs";', 'not "node:fs"'],
    ["for an entry point that needs Node", 'import "@interkit/core/node";', "@interkit/core/node"],
    ["for a web address", 'await import("https://example.com/x.js");', "https://example.com/x.js"],
    ["for a computed name", 'const name = "x";\nawait import(name);', "constant names alone"],
    [
      "for a name that is not exported",
      'import { nothing } from "@interkit/client";\nnothing();',
      "nothing",
    ],
    ["for TypeScript that cannot be parsed", "const = 1;", "SyntaxError"],
    [
      "for a request to another host",
      'await fetch("https://example.com/x");',
      "and not example.com",
    ],
  ] as const)("%s", async ([, source, message], context) => {
    const start = await openStart(context);
    await runEdited(start, source);
    expect(await start.status.textContent()).toBe("Failed.");
    expect(await start.output.textContent()).toContain(message);
    const sent = start.urls.filter((url) => !url.startsWith("blob:"));
    expect(sent.filter((url) => !url.startsWith(start.origin))).toEqual([]);
  });

  test("that it throws, with its line", async (context) => {
    const start = await openStart(context);
    await runEdited(start, '// One.\nthrow new TypeError("no such thing");');
    expect(await start.status.textContent()).toBe("Failed.");
    expect(await start.output.textContent()).toBe("TypeError: no such thing\n    at line 2\n");
  });

  test("of Intercom, without its packages' own lines", async (context) => {
    const start = await openStart(context);
    const source = [
      'import { createIntercom } from "@interkit/client/latest";',
      'const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });',
      'await intercom.contacts.get("missing");',
    ].join("\n");
    await runEdited(start, source);
    expect(await start.output.textContent()).toMatch(
      /^ApiError: GET \/contacts\/\{contact_id\} answered 404 not_found: .*/,
    );
    expect(await start.output.textContent()).not.toContain("_astro");
  });
});

test("a program shows what fails in a promise that it does not wait for", async (context) => {
  const start = await openStart(context);
  await runEdited(
    start,
    'void Promise.reject(new Error("late"));\nawait new Promise((resolve) => setTimeout(resolve, 50));',
  );
  expect(await start.output.textContent()).toContain("Error: late");
});

test("requests that a program does not wait for are waited for", async (context) => {
  const start = await openStart(context);
  await runEdited(
    start,
    'fetch("https://api.intercom.io/me").then(({ status }) => console.log(status));',
  );
  expect(await start.output.textContent()).toBe("401\n");
  expect(await start.requests.allInnerTexts()).toEqual([expect.stringMatching(/^GET \/me 401, /)]);
});

test("retries are shown as attempts, also those to a sandbox of the program", async (context) => {
  const start = await openStart(context);
  const source = [
    'import { createIntercom } from "@interkit/client/2.16";',
    'import { createSandbox } from "@interkit/sandbox";',
    "const sandbox = createSandbox();",
    'const intercom = createIntercom({ token: "any", fetch: sandbox.fetch });',
    'sandbox.faults.add({ route: "GET /tags", times: 1, fault: { status: 503 } });',
    "console.log(await intercom.tags.list().collect({ limit: 10 }));",
  ].join("\n");
  await runEdited(start, source);
  expect(await start.output.textContent()).toBe("[]\n");
  expect(await start.requests.allInnerTexts()).toEqual([
    expect.stringMatching(/^GET \/tags 503, \d+ ms$/),
    expect.stringMatching(/^GET \/tags 200, \d+ ms, attempt 2$/),
  ]);
});
