import { expect, test } from "vitest";
import { temporaryFolder } from "../support/folder.ts";
import { serve } from "../support/http.ts";
import { openPty } from "../support/pty.ts";

test("JSON in a terminal has no character that it interprets, and is the same JSON", async () => {
  const name = "\u009b31mred\u202egnp\u007f\u001b]0;title\u0007";
  const url = await serve((_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ type: "contact", id: "1", name }));
  });
  const env = { INTERCOM_TOKEN: "test", INTERCOM_BASE_URL: url, HOME: temporaryFolder() };
  const { code, shown } = await openPty(["contacts", "get", "1", "--json"], { env }).ended;
  expect(code).toBe(0);
  expect(JSON.parse(shown)).toEqual({ type: "contact", id: "1", name });
  expect(shown).not.toMatch(/[\u007f-\u009f\u202e]/);
});
