import { ResponseError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { nodeFetch } from "@interkit/core/node";
import { afterAll, describe, expect, test } from "vitest";
import { failureOf } from "./support/observe.ts";
import { respond, serve } from "./support/serve.ts";

const jsonType = { "content-type": "application/json" };
const fetchOfNode = nodeFetch({ connections: 64 });
afterAll(() => fetchOfNode.close());

describe.each([
  ["the platform's fetch", undefined],
  ["Node's connections", fetchOfNode],
] as const)("with %s", (_, fetch) => {
  const clientOf = async (...handlers: Parameters<typeof serve>) => {
    const { url } = await serve(...handlers);
    return createClient({ token: "token", baseUrl: url, fetch, retry: false });
  };
  /** What "GET /me" fails with when it is answered so. */
  const failureFrom = async (...answered: Parameters<typeof respond>) => {
    const { GET } = await clientOf(respond(...answered));
    return failureOf(GET("/me"));
  };

  describe("a body that comes in pieces", () => {
    const pieces = ['{"name":"Ad', "a Love", 'lace \u00e9"}'];
    const inPieces: Parameters<typeof serve>[0] = async (_, response) => {
      response.writeHead(200, jsonType);
      for (const piece of pieces) {
        response.write(piece);
        await new Promise((done) => setTimeout(done, 10));
      }
      response.end();
    };
    const whole = pieces.join("");

    test("is one as JSON, text, bytes and blob", async () => {
      const { GET } = await clientOf(inPieces);
      expect((await GET("/me")).data).toEqual({ name: "Ada Lovelace é" });
      expect((await GET("/me", { parseAs: "text" })).data).toBe(whole);
      const bytes = (await GET("/me", { parseAs: "arrayBuffer" })).data as unknown as ArrayBuffer;
      expect(bytes).toBeInstanceOf(ArrayBuffer);
      expect(new TextDecoder().decode(bytes)).toBe(whole);
      const blob = (await GET("/me", { parseAs: "blob" })).data as unknown as Blob;
      expect([blob.type, await blob.text()]).toEqual(["application/json", whole]);
    });
  });

  test("a blob has the type that the answer says, or none", async () => {
    const { GET } = await clientOf(respond(200, "a"));
    const blob = (await GET("/me", { parseAs: "blob" })).data as unknown as Blob;
    expect([blob.type, await blob.text()]).toEqual(["", "a"]);
  });

  test("text is given as it is, also when it is nothing", async () => {
    const { GET } = await clientOf(respond(200, "<p>"), respond(200));
    expect((await GET("/me", { parseAs: "text" })).data).toBe("<p>");
    expect((await GET("/me", { parseAs: "text" })).data).toBe("");
  });

  test("a stream of an answer that has no body is nothing", async () => {
    const { GET } = await clientOf(respond(204), respond(205));
    for (const status of [204, 205]) {
      const { data, response } = await GET("/me", { parseAs: "stream" });
      expect([data, response.status]).toEqual([undefined, status]);
    }
  });

  describe("JSON", () => {
    test.each([
      "application/json",
      "application/json; charset=utf-8",
      "Application/JSON",
      "text/json",
      "application/problem+json",
      "application/vnd.api+json",
    ])("is read from what says it is %s", async (type) => {
      const { GET } = await clientOf(respond(200, '{"id":"1"}', { "content-type": type }));
      expect((await GET("/me")).data).toEqual({ id: "1" });
    });

    test("is read from what does not say what it is", async () => {
      const { GET } = await clientOf(respond(200, '{"id":"1"}'));
      expect((await GET("/me")).data).toEqual({ id: "1" });
    });

    test.each([
      "text/plain",
      "x-application/json",
      "application/jsonlines",
      "application/+json",
      "image/json",
    ])("is not read from what says it is %s", async (type) => {
      const error = await failureFrom(200, '{"id":"1"}', { "content-type": type });
      expect(error).toBeInstanceOf(ResponseError);
      expect(error).toMatchObject({
        problem: "content-type",
        message: "GET /me was answered with something that does not say it is JSON (status 200)",
      });
    });

    test("that is broken is an error, also of what promises no object", async () => {
      const { DELETE } = await clientOf(respond(200, '{"id":', jsonType));
      const params = { path: { tag_id: "1" } };
      expect(await failureOf(DELETE("/tags/{tag_id}", { params }))).toMatchObject({
        problem: "json",
        message:
          "DELETE /tags/{tag_id} was answered with something that is not a JSON object (status 200)",
      });
    });

    test.each([
      ["null", "nothing"],
      [" null\n ", "nothing"],
      ["  ", "nothing"],
      ["[]", "a list"],
      [' \n[{"id":"1"}]', "a list"],
    ])("that is %j is %s in place of an object", async (text, what) => {
      expect(await failureFrom(200, text, jsonType)).toMatchObject({
        problem: "missing",
        message: `GET /me was answered with ${what} in place of an object (status 200)`,
      });
    });

    test("that a layer gives in place of an object is missing as well", async () => {
      const { url } = await serve(respond(200, '{"id":"1"}', jsonType));
      const layers = [() => async () => new Response("null", { headers: jsonType })];
      const client = createClient({ token: "token", baseUrl: url, fetch, layers });
      expect(await failureOf(client.GET("/me"))).toMatchObject({ problem: "missing" });
    });

    test.each(["nullify", "null and void", "x null", '{"id":', "7"])(
      "that is %j is none",
      async (text) => {
        expect(await failureFrom(200, text, jsonType)).toMatchObject({ problem: "json" });
      },
    );
  });

  describe("a failure that is no error of the API", () => {
    test.each([
      [300, "redirect", "a redirect (status 300), which is not followed"],
      [399, "redirect", "a redirect (status 399), which is not followed"],
      [400, "json", "something that is not a JSON object (status 400)"],
      [500, "json", "something that is not a JSON object (status 500)"],
    ])("says so: %d", async (status, problem, words) => {
      expect(await failureFrom(status, "no")).toMatchObject({
        status,
        problem,
        message: `GET /me was answered with ${words}`,
      });
    });

    test("is distinguished from a page", async () => {
      const error = await failureFrom(500, "<p>", { "content-type": "text/html" });
      expect(error).toMatchObject({
        problem: "html",
        message: "GET /me was answered with an HTML page (status 500)",
      });
    });
  });

  test("a body that ends early is an error with its route and status", async () => {
    const { GET } = await clientOf((_, response) => {
      response.writeHead(200, { ...jsonType, "content-length": "100" });
      response.write("{", () => response.destroy());
    });
    expect(await failureOf(GET("/me"))).toMatchObject({
      problem: "cut-off",
      message: "The answer to GET /me was cut off (status 200)",
    });
  });
});
