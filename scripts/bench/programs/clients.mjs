// The clients that are measured. Each is imported only where it is used, since imports are measured too.
const id = "5ba682d23d7cf92bef87bfd4";
const query = { field: "email", operator: "=", value: "ada@example.com" };
const headers = { authorization: "Bearer token", accept: "application/json" };

/** For each client: what imports it, and what makes `get` and `search` of a base URL and a `fetch`. */
export const clients = {
  fetch: {
    load: async () => ({}),
    create: (_module, { url, fetch = globalThis.fetch }) => ({
      get: async () => (await fetch(`${url}/contacts/${id}`, { headers })).json(),
      search: async () => {
        const body = JSON.stringify({ query });
        const type = { ...headers, "content-type": "application/json" };
        const init = { method: "POST", headers: type, body };
        return (await fetch(`${url}/contacts/search`, init)).json();
      },
    }),
  },
  "@interkit/client": {
    load: () => import("@interkit/client/2.16"),
    create: ({ createIntercom }, options) => interkit(createIntercom(optionsOf(options))),
  },
  // The transport of other platforms, and of Node where an instrumentation has replaced `fetch`.
  "@interkit/client given fetch": {
    load: () => import("@interkit/client/2.16"),
    create: ({ createIntercom }, { url }) =>
      interkit(createIntercom(optionsOf({ url, fetch: (input, init) => fetch(input, init) }))),
  },
  "@interkit/client given nodeFetch": {
    load: async () => ({
      ...(await import("@interkit/client/2.16")),
      ...(await import("@interkit/core/node")),
    }),
    create: ({ createIntercom, nodeFetch }, options) =>
      interkit(createIntercom(optionsOf({ fetch: nodeFetch({ connections: 64 }), ...options }))),
  },
  "openapi-fetch": {
    load: () => import("openapi-fetch"),
    create: ({ default: createClient }, { url, fetch }) => {
      const client = createClient({ baseUrl: url, headers, ...(fetch && { fetch }) });
      return {
        get: () => client.GET("/contacts/{id}", { params: { path: { id } } }),
        search: () => client.POST("/contacts/search", { body: { query } }),
      };
    },
  },
  "intercom-client": {
    load: () => import("intercom-client"),
    create: ({ IntercomClient }, { url, fetch }) => {
      const client = new IntercomClient({
        token: "token",
        environment: url,
        ...(fetch && { fetch }),
      });
      return {
        get: async () => client.contacts.find({ contact_id: id }),
        search: async () => client.contacts.search({ query }),
      };
    },
  },
  "@octokit/core": {
    load: () => import("@octokit/core"),
    create: ({ Octokit }, { url, fetch }) => {
      const client = new Octokit({ auth: "token", baseUrl: url, request: fetch ? { fetch } : {} });
      return {
        get: () => client.request("GET /contacts/{id}", { id }),
        search: () => client.request("POST /contacts/search", { query }),
      };
    },
  },
  stripe: {
    load: () => import("stripe"),
    create: ({ default: Stripe }, { url, fetch }) => {
      const { hostname, port } = new URL(url);
      const httpClient = fetch && { httpClient: Stripe.createFetchHttpClient(fetch) };
      const at = { host: hostname, port: Number(port) || 443, protocol: "http" };
      const client = new Stripe("sk_test_token", { ...at, telemetry: false, ...httpClient });
      return {
        get: () => client.customers.retrieve(id),
        search: () => client.customers.create({ email: "ada@example.com" }),
      };
    },
  },
};

/** A limit that the machine cannot reach: requests are counted, and never delayed. */
function optionsOf({ url, fetch }) {
  const rateLimit = { callsPerWindow: 1_000_000 };
  return { token: "token", baseUrl: url, rateLimit, ...(fetch && { fetch }) };
}

function interkit(intercom) {
  return {
    intercom,
    get: () => intercom.contacts.get(id),
    search: () => intercom.contacts.search({ query }).collect({ limit: 1 }),
  };
}
