import { Readable } from "node:stream";
import Stripe from "stripe";
import { counted, type SubjectCallOptions, type SubjectMaker } from "../subject.ts";
import { absentCalls, named, resultOf } from "./peer.ts";

function detailsOf(error: unknown) {
  if (!(error instanceof Stripe.errors.StripeError)) return {};
  return { status: error.statusCode, requestId: error.requestId };
}

/** Stripe's client, with its defaults. */
export const stripe: SubjectMaker = {
  name: named("stripe"),
  // All its paths begin so, and it has no option for another beginning.
  prefix: "v1",
  errorBody: { error: { type: "api_error", message: "It failed." } },
  onceHeader: "idempotency-key",
  lacks: {
    scroll: "its API has no reads that advance with each call",
    export: "its API has no exports of which there is one at a time",
    text: "its API has no responses of plain text",
    gzip: "it does not request compressed responses",
    abort: "its calls take no signal",
    "token function": "its key is a string",
    "rate window": "its API does not send these headers",
    "scalar responses": "its API answers every call with an object",
    "empty responses": "its API answers every call with JSON",
    "response limit": "no option limits the size of a response",
  },
  make: ({ baseUrl, token, timeoutMs, idleTimeoutMs }) => {
    const { hostname, port } = new URL(baseUrl);
    // Its time limit is an idle timeout: it starts again with each part of a response.
    const timeout = timeoutMs ?? idleTimeoutMs;
    const client = new Stripe(String(token), {
      host: hostname,
      port,
      protocol: "http",
      ...(timeout === undefined ? {} : { timeout }),
    });
    const options = ({ timeoutMs: own }: SubjectCallOptions = {}) =>
      own === undefined ? {} : { timeout: own };
    const call = (make: () => PromiseLike<unknown>) => resultOf(make, detailsOf);
    return {
      ...absentCalls,
      get: (id, callOptions) => call(() => client.customers.retrieve(id, {}, options(callOptions))),
      create: (callOptions) =>
        call(() => client.customers.create({ email: "ada@example.com" }, options(callOptions))),
      update: (callOptions) =>
        call(() => client.customers.update("1", { name: "Ada" }, options(callOptions))),
      remove: (callOptions) => call(() => client.customers.del("1", {}, options(callOptions))),
      search: (callOptions) => {
        const query = "email:'ada@example.com'";
        return call(() => client.customers.search({ query }, options(callOptions)));
      },
      download: async (callOptions) =>
        counted(
          await call(async () => {
            const stream = await client.quotes.pdf("1", {}, options(callOptions));
            return Readable.toWeb(stream as unknown as Readable);
          }),
        ),
    };
  },
};
