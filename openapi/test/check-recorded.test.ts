import { mkdtempSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { checkRecorded, example, jsonLines, recordedCall, recording } from "./support.ts";

const tag = { type: "tag", id: "17513", name: "Independent" };

describe.concurrent("recordings without contradictions", () => {
  test("are counted, and the exit code is 0", async () => {
    const file = jsonLines(
      recordedCall("GET /tags/17513", tag),
      recordedCall("GET https://api.eu.intercom.io/contacts/6762f09a1bb69f9f2193bb34?x=1", {
        ...example("GET /contacts/{contact_id}"),
      }),
      recordedCall(
        "GET /tags/17513",
        { type: "error.list", errors: [{ code: "x" }] },
        { status: 404 },
      ),
    );
    expect(await checkRecorded(file)).toMatchObject({
      code: 0,
      lines: ["3 responses checked, 0 with contradictions"],
      errors: [],
    });
  });

  test("may be a HAR file, a folder, one JSON document, or have bodies as text", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "recorded-"));
    const write = (name: string, value: unknown) =>
      writeFileSync(path.join(folder, name), JSON.stringify(value, null, 2));
    const text = JSON.stringify(tag);
    const content = { mimeType: "application/json; charset=utf-8", text };
    const base64 = { ...content, text: Buffer.from(text).toString("base64"), encoding: "base64" };
    const request = { method: "GET", url: "https://api.intercom.io/tags/17513", headers: [] };
    const headers = [{ name: "Intercom-Version", value: "2.16" }];
    const page = { method: "GET", url: "https://www.example.com/", headers: [] };
    write("browser.har", {
      log: {
        entries: [
          { request, response: { status: 200, headers, content } },
          { request, response: { status: 200, headers, content: base64 } },
          { request: page, response: { status: 200, headers: [], content: {} } },
        ],
      },
    });
    write("one.json", recordedCall("GET /tags/17513", tag));
    write("many.json", [
      recordedCall("GET /tags/17513", text),
      recordedCall("GET /tags/17513/", tag),
    ]);
    write("notes.txt", "no recording");
    expect(await checkRecorded(folder)).toMatchObject({
      code: 0,
      lines: ["5 responses checked, 0 with contradictions; 1 call to others left out"],
      errors: [],
    });
  });
});

describe.concurrent("contradictions", () => {
  test("are printed once each, with place, rule and count, and with unknown fields", async () => {
    const contact = example("GET /contacts/{contact_id}");
    const wrong = { ...contact, created_at: "yesterday", favourite_colour: "teal" };
    const { id, ...without } = wrong;
    const call = "GET /contacts/6762f09a1bb69f9f2193bb34";
    const file = jsonLines(
      recordedCall(call, wrong),
      recordedCall(call, without),
      recordedCall(call, contact),
    );
    expect(await checkRecorded(file)).toMatchObject({
      code: 1,
      lines: [
        "Contact.created_at: integer, but string (2 responses; 2.16)",
        "Contact.id: required, but absent (1 response; 2.16)",
        "Fields that the description does not have:",
        "  Contact.favourite_colour (2 responses; 2.16)",
        "3 responses checked, 2 with contradictions",
      ],
    });
  });

  test("may be unknown operations and statuses, invalid bodies and media types", async () => {
    const html = { headers: { "Intercom-Version": "2.16", "Content-Type": "text/html" } };
    const file = jsonLines(
      recordedCall("GET /boats/secret-boat/tags", {}),
      recordedCall("GET /tags/17513", tag, { status: 206 }),
      recordedCall("GET /tags/17513", "<html>", html),
      recordedCall("GET /tags/17513", "{ cut off"),
      recordedCall("GET /tags/17513", ""),
    );
    expect((await checkRecorded(file)).lines).toEqual([
      "GET /*/*/tags 200: no such operation (1 response; 2.16)",
      "GET /tags/{tag_id} 200: JSON, but a body that is none (1 response; 2.16)",
      "GET /tags/{tag_id} 200: JSON, but another media type (1 response; 2.16)",
      "GET /tags/{tag_id} 200: JSON, but no body (1 response; 2.16)",
      "GET /tags/{tag_id} 206: no such response (1 response; 2.16)",
      "5 responses checked, 5 with contradictions",
    ]);
  });

  test("are found in the version of the response, else of the request, else of the option", async () => {
    const conversation = example("GET /conversations/{conversation_id}", "2.11");
    const call = { method: "GET", url: "/conversations/1" };
    const request = { ...call, headers: { "intercom-version": "2.11" } };
    const response = { headers: { "Intercom-Version": "Unstable" } };
    const wrong = { ...conversation, open: "yes" };
    const file = jsonLines(
      { request, status: 200, body: wrong, ...response },
      { request, status: 200, body: wrong },
      { request: call, status: 200, body: wrong },
    );
    const { lines } = await checkRecorded(file);
    expect(lines).toContain("Conversation.open: boolean, but string (2 responses; Preview, 2.11)");
    expect(lines).toContain(
      "  neither the response nor the request names a version: give --version: 1 response",
    );
    const withOption = await checkRecorded(file, "--version", "2.14");
    expect(withOption.lines[0]).toMatch(
      /Conversation.open: .* \(3 responses; Preview, 2.11, 2.14\)/,
    );
  });
});

describe.concurrent("an unreadable file is reported in one line, with exit code 2:", () => {
  const exchange = JSON.stringify(recordedCall("GET /tags/17513", tag));
  test.each([
    [
      "a broken line",
      "calls.jsonl",
      `${exchange}\n{"secret\n${exchange}\n`,
      /:2 is no JSON: correct/,
    ],
    [
      "a line without an exchange",
      "calls.jsonl",
      `${exchange}\n{"secret": 1}\n`,
      /:2 is no exchange: write \{/,
    ],
    ["an empty file", "calls.jsonl", "\n", / is empty: record some calls first/],
    ["a cut-off file", "calls.har", '{\n"log": {\n"entries": [', / is no JSON: record it again/],
    [
      "a JSON file without an exchange",
      "calls.json",
      '{\n"secret": 1\n}',
      / is neither HAR nor an exchange: write \{/,
    ],
    [
      "a HAR without a call",
      "calls.har",
      '{"log":{"entries":[]}}',
      / is a HAR file without a call/,
    ],
    [
      "calls to other hosts only",
      "calls.jsonl",
      `${exchange.replace(/"\/tags/, '"https://www.example.com/tags').replace('"2.16"', "null")}\n`,
      / has no call to Intercom: record calls to api.intercom.io/,
    ],
    ["binary data", "calls.har", "\u0000\u0001\u0002", / is no JSON/],
  ])("%s", async (_, name, content, message) => {
    const file = recording(name, content);
    const { code, errors, text } = await checkRecorded(file);
    expect({ code, errors: errors.length }).toEqual({ code: 2, errors: 1 });
    expect(errors[0]).toMatch(message);
    expect(errors[0]?.startsWith(file)).toBe(true);
    expect(text).not.toContain("secret");
  });

  test.each([
    ["a huge document", "calls.har", '{\n"log": {', / is larger than 256 MB: record less, or/],
    ["a huge line", "calls.jsonl", `${exchange}\n{`, /:2 is longer than 256 MB: record less, or/],
  ])("%s", async (_, name, content, message) => {
    const file = recording(name, content);
    // A sparse file, which uses no space on the disk.
    truncateSync(file, 257 * 1024 * 1024);
    const { code, errors } = await checkRecorded(file);
    expect({ code, errors: errors.length }).toEqual({ code: 2, errors: 1 });
    expect(errors[0]).toMatch(message);
  });

  test("the lines before and after a broken line are checked", async () => {
    const file = recording("calls.jsonl", `${exchange}\nbroken\n${exchange}\n`);
    expect(await checkRecorded(file)).toMatchObject({
      code: 2,
      lines: ["2 responses checked, 0 with contradictions"],
    });
  });

  test.each([
    [["nowhere.har"], "nowhere.har does not exist: pass a HAR file"],
    [[mkdtempSync(path.join(tmpdir(), "recorded-"))], "has no recording: put .har, .jsonl"],
    [[], "pass a HAR file, a file of JSON lines, or a folder"],
    [["x.har", "--version", "3.0"], 'there is no version "3.0": use 2.7, 2.8'],
    [["x.har", "--verson", "2.16"], "Unknown option '--verson'; see --help"],
  ])("%s", async (args, message) => {
    const { code, lines, errors } = await checkRecorded(...args);
    expect({ code, lines, errors: errors.length }).toEqual({ code: 2, lines: [], errors: 1 });
    expect(errors[0]).toContain(message);
  });
});
