import type { ErrorBody, RouteResult } from "@interkit/core";
import { type Contact, type ContactList, createClient, type ErrorList } from "@interkit/core/2.16";
import { createClient as createPreview } from "@interkit/core/preview";
import { createClient as createUnstable } from "@interkit/core/unstable";
import { describe, expectTypeOf, test } from "vitest";

const client = createClient({ token: "token" });

describe("the result of a call", () => {
  test("is named by the description, and never any", async () => {
    const { data, error, response } = await client.GET("/contacts/{contact_id}", {
      params: { path: { contact_id: "1" } },
    });
    expectTypeOf(data).toEqualTypeOf<Contact | undefined>();
    expectTypeOf(data).not.toBeAny();
    expectTypeOf(error).toEqualTypeOf<ErrorList | undefined>();
    expectTypeOf(error).not.toBeAny();
    expectTypeOf(response).toEqualTypeOf<Response>();
  });

  test("is narrowed by error", async () => {
    const result = await client.GET("/contacts");
    if (result.error) {
      expectTypeOf(result.error).toEqualTypeOf<ErrorList>();
      expectTypeOf(result.data).toEqualTypeOf<undefined>();
    } else {
      expectTypeOf(result.data).toEqualTypeOf<ContactList>();
    }
  });

  test("follows parseAs", async () => {
    const text = await client.GET("/contacts", { parseAs: "text" });
    expectTypeOf(text.data).toEqualTypeOf<string | undefined>();
    const stream = await client.GET("/contacts", { parseAs: "stream" });
    expectTypeOf(stream.data).toEqualTypeOf<ReadableStream<Uint8Array> | undefined>();
    const json = await client.GET("/contacts", { parseAs: "json" });
    expectTypeOf(json.data).toEqualTypeOf<ContactList | undefined>();
  });

  test("is unknown for a call by route", () => {
    expectTypeOf(client.request("GET /me")).resolves.toEqualTypeOf<RouteResult>();
    expectTypeOf<RouteResult["error"]>().toEqualTypeOf<ErrorBody | undefined>();
    expectTypeOf<RouteResult["data"]>().toBeUnknown();
  });
});

describe("the options of a call", () => {
  test("may be left out when none is required", () => {
    void client.GET("/contacts");
    void client.GET("/contacts", {});
    void client.GET("/contacts", { params: {} });
    void client.GET("/contacts", { timeoutMs: 1000, headers: { "x-a": "b" } });
    void client.GET("/contacts", { signal: undefined });
  });

  test("must be given when one is required", () => {
    // @ts-expect-error the path parameter is missing
    void client.GET("/contacts/{contact_id}");
    // @ts-expect-error the path parameter is missing
    void client.GET("/contacts/{contact_id}", { params: {} });
    // @ts-expect-error the path parameter is missing
    void client.GET("/contacts/{contact_id}", { params: { path: {} } });
    // @ts-expect-error the body is missing
    void client.POST("/contacts");
    // @ts-expect-error the body is missing
    void client.POST("/contacts/search", {});
  });

  test("have only the query keys of the operation", () => {
    void client.GET("/contacts", { params: { query: { per_page: 150, starting_after: "x" } } });
    // @ts-expect-error no such key
    void client.GET("/contacts", { params: { query: { per_pge: 150 } } });
    // @ts-expect-error not a number
    void client.GET("/contacts", { params: { query: { per_page: "150" } } });
  });

  test("have a body of the operation's type", () => {
    const params = { path: { contact_id: "1" } };
    void client.PUT("/contacts/{contact_id}", { params, body: { name: null } });
    // @ts-expect-error not the type of the property
    void client.PUT("/contacts/{contact_id}", { params, body: { name: 1 } });
    // @ts-expect-error no such property
    void client.PUT("/contacts/{contact_id}", { params, body: { name: "Ada", mail: "x" } });
    void client.POST("/contacts", { body: { role: "user", email: "ada@example.com" } });
    // @ts-expect-error a GET has no body
    void client.GET("/contacts", { body: {} });
  });

  test("are only those that exist", () => {
    // @ts-expect-error the query is in params
    void client.GET("/contacts", { query: {} });
    // @ts-expect-error no such way to read an answer
    void client.GET("/contacts", { parseAs: "xml" });
    // @ts-expect-error a signal, not its controller
    void client.GET("/contacts", { signal: new AbortController() });
  });

  test("belong to a path that has the method", () => {
    // @ts-expect-error no such path
    void client.GET("/contact");
    // @ts-expect-error no such verb there
    void client.PATCH("/contacts");
    // @ts-expect-error not in this version
    void client.GET("/contacts/bulk/{bulk_job_id}", { params: { path: { bulk_job_id: "1" } } });
  });
});

describe("versions", () => {
  test("differ in what they have, and Unstable is Preview", () => {
    const preview = createPreview({ token: "token" });
    expectTypeOf(createUnstable({ token: "token" })).toEqualTypeOf(preview);
    expectTypeOf(client).not.toEqualTypeOf(preview);
  });
});

describe("client options", () => {
  test("have a token, and no option that does not exist", () => {
    createClient({ token: async () => "token", region: "eu" });
    // @ts-expect-error the token is missing
    createClient({});
    // @ts-expect-error no such region
    createClient({ token: "token", region: "de" });
    // @ts-expect-error no such option
    createClient({ token: "token", baseURL: "https://example.com" });
  });
});
