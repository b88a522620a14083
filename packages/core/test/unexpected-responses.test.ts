import { ConnectionError, type FetchLike, type Layer, ResponseError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { Response as ForeignResponse } from "node-fetch";
import { describe, expect, test } from "vitest";
import { failureOf, observe } from "./support/observe.ts";

const token = "secret-token";
const tag = { path: { tag_id: "1" } };
const recording = { params: { path: { call_id: "1" } } };

/** The redirect of a browser, which hides where it leads. */
function hidden(): Response {
  const response = new Response(null);
  Object.defineProperty(response, "type", { value: "opaqueredirect" });
  Object.defineProperty(response, "status", { value: 0 });
  return response;
}

describe("a redirect that a browser hides", () => {
  function browser() {
    const requests: string[] = [];
    const fetch: FetchLike = async (_, { redirect }) => {
      requests.push(redirect);
      return redirect === "follow" ? new Response("audio") : hidden();
    };
    return { requests, client: createClient({ token, fetch, retry: false }) };
  }

  test("is followed by the browser when a download is answered with it", async () => {
    const { requests, client } = browser();
    const { data } = await client.request("GET /calls/{call_id}/recording", recording);
    expect(await new Response(data as ReadableStream).text()).toBe("audio");
    expect(requests).toEqual(["manual", "follow"]);
  });

  test("is an error of every other call", async () => {
    const { requests, client } = browser();
    const error = await failureOf(client.request("GET /me"));
    expect(error).toBeInstanceOf(ResponseError);
    expect(error).toMatchObject({ problem: "redirect", status: 0 });
    expect(requests).toEqual(["manual"]);
  });
});

describe("a compressed body that cannot be decompressed", () => {
  /** An answer whose body fails after these pieces, as one does where nothing cannot be unpacked. */
  const broken = (pieces: readonly string[], status = 200, encoding = "gzip") => {
    const left = [...pieces];
    const body = new ReadableStream({
      pull(controller) {
        const piece = left.shift();
        if (piece === undefined) controller.error(new TypeError("incorrect header check"));
        else controller.enqueue(new TextEncoder().encode(piece));
      },
    });
    const headers = { "content-type": "application/json", "content-encoding": encoding };
    return new Response(body, { status, headers });
  };
  const clientOf = (give: () => Response) =>
    createClient({ token, fetch: observe(give).fetch, retry: false });

  test("is undefined for a successful deletion without content", async () => {
    const { data, response } = await clientOf(() => broken([])).request("DELETE /tags/{tag_id}", {
      params: tag,
    });
    expect([data, response.status]).toEqual([undefined, 200]);
  });

  test.each([
    ["a deletion that says something", "DELETE /tags/{tag_id}", () => broken(["{"])],
    ["a deletion that failed", "DELETE /tags/{tag_id}", () => broken([], 500)],
    ["a deletion that is not packed", "DELETE /tags/{tag_id}", () => broken([], 200, "identity")],
    ["a read", "GET /tags/{tag_id}", () => broken([])],
  ])("is a cut-off response for %s", async (_, route, give) => {
    const error = await failureOf(clientOf(give).request(route, { params: tag }));
    expect(error).toBeInstanceOf(ResponseError);
    expect(error).toMatchObject({ problem: "cut-off", cause: expect.any(TypeError) });
  });
});

describe("a response of another kind", () => {
  const text = async (): Promise<string> => "";
  const layerOf = (make: () => unknown): Layer => {
    return () => async () => make() as Response;
  };

  test("that a layer gives is read", async () => {
    const headers = { "content-type": "application/json" };
    const foreign = layerOf(() => new ForeignResponse('{"id":"1"}', { headers }));
    const client = createClient({ token, fetch: observe().fetch, layers: [foreign] });
    expect((await client.request("GET /me")).data).toEqual({ id: "1" });
  });

  test.each([
    ["no status", { headers: new Headers(), text }],
    ["no headers", { status: 200, text }],
    ["headers that cannot be looked up", { status: 200, headers: {}, text }],
    ["no text", { status: 200, headers: new Headers() }],
    ["nothing", null],
  ])("that a layer gives is none with %s", async (_, made) => {
    const client = createClient({
      token,
      fetch: observe().fetch,
      layers: [layerOf(() => made)],
    });
    const error = await failureOf(client.request("GET /me"));
    expect((error as Error).message).toBe(
      'A layer returned no response to GET /me; does it "return next(…)"?',
    );
  });

  const parts = { headers: new Map(), body: null, text };
  test.each([
    [200, true],
    [599, true],
    [199, false],
    [600, false],
  ])("that a fetch gives may have a status like %d: %s", async (status, isTaken) => {
    const fetch = (async () => ({ ...parts, status })) as unknown as FetchLike;
    const call = createClient({ token, fetch, retry: false }).request("DELETE /tags/{tag_id}", {
      params: tag,
    });
    if (isTaken) expect((await call).response.status).toBe(status);
    else
      expect(String(((await failureOf(call)) as Error).cause)).toContain('"fetch" gave an object');
  });

  test.each([
    ["headers", { headers: undefined }],
    ["iterable headers", { headers: {} }],
    ["a text", { text: undefined }],
    ["a number as its status", { status: "200" }],
  ])("that a fetch gives is none without %s", async (_, part) => {
    const fetch = (async () => ({ ...parts, status: 200, ...part })) as unknown as FetchLike;
    const client = createClient({ token, fetch, retry: false });
    const error = await failureOf(client.request("DELETE /tags/{tag_id}", { params: tag }));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(String((error as Error).cause)).toContain('The option "fetch" gave an object');
  });
});

describe("the message of a call without an answer", () => {
  const codeless = new TypeError("fetch failed");
  const coded = (code: unknown) => Object.assign(new TypeError("fetch failed"), { code });

  test.each([
    ["the code of the error's cause", coded("OUTER"), "INNER", " (INNER)"],
    ["the code of the error itself", coded("ConnectionRefused"), undefined, " (ConnectionRefused)"],
    ["no code where there is none", codeless, undefined, ""],
    ["no code that is no word", coded(7), undefined, ""],
  ])("names the host and %s", async (_, error, inner, shown) => {
    const cause = inner === undefined ? undefined : { code: inner };
    const fetch = async () => {
      throw Object.assign(error, cause && { cause });
    };
    const failure = await failureOf(createClient({ token, fetch, retry: false }).GET("/me"));
    expect(failure).toMatchObject({
      message: `No answer from https://api.intercom.io${shown}`,
      cause: error,
    });
  });
});
