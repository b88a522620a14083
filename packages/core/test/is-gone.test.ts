import { apiError, ConnectionError, isGone } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { expect, test } from "vitest";
import { json, respond, serve } from "./support/serve.ts";

const errors = { type: "error.list", errors: [{ code: "not_found", message: "Not Found" }] };
const html = "<!DOCTYPE html><title>Not Found</title>";

test.each([
  ["a 404", json(404, errors), true],
  ["a 404 with an HTML page", respond(404, html, { "content-type": "text/html" }), true],
  ["a 410 of a merged contact", json(410, errors), true],
  ["a 403", json(403, errors), false],
  ["a 502 with an HTML page", respond(502, html, { "content-type": "text/html" }), false],
])("isGone of %s", async (_, handler, expected) => {
  const server = await serve(handler);
  const client = createClient({ token: "token", baseUrl: server.url, retry: false });
  const route = "GET /contacts/{contact_id}";
  const error = await client
    .request(route, { params: { path: { contact_id: "1" } } })
    .then((result) => (result.error ? apiError(route, result) : undefined))
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  expect(isGone(error)).toBe(expected);
});

test.each([undefined, null, "404", { status: 404 }, new Error("404")])(
  "isGone of %o is false",
  (value) => {
    expect(isGone(value)).toBe(false);
  },
);

test("isGone of a lost connection is false", () => {
  expect(isGone(new ConnectionError("lost", { cause: new Error("reset") }))).toBe(false);
});
