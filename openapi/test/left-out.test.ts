import { describe, expect, test } from "vitest";
import { answer, checkRecorded, jsonLines, recording } from "./support.ts";

const tag = { type: "tag", id: "17513", name: "Independent" };

describe("what is left out", () => {
  test("are calls that got no answer of their own", async () => {
    const file = jsonLines(
      answer("GET /tags/17513", tag),
      answer("GET /tags/17513", "", { status: 0 }),
      answer("GET /tags/17513", "", { status: 304 }),
    );
    expect(await checkRecorded(file)).toMatchObject({
      code: 0,
      lines: [
        "Not judged:",
        "  no answer came: 2 answers",
        "1 answer judged, 0 with contradictions",
      ],
    });
  });

  test("are calls to hosts that only look like Intercom's", async () => {
    const call = (host: string) => ({
      request: { method: "GET", url: `https://${host}/tags/17513` },
      status: 200,
      body: tag,
    });
    const others = ["api.intercom.io.example.com", "my-api.intercom.io", "api.intercom.example"];
    const file = jsonLines(call("api.au.intercom.io"), ...others.map(call));
    expect((await checkRecorded(file, "--version", "2.16")).lines).toEqual([
      "1 answer judged, 0 with contradictions; 3 calls to others left out",
    ]);
  });

  test("are refusals of what the description lacks", async () => {
    const refusal = { type: "error.list", errors: [{ code: "not_found", message: "x" }] };
    const file = jsonLines(answer("GET /boats/1", refusal, { status: 404 }));
    expect(await checkRecorded(file)).toMatchObject({
      code: 0,
      lines: ["1 answer judged, 0 with contradictions"],
    });
  });

  test.each(["calls.jsonl", "call.json"])("is a byte order mark in %s", async (name) => {
    const file = recording(
      name,
      `\uFEFF${JSON.stringify(answer("GET /tags/17513", tag), null, 0)}`,
    );
    expect(await checkRecorded(file)).toMatchObject({ code: 0, errors: [] });
  });

  test("is a byte order mark in a file of many lines", async () => {
    const text = JSON.stringify([answer("GET /tags/17513", tag)], null, 2);
    expect(await checkRecorded(recording("calls.json", `\uFEFF${text}`))).toMatchObject({
      code: 0,
      errors: [],
    });
  });
});
