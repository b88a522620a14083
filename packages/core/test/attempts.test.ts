import { apiError, ConfigError, createRequester, createRequesterWithFacts } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { createLeanClient } from "@interkit/core/lean";
import { expect, test } from "vitest";
import { failureOf } from "./support/observe.ts";
import { respond, serve } from "./support/serve.ts";

const retry = { attempts: 3, maxDelayMs: 1 };

test("an error states how many attempts its call made", async () => {
  const { url } = await serve(respond(503));
  const options = { token: "token", baseUrl: url, retry };
  const results = [
    [createRequester("2.16", options).request("GET /me"), 3],
    [createClient(options).GET("/me"), 3],
    [createClient(options).request("GET /me", { retry: false }), 1],
    [createLeanClient("2.16", { token: "token", baseUrl: url }).request("GET /me"), 1],
  ] as const;
  for (const [result, attempts] of results) {
    expect(apiError("GET /me", (await result) as never)).toMatchObject({ status: 503, attempts });
  }
});

test("so does the error of a call without a response", async () => {
  const fetch = () => Promise.reject(new TypeError("refused"));
  const client = createRequester("2.16", { token: "token", fetch, retry });
  expect(await failureOf(client.request("GET /me"))).toMatchObject({ attempts: 3 });
});

test("a requester with facts of its own retries the operations that are safe by them", async () => {
  const fetch = () => Promise.reject(new TypeError("reset"));
  const options = { token: "token", fetch, retry };
  const client = createRequesterWithFacts("2.16", options, (route) =>
    route === "POST /reports/search" ? { safe: true } : undefined,
  );
  const attemptsOf = async (route: string) => failureOf(client.request(route, { body: {} }));
  expect(await attemptsOf("POST /reports/search")).toMatchObject({ attempts: 3 });
  expect(await attemptsOf("POST /contacts/search")).toMatchObject({ attempts: 1 });
});

test("a call that was not sent made none", async () => {
  const error = await failureOf(createRequester("2.16", { token: "t" }).request("GET me"));
  expect(error).toBeInstanceOf(ConfigError);
  expect(error).not.toHaveProperty("attempts");
});
