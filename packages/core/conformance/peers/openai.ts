import OpenAI from "openai";
import { counted, type SubjectCallOptions, type SubjectMaker } from "../subject.ts";
import { absentCalls, named, resultOf } from "./peer.ts";

function detailsOf(error: unknown) {
  if (!(error instanceof OpenAI.APIError)) return {};
  return { status: error.status, requestId: error.requestID };
}

/** OpenAI's client, with its defaults. */
export const openai: SubjectMaker = {
  name: named("openai"),
  errorBody: { error: { type: "server_error", message: "It failed.", code: null, param: null } },
  lacks: {
    scroll: "its API has no reads that advance with each call",
    export: "its API has no exports of which there is one at a time",
    "rate window": "its API sends other headers",
    "response limit": "no option limits the size of a response",
    "idle limit": "its time limit ends with the headers",
  },
  make: ({ baseUrl, token, timeoutMs }) => {
    const client = new OpenAI({
      baseURL: baseUrl,
      apiKey: typeof token === "function" ? async () => token() : token,
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    });
    const options = ({ signal, timeoutMs: own }: SubjectCallOptions = {}) => ({
      ...(signal ? { signal } : {}),
      ...(own === undefined ? {} : { timeout: own }),
    });
    const call = (make: () => PromiseLike<unknown>) => resultOf(make, detailsOf);
    return {
      ...absentCalls,
      get: (id, callOptions) => call(() => client.vectorStores.retrieve(id, options(callOptions))),
      create: (callOptions) =>
        call(() => client.vectorStores.create({ name: "Ada" }, options(callOptions))),
      update: (callOptions) =>
        call(() => client.vectorStores.update("1", { name: "Ada" }, options(callOptions))),
      // Of its deletions, this is one whose answer has nothing in it.
      remove: (callOptions) => call(() => client.containers.delete("1", options(callOptions))),
      search: (callOptions) =>
        call(() => client.vectorStores.search("1", { query: "Ada" }, options(callOptions))),
      transcript: (callOptions) =>
        call(async () => (await client.files.content("1", options(callOptions))).text()),
      download: async (callOptions) =>
        counted(
          await call(async () => (await client.files.content("1", options(callOptions))).body),
        ),
    };
  },
};
