import { describe, expect, test } from "vitest";
import { checkRecorded, jsonLines, recordedCall, recording } from "./support.ts";

const tag = { type: "tag", id: "17513", name: "Independent" };

describe.concurrent("the check ignores", () => {
  test("calls without a response of their own", async () => {
    const file = jsonLines(
      recordedCall("GET /tags/17513", tag),
      recordedCall("GET /tags/17513", "", { status: 0 }),
      recordedCall("GET /tags/17513", "", { status: 304 }),
    );
    expect(await checkRecorded(file)).toMatchObject({
      code: 0,
      lines: [
        "Not checked:",
        "  no response: 2 responses",
        "1 response checked, 0 with contradictions",
      ],
    });
  });

  test("calls to hosts whose names are similar to Intercom's", async () => {
    const call = (host: string) => ({
      request: { method: "GET", url: `https://${host}/tags/17513` },
      status: 200,
      body: tag,
    });
    const others = ["api.intercom.io.example.com", "my-api.intercom.io", "api.intercom.example"];
    const file = jsonLines(call("api.au.intercom.io"), ...others.map(call));
    expect((await checkRecorded(file, "--version", "2.16")).lines).toEqual([
      "1 response checked, 0 with contradictions; 3 calls to others left out",
    ]);
  });

  test("error responses of routes that the description does not have", async () => {
    const refusal = { type: "error.list", errors: [{ code: "not_found", message: "x" }] };
    const file = jsonLines(recordedCall("GET /boats/1", refusal, { status: 404 }));
    expect(await checkRecorded(file)).toMatchObject({
      code: 0,
      lines: ["1 response checked, 0 with contradictions"],
    });
  });

  test.each(["calls.jsonl", "call.json"])("a byte order mark in %s", async (name) => {
    const file = recording(
      name,
      `\uFEFF${JSON.stringify(recordedCall("GET /tags/17513", tag), null, 0)}`,
    );
    expect(await checkRecorded(file)).toMatchObject({ code: 0, errors: [] });
  });

  test("a byte order mark in a file of many lines", async () => {
    const text = JSON.stringify([recordedCall("GET /tags/17513", tag)], null, 2);
    expect(await checkRecorded(recording("calls.json", `\uFEFF${text}`))).toMatchObject({
      code: 0,
      errors: [],
    });
  });
});
