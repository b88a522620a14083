import { IntercomClient, IntercomError } from "intercom-client";
import type { CallWishes, SubjectMaker } from "../subject.ts";
import { absentCalls, named, outcomeOf } from "./peer.ts";

function toldBy(error: unknown) {
  if (!(error instanceof IntercomError)) return {};
  const requestId = error.rawResponse?.headers.get("x-request-id");
  return { status: error.statusCode, requestId };
}

/** The vendor's client, with its defaults. */
export const intercomClient: SubjectMaker = {
  name: named("intercom-client"),
  lacks: {
    "answer limit": "no option bounds the size of an answer",
    "silence limit": "its time limit ends with the headers",
  },
  make: ({ baseUrl, token, timeoutMs }) => {
    const client = new IntercomClient({
      token,
      environment: baseUrl,
      ...(timeoutMs === undefined ? {} : { timeoutInSeconds: timeoutMs / 1000 }),
    });
    const options = ({ signal, timeoutMs: own }: CallWishes = {}) => ({
      ...(signal ? { abortSignal: signal } : {}),
      ...(own === undefined ? {} : { timeoutInSeconds: own / 1000 }),
    });
    const call = (make: () => PromiseLike<unknown>) => outcomeOf(make, toldBy);
    return {
      ...absentCalls,
      get: (id, wishes) => call(() => client.contacts.find({ contact_id: id }, options(wishes))),
      create: (wishes) =>
        call(() => client.contacts.create({ email: "ada@example.com" }, options(wishes))),
      update: (wishes) =>
        call(() => client.contacts.update({ contact_id: "1", name: "Ada" }, options(wishes))),
      remove: (wishes) => call(() => client.contacts.delete({ contact_id: "1" }, options(wishes))),
      search: (wishes) => {
        const query = { field: "email", operator: "=", value: "ada@example.com" } as const;
        return call(() => client.contacts.search({ query }, options(wishes)));
      },
      scroll: (wishes) => call(() => client.companies.scroll({}, options(wishes))),
      startExport: (wishes) => {
        const period = { created_at_after: 1, created_at_before: 2 };
        return call(() => client.dataExport.create(period, options(wishes)));
      },
      transcript: (wishes) =>
        call(() => client.calls.showCallTranscript({ call_id: "1" }, options(wishes))),
      download: (wishes) =>
        call(() => client.dataExport.download({ job_identifier: "1" }, options(wishes))),
    };
  },
};
