import { apiError, mergedInto } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { expect, test } from "vitest";
import { json, serve } from "./support/serve.ts";

const errors = { type: "error.list", errors: [{ code: "contact_merged" }] };
const link = '<https://api.intercom.io/contacts/5ba6>; rel="canonical"';

test.each([
  ["a 410 with a Link header", 410, { link }, "5ba6"],
  ["a 410 without one", 410, {}, undefined],
  ["a 404", 404, { link }, undefined],
])("mergedInto of %s", async (_, status, headers, expected) => {
  const server = await serve(json(status, errors, headers));
  const client = createClient({ token: "token", baseUrl: server.url, retry: false });
  const path = { contact_id: "1" };
  const result = await client.GET("/contacts/{contact_id}", { params: { path } });
  const error = result.error ? apiError("GET /contacts/{contact_id}", result) : undefined;
  expect(error).toBeDefined();
  expect(mergedInto(error)).toBe(expected);
});

test.each([undefined, null, { status: 410 }, new Error("410")])(
  "mergedInto of %o is undefined",
  (value) => {
    expect(mergedInto(value)).toBeUndefined();
  },
);
