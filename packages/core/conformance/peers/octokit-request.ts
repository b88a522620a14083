import { request as github } from "@octokit/request";
import { counted, type SubjectCallOptions, type SubjectMaker } from "../subject.ts";
import { absentCalls, named, resultOf, signalOf } from "./peer.ts";

type Headers = Readonly<Record<string, string>>;

/** Its errors are of a package of its own, which it does not export. */
function detailsOf(error: unknown) {
  if (!(error instanceof Error) || !("status" in error)) return {};
  const { status, response } = error as {
    readonly status?: number;
    readonly response?: { readonly headers: Headers };
  };
  return { status, requestId: response?.headers["x-request-id"] };
}

/** The requests of GitHub's client, without the plug-ins that retry and throttle. */
export const octokitRequest: SubjectMaker = {
  name: named("@octokit/request"),
  errorBody: { message: "It failed.", documentation_url: "https://docs.github.com/rest" },
  lacks: {
    scroll: "its API has no reads that advance with each call",
    export: "its API has no exports of which there is one at a time",
    "response limit": "no option limits the size of a response",
    "idle limit": "it has no time limits but the signal of a call",
  },
  make: ({ baseUrl, token, timeoutMs }) => {
    const request = github.defaults({
      baseUrl,
      request: {
        hook: async (next: typeof github, options: { url: string; headers: Headers }) => {
          const value = typeof token === "function" ? await token() : token;
          const headers = { ...options.headers, authorization: `token ${value}` };
          return next({ ...options, headers });
        },
      },
    });
    const call = (
      route: string,
      parameters: Record<string, unknown>,
      callOptions: SubjectCallOptions = {},
      how: Record<string, unknown> = {},
    ) => {
      const signal = signalOf(callOptions, timeoutMs);
      const options = { ...parameters, request: { ...how, ...(signal ? { signal } : {}) } };
      return resultOf(async () => (await request(route, options)).data, detailsOf);
    };
    const repo = { owner: "ada", repo: "engine" };
    const issue = "/repos/{owner}/{repo}/issues";
    return {
      ...absentCalls,
      get: (id, callOptions) => call("GET /users/{username}", { username: id }, callOptions),
      create: (callOptions) => call(`POST ${issue}`, { ...repo, title: "Ada" }, callOptions),
      update: (callOptions) =>
        call(
          `PATCH ${issue}/{issue_number}`,
          { ...repo, issue_number: 1, title: "Ada" },
          callOptions,
        ),
      remove: (callOptions) => call("DELETE /repos/{owner}/{repo}", repo, callOptions),
      search: (callOptions) => call("GET /search/users", { q: "ada" }, callOptions),
      transcript: (callOptions) =>
        call(
          "GET /repos/{owner}/{repo}/readme",
          { ...repo, mediaType: { format: "raw" } },
          callOptions,
        ),
      download: async (callOptions) => {
        const how = { parseSuccessResponseBody: false };
        const route = "GET /repos/{owner}/{repo}/tarball/{ref}";
        return counted(await call(route, { ...repo, ref: "main" }, callOptions, how));
      },
    };
  },
};
