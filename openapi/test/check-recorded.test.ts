import { mkdtempSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { answer, checkRecorded, example, jsonLines, recording } from "./support.ts";

const tag = { type: "tag", id: "17513", name: "Independent" };

describe("what fits", () => {
  test("is counted, and ends with 0", async () => {
    const file = jsonLines(
      answer("GET /tags/17513", tag),
      answer("GET https://api.eu.intercom.io/contacts/6762f09a1bb69f9f2193bb34?x=1", {
        ...example("GET /contacts/{contact_id}"),
      }),
      answer("GET /tags/17513", { type: "error.list", errors: [{ code: "x" }] }, { status: 404 }),
    );
    expect(await checkRecorded(file)).toMatchObject({
      code: 0,
      lines: ["3 answers judged, 0 with contradictions"],
      errors: [],
    });
  });

  test("may be a HAR file, a folder, JSON in one piece, or text as it came", async () => {
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
    write("one.json", answer("GET /tags/17513", tag));
    write("many.json", [answer("GET /tags/17513", text), answer("GET /tags/17513/", tag)]);
    write("notes.txt", "no recording");
    expect(await checkRecorded(folder)).toMatchObject({
      code: 0,
      lines: ["5 answers judged, 0 with contradictions; 1 call to others left out"],
      errors: [],
    });
  });
});

describe("what contradicts", () => {
  test("is told as place and rule, folded, with fields that nobody knows", async () => {
    const contact = example("GET /contacts/{contact_id}");
    const wrong = { ...contact, created_at: "yesterday", favourite_colour: "teal" };
    const { id, ...without } = wrong;
    const call = "GET /contacts/6762f09a1bb69f9f2193bb34";
    const file = jsonLines(answer(call, wrong), answer(call, without), answer(call, contact));
    expect(await checkRecorded(file)).toMatchObject({
      code: 1,
      lines: [
        "Contact.created_at: integer, but string (2 answers; 2.16)",
        "Contact.id: required, but absent (1 answer; 2.16)",
        "Fields that the description does not know:",
        "  Contact.favourite_colour (2 answers; 2.16)",
        "3 answers judged, 2 with contradictions",
      ],
    });
  });

  test("are calls and statuses that there are not, bodies and media types", async () => {
    const html = { headers: { "Intercom-Version": "2.16", "Content-Type": "text/html" } };
    const file = jsonLines(
      answer("GET /boats/secret-boat/tags", {}),
      answer("GET /tags/17513", tag, { status: 206 }),
      answer("GET /tags/17513", "<html>", html),
      answer("GET /tags/17513", "{ cut off"),
      answer("GET /tags/17513", ""),
    );
    expect((await checkRecorded(file)).lines).toEqual([
      "GET /*/*/tags 200: no such operation (1 answer; 2.16)",
      "GET /tags/{tag_id} 200: JSON, but a body that is none (1 answer; 2.16)",
      "GET /tags/{tag_id} 200: JSON, but another media type (1 answer; 2.16)",
      "GET /tags/{tag_id} 200: JSON, but no body (1 answer; 2.16)",
      "GET /tags/{tag_id} 206: no such answer (1 answer; 2.16)",
      "5 answers judged, 5 with contradictions",
    ]);
  });

  test("is judged by the answer's version, then the request's, then the option's", async () => {
    const conversation = example("GET /conversations/{conversation_id}", "2.11");
    const call = { method: "GET", url: "/conversations/1" };
    const asked = { ...call, headers: { "intercom-version": "2.11" } };
    const told = { headers: { "Intercom-Version": "Unstable" } };
    const wrong = { ...conversation, open: "yes" };
    const file = jsonLines(
      { request: asked, status: 200, body: wrong, ...told },
      { request: asked, status: 200, body: wrong },
      { request: call, status: 200, body: wrong },
    );
    const { lines } = await checkRecorded(file);
    expect(lines).toContain("Conversation.open: boolean, but string (2 answers; Preview, 2.11)");
    expect(lines).toContain(
      "  neither the answer nor the request names a version: give --version: 1 answer",
    );
    const given = await checkRecorded(file, "--version", "2.14");
    expect(given.lines[0]).toMatch(/Conversation.open: .* \(3 answers; Preview, 2.11, 2.14\)/);
  });
});

describe("what cannot be read is told in one line, and ends with 2:", () => {
  const exchange = JSON.stringify(answer("GET /tags/17513", tag));
  test.each([
    [
      "a broken line",
      "calls.jsonl",
      `${exchange}\n{"secret\n${exchange}\n`,
      /:2 is no JSON: correct/,
    ],
    ["another line", "calls.jsonl", `${exchange}\n{"secret": 1}\n`, /:2 is no exchange: write \{/],
    ["an empty file", "calls.jsonl", "\n", / is empty: record some calls first/],
    ["a cut-off file", "calls.har", '{\n"log": {\n"entries": [', / is no JSON: record it again/],
    [
      "another file",
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
      "calls to others",
      "calls.jsonl",
      `${exchange.replace(/"\/tags/, '"https://www.example.com/tags').replace('"2.16"', "null")}\n`,
      / holds no call to Intercom: record calls to api.intercom.io/,
    ],
    ["bytes", "calls.har", "\u0000\u0001\u0002", / is no JSON/],
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
    // The rest is a hole, which takes no room on the disk.
    truncateSync(file, 257 * 1024 * 1024);
    const { code, errors } = await checkRecorded(file);
    expect({ code, errors: errors.length }).toEqual({ code: 2, errors: 1 });
    expect(errors[0]).toMatch(message);
  });

  test("what stands beside a broken line is judged", async () => {
    const file = recording("calls.jsonl", `${exchange}\nbroken\n${exchange}\n`);
    expect(await checkRecorded(file)).toMatchObject({
      code: 2,
      lines: ["2 answers judged, 0 with contradictions"],
    });
  });

  test.each([
    [["nowhere.har"], "nowhere.har is not there: give a HAR file"],
    [[mkdtempSync(path.join(tmpdir(), "recorded-"))], "holds no recording: put .har, .jsonl"],
    [[], "give a HAR file, a file of JSON lines, or a folder"],
    [["x.har", "--version", "3.0"], 'there is no version "3.0": use 2.7, 2.8'],
    [["x.har", "--verson", "2.16"], "Unknown option '--verson'; --help tells"],
  ])("%s", async (args, message) => {
    const { code, lines, errors } = await checkRecorded(...args);
    expect({ code, lines, errors: errors.length }).toEqual({ code: 2, lines: [], errors: 1 });
    expect(errors[0]).toContain(message);
  });
});

describe("facts", () => {
  const file = jsonLines(
    answer("GET /tags", { type: "list", data: [tag, { ...tag, applied_at: null }] }),
    answer("GET /conversations/1", {
      ...example("GET /conversations/{conversation_id}"),
      tags: { type: "tag.list", tags: [] },
      custom_attributes: { "Cat of Ada": 1.5 },
    }),
  );

  test("are entries of the ledger, without a value", async () => {
    const { lines, text } = await checkRecorded(file, "--facts");
    const month = new Date().toISOString().slice(0, 7);
    const start = lines.indexOf("- schema: Tag");
    expect(lines.slice(start, start + 11)).toEqual([
      "- schema: Tag",
      "  source: recorded",
      "  from: recordings of one workspace",
      `  seen: "${month}"`,
      '  versions: "2.16"',
      "  samples: 2",
      "  properties:",
      "    applied_at: null | absent",
      "    id: string",
      "    name: string",
      "    type: string",
    ]);
    expect(text).toContain("    state: [open]");
    expect(text).not.toMatch(/17513|Independent|Cat|Ada/);
  });

  test("go into a file on request, with another source", async () => {
    const target = path.join(mkdtempSync(path.join(tmpdir(), "facts-")), "facts.yaml");
    const options = ["--facts", target, "--source", "stated", "--from", "a colleague"];
    const { code, lines } = await checkRecorded(file, ...options);
    expect({ code, lines }).toEqual({
      code: 0,
      lines: ["2 answers judged, 0 with contradictions"],
    });
    expect(readFileSync(target, "utf8")).toContain("  source: stated\n  from: a colleague\n");
  });

  test("say of elements their types alone, also where a list is empty", async () => {
    const admin = example("GET /admins/{admin_id}");
    const one = (team_ids: number[]) => answer("GET /admins/1", { ...admin, team_ids });
    const { text } = await checkRecorded(jsonLines(one([]), one([514])), "--facts");
    expect(text).toContain("    team_ids: array\n    team_ids[]: integer\n");
  });

  test("of a part of an answer are those of its place", async () => {
    const part = answer("GET /admins/activity_logs", "https://x", { at: "/pages/next" });
    const one = answer("GET /tags", tag, { at: "/data/*" });
    const { lines } = await checkRecorded(jsonLines(part, one), "--facts");
    const [pages, tags] = lines.join("\n").split(/(?=- schema: Tag)/);
    expect(pages).toContain("  samples: 1\n  partial: true\n  properties:\n    next: string");
    expect(tags).toContain("  samples: 1\n  properties:\n    id: string");
  });
});
