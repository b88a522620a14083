import OpenAI from "openai";
import { type CallWishes, counted, type SubjectMaker } from "../subject.ts";
import { absentCalls, named, outcomeOf } from "./peer.ts";

function toldBy(error: unknown) {
  if (!(error instanceof OpenAI.APIError)) return {};
  return { status: error.status, requestId: error.requestID };
}

/** OpenAI's client, with its defaults. */
export const openai: SubjectMaker = {
  name: named("openai"),
  errorBody: { error: { type: "server_error", message: "It failed.", code: null, param: null } },
  lacks: {
    scroll: "its API has no reads that move on with each call",
    export: "its API has no exports of which there is one at a time",
    "rate window": "its API sends other headers",
    "answer limit": "no option bounds the size of an answer",
    "silence limit": "its time limit ends with the headers",
  },
  make: ({ baseUrl, token, timeoutMs }) => {
    const client = new OpenAI({
      baseURL: baseUrl,
      apiKey: typeof token === "function" ? async () => token() : token,
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    });
    const options = ({ signal, timeoutMs: own }: CallWishes = {}) => ({
      ...(signal ? { signal } : {}),
      ...(own === undefined ? {} : { timeout: own }),
    });
    const call = (make: () => PromiseLike<unknown>) => outcomeOf(make, toldBy);
    return {
      ...absentCalls,
      get: (id, wishes) => call(() => client.vectorStores.retrieve(id, options(wishes))),
      create: (wishes) => call(() => client.vectorStores.create({ name: "Ada" }, options(wishes))),
      update: (wishes) =>
        call(() => client.vectorStores.update("1", { name: "Ada" }, options(wishes))),
      // Of its deletions, this is one whose answer has nothing in it.
      remove: (wishes) => call(() => client.containers.delete("1", options(wishes))),
      search: (wishes) =>
        call(() => client.vectorStores.search("1", { query: "Ada" }, options(wishes))),
      transcript: (wishes) =>
        call(async () => (await client.files.content("1", options(wishes))).text()),
      download: async (wishes) =>
        counted(await call(async () => (await client.files.content("1", options(wishes))).body)),
    };
  },
};
