import { type ClientOptions, createRequester } from "@interkit/core";
import { nodeFetch } from "@interkit/core/node";
import { IntercomClient } from "intercom-client";
import createFetchClient from "openapi-fetch";

/** One way to make the calls. */
export interface Arm {
  readonly name: string;
  readonly get: () => Promise<unknown>;
  readonly search: () => Promise<unknown>;
}

const id = "5ba682d23d7cf92bef87bfd4";
const query = { field: "email", operator: "=", value: "ada@example.com" } as const;

/** Plain fetch, our client with all its default layers, and other clients in common use. */
export function arms(url: string): Arm[] {
  const headers = {
    authorization: "Bearer token",
    accept: "application/json",
    "Intercom-Version": "2.16",
  };
  const search = { ...headers, "content-type": "application/json" };
  // biome-ignore lint/suspicious/noExplicitAny: the paths are written by hand here
  const plain = createFetchClient<any>({ baseUrl: url, headers });
  const vendor = new IntercomClient({ token: "token", environment: url });
  return [
    {
      name: "fetch",
      get: async () => (await fetch(`${url}/contacts/${id}`, { headers })).json(),
      search: async () => {
        const init = { method: "POST", headers: search, body: JSON.stringify({ query }) };
        return (await fetch(`${url}/contacts/search`, init)).json();
      },
    },
    ours("@interkit/core", url),
    ours("… with nodeFetch", url, nodeFetch({ connections: 64 })),
    // The transport of other platforms, and of Node where an instrumentation has replaced fetch.
    ours("… with fetch", url, (input, init) => fetch(input, init)),
    {
      name: "openapi-fetch",
      get: () => plain.GET("/contacts/{id}", { params: { path: { id } } }),
      search: () => plain.POST("/contacts/search", { body: { query } }),
    },
    {
      name: "intercom-client",
      get: async () => vendor.contacts.find({ contact_id: id }),
      search: async () => vendor.contacts.search({ query }),
    },
  ];
}

function ours(name: string, baseUrl: string, fetch?: ClientOptions["fetch"]): Arm {
  // A limit that the machine cannot reach: requests are counted, and never delayed.
  const rateLimit = { callsPerWindow: 1_000_000 };
  const client = createRequester("2.16", { token: "token", baseUrl, rateLimit, fetch });
  const params = { path: { contact_id: id } };
  return {
    name,
    get: () => client.request("GET /contacts/{contact_id}", { params }),
    search: () => client.request("POST /contacts/search", { body: { query } }),
  };
}
