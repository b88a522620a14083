import { Readable } from "node:stream";
import Stripe from "stripe";
import { type CallWishes, counted, type SubjectMaker } from "../subject.ts";
import { absentCalls, named, outcomeOf } from "./peer.ts";

function toldBy(error: unknown) {
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
    scroll: "its API has no reads that move on with each call",
    export: "its API has no exports of which there is one at a time",
    text: "its API has no answers of plain text",
    gzip: "it does not ask for answers that are packed",
    abort: "its calls take no signal",
    "token function": "its key is a text",
    "rate window": "its API does not send these headers",
    "bare answers": "its API answers every call with an object",
    "empty answers": "its API answers every call with JSON",
    "answer limit": "no option bounds the size of an answer",
  },
  make: ({ baseUrl, token, timeoutMs, idleTimeoutMs }) => {
    const { hostname, port } = new URL(baseUrl);
    // Its time limit is one for silence: it begins anew with each part of an answer.
    const timeout = timeoutMs ?? idleTimeoutMs;
    const client = new Stripe(String(token), {
      host: hostname,
      port,
      protocol: "http",
      ...(timeout === undefined ? {} : { timeout }),
    });
    const options = ({ timeoutMs: own }: CallWishes = {}) =>
      own === undefined ? {} : { timeout: own };
    const call = (make: () => PromiseLike<unknown>) => outcomeOf(make, toldBy);
    return {
      ...absentCalls,
      get: (id, wishes) => call(() => client.customers.retrieve(id, {}, options(wishes))),
      create: (wishes) =>
        call(() => client.customers.create({ email: "ada@example.com" }, options(wishes))),
      update: (wishes) =>
        call(() => client.customers.update("1", { name: "Ada" }, options(wishes))),
      remove: (wishes) => call(() => client.customers.del("1", {}, options(wishes))),
      search: (wishes) => {
        const query = "email:'ada@example.com'";
        return call(() => client.customers.search({ query }, options(wishes)));
      },
      download: async (wishes) =>
        counted(
          await call(async () => {
            const stream = await client.quotes.pdf("1", {}, options(wishes));
            return Readable.toWeb(stream as unknown as Readable);
          }),
        ),
    };
  },
};
