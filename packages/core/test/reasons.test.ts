import { ApiError, apiError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { nodeFetch } from "@interkit/core/node";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { observe } from "./support/observe.ts";
import { json, serve } from "./support/serve.ts";

const token = "dG9rOi9zZWNyZXQ/a+b=";
const route = "POST /contacts/{contact_id}/notes";

interface Sent {
  readonly id?: string;
  readonly query?: Record<string, unknown>;
  readonly body?: unknown;
}

/** The error of a call that is answered with these messages. */
async function refused(messages: readonly string[], sent: Sent = {}): Promise<ApiError> {
  const errors = messages.map((message) => ({ code: "type_mismatch", message }));
  const { fetch } = observe(() => Response.json({ type: "error.list", errors }, { status: 400 }));
  const { id = "1", query = {}, body = {} } = sent;
  const params = { path: { contact_id: id }, query };
  const result = await createClient({ token, fetch }).request(route, { params, body });
  return apiError(route, { error: result.error, response: result.response });
}

const said = async (message: string, sent?: Sent) => (await refused([message], sent)).message;

describe("the message of a refusal", () => {
  test("gives the reason in the server's words, and the request's id", async () => {
    const body = {
      type: "error.list",
      request_id: "req-1",
      errors: [{ code: "type_mismatch", message: "company_id must be a string" }],
    };
    const { url } = await serve(json(400, body));
    const fetch = nodeFetch({ connections: 64 });
    onTestFinished(() => fetch.close());
    for (const transport of [{}, { fetch }]) {
      const client = createClient({ token, baseUrl: url, ...transport });
      const result = await client.request("POST /companies", { body: { company_id: 5 } });
      expect(
        apiError("POST /companies", result as { error: unknown; response: Response }).message,
      ).toBe(
        "POST /companies answered 400 type_mismatch: company_id must be a string (request req-1)",
      );
    }
  });

  test("gives several, and none where there is none", async () => {
    const several = await refused(["a is wrong", "b is wrong", "c is wrong", "d is wrong"]);
    expect(several.message).toBe(
      `${route} answered 400 type_mismatch: a is wrong; b is wrong; c is wrong`,
    );
    expect(several.errors).toHaveLength(4);
    expect((await refused([])).message).toBe(`${route} answered 400`);
    const errors = [{ code: "a" }, { code: "b", message: "b is wrong" }];
    const response = Response.json({}, { status: 400 });
    expect(apiError(route, { error: { errors }, response }).message).toBe(
      `${route} answered 400 a: b is wrong`,
    );
  });

  test("is one line of bounded length, whatever it is made of", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 2_000 }), async (text) => {
        const message = await said(`no\r\n\u0000\u001b[31m\u2028\u202e ${text}`);
        expect(message).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(message.length).toBeLessThan(340);
        expect(message).toContain("no");
      }),
    );
  });

  test("repeats no value of the request", async () => {
    const sent: Sent = {
      id: "63a07ddf05a32042dffac965",
      query: { email: "Grace.Hopper@example.com", page: 4711 },
      body: {
        name: "Ada Lovelace",
        phone: "+44 20 7946",
        tags: ["hunter2"],
        custom_attributes: { plan: "gold", visits: 99812 },
        body: "a letter of many words, which no other user may read, and no log may contain",
      },
    };
    const values = [
      ["No contact 63a07ddf05a32042dffac965", "No contact …"],
      ["grace.hopper@example.com is taken", "… is taken"],
      ["page 4711 is too far", "page … is too far"],
      ["'ADA LOVELACE' is no name", "'…' is no name"],
      ["hunter2/gold: 99812 (+44 20 7946)", "…/…: … (…)"],
      ["text 'a letter of many words, which no other ...' is long", "text '…"],
      ["other@example.org has it already", "… has it already"],
      ["the key Bearer abc is none", "the key … is none"],
    ] as const;
    for (const [message, shown] of values) {
      expect(await said(message, sent)).toBe(`${route} answered 400 type_mismatch: ${shown}`);
    }
  });

  test.each([
    ["the longer of two that begin alike", { first: "Ada", name: "Ada Lovelace" }, "Ada Lovelace"],
    ["the longer one that comes first", { name: "Ada Lovelace", first: "Ada" }, "Ada Lovelace"],
    ["what is no word of the API, in a field of such", { type: "ada 99" }, "ada 99"],
    ["what only ends like a word of the API", { role: "99 ada" }, "99 ada"],
    ["forty letters", { name: `${"b".repeat(20)} ${"c".repeat(19)}` }, undefined],
    ["a number of four digits", { visits: 1000 }, "1000"],
  ])("repeats nothing of %s", async (_, body, sent = Object.values(body)[0]) => {
    expect((await refused([`see ${sent} there`], { body })).message).toBe(
      `${route} answered 400 type_mismatch: see … there`,
    );
  });

  test("repeats nothing of a form, whatever its first field is", async () => {
    const form = new FormData();
    form.set("name", "Ada Lovelace");
    form.set("file", new File(["a"], "a.csv"));
    form.set("city", "Byron Town");
    expect(await said("Ada Lovelace of Byron Town", { body: form })).toMatch(/: … of …$/);
  });

  test("keeps values that are too short to differ from other words", async () => {
    const body = { word: "is", page: 999, nothing: "" };
    expect(await said("page 999 is too far", { body })).toMatch(/: page 999 is too far$/);
  });

  test("hides text that looks like a key, from any sender", async () => {
    expect(await said(`no ${"aB3-".repeat(8)} here`)).toMatch(/: no … here$/);
    expect(await said(`no ${"aB3-".repeat(7)}aB3 here`)).toMatch(/aB3 here$/);
  });

  test("is cut after 240 characters, and then has no space at its end", async () => {
    const words = (length: number) => "word ".repeat(60).slice(0, length);
    const start = `${route} answered 400 type_mismatch: `;
    expect(await said(`${words(239)}.`)).toBe(`${start}${words(239)}.`);
    expect(await said(`${words(240)}.`)).toBe(`${start}${words(239)}…`);
  });

  test("has one space for all that divides words", async () => {
    expect(await said("no\r\n\r\n \tsuch  user")).toMatch(/: no such user$/);
  });

  test("has no reason when the request body is too large to search", async () => {
    const ids = (length: number) => ({ ids: Array.from({ length }, (_, id) => 10_000 + id) });
    expect(await said("no", { body: ids(2_000) })).toBe(`${route} answered 400 type_mismatch: no`);
    expect(await said("no", { body: ids(2_001) })).toBe(`${route} answered 400 type_mismatch`);
  });

  test("has the reason of a response without a client", () => {
    const error = { type: "error.list", errors: [{ code: "deleted", message: "It is deleted" }] };
    const response = Response.json(error, { status: 410 });
    expect(apiError("GET /me", { error, response }).message).toBe(
      "GET /me answered 410 deleted: It is deleted",
    );
  });

  test("keeps the words of the API that were sent", async () => {
    const body = { role: "user", query: { field: "statee", operator: "=" } };
    expect(await said("statee is no field of a user", { body })).toContain(
      ": statee is no field of a user",
    );
  });

  test("never holds a value that was sent, whatever it is", async () => {
    const word = fc.string({ unit: "grapheme-ascii", minLength: 3, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(word, fc.constantFrom("id", "query", "body"), async (value, place) => {
        fc.pre(/[A-Z0-9]{3}/.test(value) && !/^\.+$/.test(value));
        const sent = place === "id" ? { id: value } : { [place]: { list: [{ value }] } };
        const message = await said(
          `it says "${value}" here`,
          place === "query" ? { query: { value } } : sent,
        );
        expect(message.replace(route, "")).not.toContain(value.trim());
      }),
    );
  });
});

test("no failure holds the token, even if the server repeats it", async () => {
  for (const echo of [token, token.replaceAll("/", "\\/")]) {
    const text = `{"errors":[{"code":"unauthorized","message":"no such token: ${echo}"}]}`;
    const { fetch } = observe(() => new Response(text, { status: 401 }));
    for (const given of [token, () => token]) {
      const result = await createClient({ token: given, fetch }).request("GET /me");
      const error = apiError("GET /me", result as { error: unknown; response: Response });
      expect(error).toBeInstanceOf(ApiError);
      expect(JSON.stringify([error, error.errors, result.error])).not.toContain(token);
      expect(error.message).toBe("GET /me answered 401 unauthorized: no such token: …");
    }
  }
});

test("a failure has the words of the server, also where a short token for tests is a part of one", async () => {
  const errors = [{ code: "company_not_found", message: "Company Not Found" }];
  const { fetch } = observe(() => Response.json({ type: "error.list", errors }, { status: 404 }));
  const result = await createClient({ token: "any", fetch }).request("GET /companies/1");
  const error = apiError("GET /companies/1", result as { error: unknown; response: Response });
  expect(error.errors).toEqual(errors);
  expect(error.code).toBe("company_not_found");
});
