import { IntercomClient, IntercomError } from "intercom-client";
import type { SubjectCallOptions, SubjectMaker } from "../subject.ts";
import { absentCalls, named, resultOf } from "./peer.ts";

function detailsOf(error: unknown) {
  if (!(error instanceof IntercomError)) return {};
  const requestId = error.rawResponse?.headers.get("x-request-id");
  return { status: error.statusCode, requestId };
}

/** The vendor's client, with its defaults. */
export const intercomClient: SubjectMaker = {
  name: named("intercom-client"),
  lacks: {
    "response limit": "no option limits the size of a response",
    "idle limit": "its time limit ends with the headers",
  },
  make: ({ baseUrl, token, timeoutMs }) => {
    const client = new IntercomClient({
      token,
      environment: baseUrl,
      ...(timeoutMs === undefined ? {} : { timeoutInSeconds: timeoutMs / 1000 }),
    });
    const options = ({ signal, timeoutMs: own }: SubjectCallOptions = {}) => ({
      ...(signal ? { abortSignal: signal } : {}),
      ...(own === undefined ? {} : { timeoutInSeconds: own / 1000 }),
    });
    const call = (make: () => PromiseLike<unknown>) => resultOf(make, detailsOf);
    return {
      ...absentCalls,
      get: (id, callOptions) =>
        call(() => client.contacts.find({ contact_id: id }, options(callOptions))),
      create: (callOptions) =>
        call(() => client.contacts.create({ email: "ada@example.com" }, options(callOptions))),
      update: (callOptions) =>
        call(() => client.contacts.update({ contact_id: "1", name: "Ada" }, options(callOptions))),
      remove: (callOptions) =>
        call(() => client.contacts.delete({ contact_id: "1" }, options(callOptions))),
      search: (callOptions) => {
        const query = { field: "email", operator: "=", value: "ada@example.com" } as const;
        return call(() => client.contacts.search({ query }, options(callOptions)));
      },
      scroll: (callOptions) => call(() => client.companies.scroll({}, options(callOptions))),
      startExport: (callOptions) => {
        const period = { created_at_after: 1, created_at_before: 2 };
        return call(() => client.dataExport.create(period, options(callOptions)));
      },
      transcript: (callOptions) =>
        call(() => client.calls.showCallTranscript({ call_id: "1" }, options(callOptions))),
      download: (callOptions) =>
        call(() => client.dataExport.download({ job_identifier: "1" }, options(callOptions))),
    };
  },
};
