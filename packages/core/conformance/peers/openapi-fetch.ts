import createFetchClient from "openapi-fetch";
import {
  type CaseResult,
  counted,
  type SubjectCallOptions,
  type SubjectMaker,
} from "../subject.ts";
import { absentCalls, named, signalOf } from "./peer.ts";

/** openapi-fetch by itself, with a token as its documentation sets one. */
export const openapiFetch: SubjectMaker = {
  name: named("openapi-fetch"),
  lacks: {
    "response limit": "no option limits the size of a response",
    "idle limit": "it has no time limits but the signal of a call",
  },
  make: ({ baseUrl, token, timeoutMs }) => {
    // biome-ignore lint/suspicious/noExplicitAny: the paths are written by hand here
    const client = createFetchClient<any>({ baseUrl });
    client.use({
      onRequest: async ({ request }) => {
        const value = typeof token === "function" ? await token() : token;
        request.headers.set("authorization", `Bearer ${value}`);
      },
    });
    const call = async (
      method: "GET" | "POST" | "PUT" | "DELETE",
      path: string,
      init: Record<string, unknown>,
      callOptions: SubjectCallOptions = {},
    ): Promise<CaseResult> => {
      const signal = signalOf(callOptions, timeoutMs);
      try {
        const { data, error, response } = await client[method](path, {
          ...init,
          headers: { "Intercom-Version": "2.16" },
          ...(signal ? { signal } : {}),
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
      ...absentCalls,
      get: (id, callOptions) => call("GET", "/contacts/{id}", at(id), callOptions),
      create: (callOptions) => call("POST", "/contacts", { body: person }, callOptions),
      update: (callOptions) =>
        call("PUT", "/contacts/{id}", { ...at("1"), body: { name: "Ada" } }, callOptions),
      remove: (callOptions) => call("DELETE", "/contacts/{id}", at("1"), callOptions),
      search: (callOptions) => call("POST", "/contacts/search", { body: { query } }, callOptions),
      scroll: (callOptions) => call("GET", "/companies/scroll", {}, callOptions),
      startExport: (callOptions) => call("POST", "/export/content/data", { body: {} }, callOptions),
      transcript: (callOptions) =>
        call("GET", "/calls/{id}/transcript", { ...at("1"), parseAs: "text" }, callOptions),
      download: async (callOptions) => {
        const init = { ...at("1"), parseAs: "stream" };
        return counted(await call("GET", "/download/content/data/{id}", init, callOptions));
      },
    };
  },
};
