import { IntercomClient, IntercomError } from "intercom-client";
import createFetchClient from "openapi-fetch";
import { type CallWishes, counted, type Outcome, type SubjectMaker } from "./subject.ts";

/** The vendor's client, with its defaults. */
export const vendor: SubjectMaker = {
  name: "intercom-client 7.0.3",
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
    return {
      get: (id, wishes) =>
        outcomeOf(() => client.contacts.find({ contact_id: id }, options(wishes))),
      create: (wishes) =>
        outcomeOf(() => client.contacts.create({ email: "ada@example.com" }, options(wishes))),
      update: (wishes) =>
        outcomeOf(() => client.contacts.update({ contact_id: "1", name: "Ada" }, options(wishes))),
      remove: (wishes) =>
        outcomeOf(() => client.contacts.delete({ contact_id: "1" }, options(wishes))),
      search: (wishes) => {
        const query = { field: "email", operator: "=", value: "ada@example.com" } as const;
        return outcomeOf(() => client.contacts.search({ query }, options(wishes)));
      },
      scroll: (wishes) => outcomeOf(() => client.companies.scroll({}, options(wishes))),
      startExport: (wishes) => {
        const period = { created_at_after: 1, created_at_before: 2 };
        return outcomeOf(() => client.dataExport.create(period, options(wishes)));
      },
      transcript: (wishes) =>
        outcomeOf(() => client.calls.showCallTranscript({ call_id: "1" }, options(wishes))),
      download: (wishes) =>
        outcomeOf(() => client.dataExport.download({ job_identifier: "1" }, options(wishes))),
      recording: (wishes) =>
        outcomeOf(() => client.calls.showCallRecording({ call_id: "1" }, options(wishes))),
    };
  },
};

async function outcomeOf(call: () => PromiseLike<unknown>): Promise<Outcome> {
  try {
    return { ok: true, data: await call() };
  } catch (error) {
    if (!(error instanceof IntercomError)) return { ok: false, error };
    const requestId = error.rawResponse?.headers.get("x-request-id") ?? undefined;
    return { ok: false, error, status: error.statusCode, requestId };
  }
}

/** openapi-fetch by itself, as one sets it up by hand. */
export const bare: SubjectMaker = {
  name: "openapi-fetch 0.17",
  make: ({ baseUrl, token, timeoutMs }) => {
    // biome-ignore lint/suspicious/noExplicitAny: the paths are written by hand here
    const client = createFetchClient<any>({ baseUrl });
    const call = async (
      method: "GET" | "POST" | "PUT" | "DELETE",
      path: string,
      init: Record<string, unknown>,
      { signal, timeoutMs: own = timeoutMs }: CallWishes = {},
    ): Promise<Outcome> => {
      const ends = signal ?? (own === undefined ? undefined : AbortSignal.timeout(own));
      try {
        const authorization = `Bearer ${typeof token === "function" ? await token() : token}`;
        const { data, error, response } = await client[method](path, {
          ...init,
          headers: { authorization, "Intercom-Version": "2.16" },
          ...(ends ? { signal: ends } : {}),
        });
        if (response.ok) return { ok: true, data };
        const requestId = response.headers.get("x-request-id") ?? undefined;
        return { ok: false, error, status: response.status, requestId };
      } catch (error) {
        return { ok: false, error };
      }
    };
    const at = (id: string) => ({ params: { path: { id } } });
    const person = { email: "ada@example.com" };
    const query = { field: "email", operator: "=", value: "ada@example.com" };
    return {
      get: (id, wishes) => call("GET", "/contacts/{id}", at(id), wishes),
      create: (wishes) => call("POST", "/contacts", { body: person }, wishes),
      update: (wishes) =>
        call("PUT", "/contacts/{id}", { ...at("1"), body: { name: "Ada" } }, wishes),
      remove: (wishes) => call("DELETE", "/contacts/{id}", at("1"), wishes),
      search: (wishes) => call("POST", "/contacts/search", { body: { query } }, wishes),
      scroll: (wishes) => call("GET", "/companies/scroll", {}, wishes),
      startExport: (wishes) => call("POST", "/export/content/data", { body: {} }, wishes),
      transcript: (wishes) =>
        call("GET", "/calls/{id}/transcript", { ...at("1"), parseAs: "text" }, wishes),
      download: async (wishes) => {
        const init = { ...at("1"), parseAs: "stream" };
        return counted(await call("GET", "/download/content/data/{id}", init, wishes));
      },
      recording: async (wishes) => {
        const init = { ...at("1"), parseAs: "stream" };
        return counted(await call("GET", "/calls/{id}/recording", init, wishes));
      },
    };
  },
};
