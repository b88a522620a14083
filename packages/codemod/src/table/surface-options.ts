import type { SurfaceRow } from "./row.ts";

type Line = Omit<SurfaceRow, "major">;

const aToken =
  "Interkit sends an access token. Intercom's Developer Hub has the one of your app, under Authentication.";

function left(kind: Line["kind"], vendor: string, reason: string): Line {
  return { kind, vendor, mechanical: { reason } };
}

function equal(kind: Line["kind"], vendor: string, interkit: string, note?: string): Line {
  return { kind, vendor, interkit, mechanical: true, ...(note !== undefined && { note }) };
}

/** Options, errors and helpers of releases 3 to 5. */
export const classicSurface: readonly Line[] = [
  equal("option", "tokenAuth.token", "token"),
  left("option", "apiKeyAuth.appId", aToken),
  left("option", "apiKeyAuth.appApiKey", aToken),
  left("option", "usernameAuth.username", `With an empty password it is a token. ${aToken}`),
  left("option", "usernameAuth.password", aToken),
  equal("helper", "useRequestOpts.baseURL", "baseUrl", "An option of `createIntercom`."),
  equal(
    "helper",
    "useRequestOpts.timeout",
    "timeoutMs",
    "An option of `createIntercom`; milliseconds there too.",
  ),
  left(
    "helper",
    "useRequestOpts.headers",
    "The import names the version in place of `Intercom-Version`. Other headers are an option of a call, or set in a layer.",
  ),
  left(
    "helper",
    "useRequestOpts",
    "Its other settings are axios's. Give `createIntercom` the options `fetch`, `layers` or `timeoutMs`; `nodeFetch` of `@interkit/core/node` has `proxy` and `ca`.",
  ),
  left(
    "helper",
    "client.nextPage",
    "Iterate the list, or its `pages()`, which request the next page by themselves.",
  ),
  left("helper", "client.ping", "It lists the admins: call `admins.identify()`."),
  ...["get", "post", "put", "delete"].map((method) =>
    left(
      "helper",
      `client.${method}`,
      `\`createClient\` of \`@interkit/core\` has \`${method.toUpperCase()}\`, which takes a path of the description.`,
    ),
  ),
  equal("error", "BadResponseError", "ApiError", "It is thrown and not exported."),
  equal("error", "BadResponseError.statusCode", "ApiError.status"),
  left(
    "error",
    "BadResponseError.body",
    "`ApiError.errors` has the list of errors, `code` the first one's code.",
  ),
  left(
    "error",
    "BadResponseError.headers",
    "`ApiError.headers` is a `Headers`: read it with `get(name)`.",
  ),
  left(
    "error",
    "AxiosError",
    "Without a response the error of axios is thrown there; here it is a `ConnectionError`, or a `TimeoutError`.",
  ),
  left(
    "helper",
    "IdentityVerification.userHash",
    "`userHash(identifier, secretKey)` of `@interkit/webhooks/identity` returns a promise. `signMessengerJwt` has replaced it.",
  ),
];

const layer = "Set headers of all calls in a layer, and those of one call in its options.";
const version =
  "The import names the version: `@interkit/client/2.14`. A program that needs two versions makes two clients.";

/** Options, errors and helpers of releases 6 and 7. */
export const currentSurface: readonly Line[] = [
  equal("option", "token", "token"),
  equal(
    "option",
    "environment",
    "region",
    'Of `IntercomEnvironment`: "us", "eu" or "au". A URL becomes `baseUrl`.',
  ),
  equal("option", "baseUrl", "baseUrl"),
  left("option", "version", version),
  left("option", "headers", layer),
  equal(
    "option",
    "timeoutInSeconds",
    "timeoutMs",
    "In milliseconds, and for the whole call with its retries.",
  ),
  equal("option", "maxRetries", "retry", "The number of attempts: one more than that of retries."),
  equal("option", "fetch", "fetch"),
  left("option", "fetcher", "Give `createIntercom` a `fetch`, or a layer."),
  left("option", "logging", "`hooks: [logTo(logger)]` writes a line for each call."),
  equal(
    "request option",
    "timeoutInSeconds",
    "timeoutMs",
    "In milliseconds, and for the whole call with its retries.",
  ),
  equal(
    "request option",
    "maxRetries",
    "retry",
    "The number of attempts: one more than that of retries.",
  ),
  equal("request option", "abortSignal", "signal"),
  equal("request option", "headers", "headers"),
  left(
    "request option",
    "queryParams",
    "The query is the input of a GET, and the option `query` of a method with a body.",
  ),
  left("request option", "version", version),
  equal(
    "error",
    "IntercomError",
    "ApiError",
    "It is thrown there too when no response came: here a `ConnectionError`.",
  ),
  equal("error", "IntercomError.statusCode", "ApiError.status"),
  left(
    "error",
    "IntercomError.body",
    "`ApiError.errors` has the list of errors, `code` the first one's code.",
  ),
  left("error", "IntercomError.rawResponse", "`ApiError` has `headers`, `requestId` and `status`."),
  equal(
    "error",
    "IntercomTimeoutError",
    "TimeoutError",
    "In release 7, a timeout is an `IntercomError` instead.",
  ),
  equal("error", "Intercom.TooManyRequestsError", "RateLimitError"),
  ...[
    ["BadRequestError", 400],
    ["UnauthorizedError", 401],
    ["ForbiddenError", 403],
    ["NotFoundError", 404],
    ["UnprocessableEntityError", 422],
  ].map(
    ([name, status]): Line => ({
      kind: "error",
      vendor: `Intercom.${name}`,
      interkit: "ApiError",
      mechanical: {
        reason: `It is an \`ApiError\` whose \`status\` is ${status}: compare the status.`,
      },
    }),
  ),
  equal(
    "helper",
    "call.withRawResponse",
    "withResponse",
    "`rawResponse` is `response`; `data` has the same name.",
  ),
  left("helper", "page.data", "A list has its items in the `items` of its `pages()`."),
  left(
    "helper",
    "page.hasNextPage",
    "Iterate the list, or its `pages()`, which end by themselves.",
  ),
  left(
    "helper",
    "page.getNextPage",
    "Iterate the list, or its `pages()`, which request the next page by themselves.",
  ),
  equal("helper", "for await (const item of await list)", "for await (const item of list)"),
  left(
    "helper",
    "Page",
    "`List` is the type of a list, `Page` of `@interkit/pagination` that of one page.",
  ),
];
