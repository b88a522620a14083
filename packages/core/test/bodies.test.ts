import { ConfigError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { failureOf, observe } from "./support/observe.ts";

const { fetch, requests } = observe();
const client = createClient({ token: "token", fetch });

async function sent(body: unknown): Promise<unknown> {
  requests.length = 0;
  await client.request("PUT /contacts/{contact_id}", {
    params: { path: { contact_id: "1" } },
    body,
  });
  return requests[0]?.json();
}

class Model {
  readonly secret = "secret";
}

const circle: Record<string, unknown> = { inner: [] };
circle["inner"] = [circle];

describe("a body is refused where JSON would change it", () => {
  test.each([
    [
      "NaN",
      { signed_up_at: Number.NaN },
      "PUT /contacts/{contact_id}: signed_up_at of the body is NaN, which JSON cannot say; give a finite number, or null to clear the field",
    ],
    ["Infinity", { a: { b: [1, 2, -Infinity] } }, "a.b[2] of the body is -Infinity"],
    ["a Date", { custom_attributes: { x: [0, 1, new Date()] } }, "custom_attributes.x[2]", "Unix"],
    [
      "a Blob",
      { avatar: new Blob(["secret"]) },
      "avatar of the body is a Blob, which JSON cannot say",
    ],
    ["URLSearchParams", { a: new URLSearchParams("a=secret") }, "URLSearchParams", "fromEntries"],
    ["a Map", { a: new Map([["secret", 1]]) }, "a of the body is a Map", "fromEntries"],
    ["a Set", { tags: new Set(["secret"]) }, "tags of the body is a Set", "[...set]"],
    ["bytes", { a: new Uint8Array(2) }, "a of the body is a Uint8Array"],
    ["an instance", { a: new Model() }, "a of the body is an object of a class"],
    ["a function", { a: () => "secret" }, "a of the body is a function"],
    ["a symbol", { a: Symbol("secret") }, "a of the body is a symbol"],
    ["a bigint", { a: 1n }, "a of the body is a bigint"],
    ["an error", { a: new Error("secret") }, "a of the body is an Error"],
    [
      "undefined in an array",
      { a: [1, undefined] },
      "a[1] of the body is undefined",
      "leave the entry out",
    ],
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tried
    ["a hole in an array", { a: [1, , 2] }, "a[1] of the body is undefined"],
    ["a name with a space", { "a b": { "": Number.NaN } }, '["a b"][""] of the body is NaN'],
    ["a name with a dot", { a: { "b.c": Number.NaN } }, ': a["b.c"] of the body is NaN'],
    ["a name with a number first", { "1a": { a1: Number.NaN } }, ': ["1a"].a1 of the body is NaN'],
    ["a name of one letter", { _: { $: { ü: Number.NaN } } }, ": _.$.ü of the body is NaN"],
    ["a list as all of it", [1n], ": [0] of the body is a bigint"],
    ["a circle", circle, "inner[0] of the body is in itself"],
    ["a Map as all of it", new Map(), "the body is a Map; give a plain object"],
    ["text as all of it", "secret", "the body is a string; give a plain object"],
    ["null as all of it", null, "the body is null"],
    ["a form of queries", new URLSearchParams(), "the body is a URLSearchParams"],
  ])("%s", async (_, body, ...messages) => {
    const error = await failureOf(sent(body));
    expect(error).toBeInstanceOf(ConfigError);
    for (const message of messages) expect((error as Error).message).toContain(message);
    expect((error as Error).message).not.toContain("secret");
    expect(requests).toEqual([]);
  });

  test("with a fix only where there is one", async () => {
    for (const value of [new Blob(["secret"]), () => "secret", 1n]) {
      const error = await failureOf(sent({ avatar: value }));
      expect((error as Error).message).toMatch(/, which JSON cannot say$/);
    }
  });

  test("an error of a getter", async () => {
    const own = new Error("secret");
    const body = {
      get name(): string {
        throw own;
      },
    };
    const error = await failureOf(sent(body));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({
      cause: own,
      message: "The body of PUT /contacts/{contact_id} cannot be written as JSON",
    });
    expect(requests).toEqual([]);
  });
});

describe("a body is sent", () => {
  test("without what is undefined, with null and all else as it is", async () => {
    const body = { name: undefined, phone: null, custom_attributes: { a: undefined, b: [0, ""] } };
    expect(await sent(body)).toEqual({ phone: null, custom_attributes: { b: [0, ""] } });
  });

  test("that holds one object twice, which is no circle", async () => {
    const shared = { a: 1 };
    expect(await sent({ first: shared, second: [shared, shared] })).toEqual({
      first: shared,
      second: [shared, shared],
    });
  });

  test("that has no prototype, or one of another realm", async () => {
    const { runInNewContext } = await import("node:vm");
    const foreign = runInNewContext("({ name: 'Ada', tags: ['a'], more: { b: 1 } })");
    expect(await sent(foreign)).toEqual({ name: "Ada", tags: ["a"], more: { b: 1 } });
    expect(await sent(Object.assign(Object.create(null), { a: 1 }))).toEqual({ a: 1 });
  });

  test("as it was given, whatever JSON is in it", async () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue());
    await fc.assert(
      fc.asyncProperty(object, async (body) => {
        expect(await sent(body)).toEqual(JSON.parse(JSON.stringify(body)));
      }),
    );
  });

  test("as a form, with what it holds", async () => {
    requests.length = 0;
    const body = new FormData();
    body.set("file", new Blob(["text"]), "a.txt");
    await client.request("POST /messages", { body });
    const form = await requests[0]?.formData();
    const file = form?.get("file") as File | undefined;
    expect(await file?.text()).toBe("text");
  });
});

test.each([
  ["a Map", new Map([["page", 1]])],
  ["URLSearchParams", new URLSearchParams("page=1")],
  ["an instance", new Model()],
])("a query that is %s is refused, all of it or a part", async (_, given) => {
  for (const query of [given, { filter: given }]) {
    const init = { params: { query } } as unknown as { params: { query: object } };
    const error = await failureOf(client.request("GET /contacts", init as object));
    expect(error).toBeInstanceOf(ConfigError);
  }
});
