import { redirectIntercom } from "../redirect-intercom.ts";
import type { Json, ListeningSandbox } from "../test-client.ts";
import { type Installed, listenForTest } from "../test-client.ts";

/** What a node passes to n8n's request helper. */
interface NodeRequest {
  readonly method: string;
  readonly url: string;
  readonly qs?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface Bench extends ListeningSandbox {
  /** Runs the node once with these parameters, and returns its output items. */
  run(parameters: Readonly<Record<string, unknown>>): Promise<Json[]>;
  /** Sends the request with which the editor tests credentials. */
  tryCredentials(): Promise<Json>;
  /** The options that the editor offers for a parameter. */
  options(method: string): Promise<Json[]>;
}

/** The node for Intercom, with the parts of n8n that it uses: parameters, an item and a request helper. */
export async function withNode(
  { require }: Installed,
  options?: Parameters<typeof listenForTest>[0],
): Promise<Bench> {
  const bench = await listenForTest(options);
  redirectIntercom(bench.url);
  const { Intercom } = require("n8n-nodes-base/dist/nodes/Intercom/Intercom.node.js");
  const node = new Intercom();
  const path = "n8n-nodes-base/dist/credentials/IntercomApi.credentials.js";
  const credentials = new (require(path).IntercomApi)();
  const send = (request: NodeRequest) => sendRequest(request, headersOf(credentials));
  return {
    ...bench,
    run: async (parameters) => {
      const context = contextOf(parameters, send);
      const [items] = await node.execute.call(context);
      return items.map(({ json }: Json) => json);
    },
    options: (method) => node.methods.loadOptions[method].call(contextOf({}, send)),
    tryCredentials: () => {
      const { baseURL, url, method } = credentials.test.request;
      return send({ method, url: baseURL + url });
    },
  };
}

type Send = (request: NodeRequest) => Promise<Json>;

function contextOf(parameters: Readonly<Record<string, unknown>>, send: Send): object {
  return {
    getInputData: () => [{ json: {} }],
    getNode: () => ({ name: "Intercom", type: "n8n-nodes-base.intercom", typeVersion: 1 }),
    getNodeParameter: (name: string) => parameters[name],
    continueOnFail: () => false,
    helpers: {
      httpRequestWithAuthentication: (_: string, request: NodeRequest) => send(request),
      returnJsonArray: (found: Json) => [found].flat().map((json: Json) => ({ json })),
      constructExecutionMetaData: (items: Json[], { itemData }: Json) =>
        items.map((item) => ({ ...item, pairedItem: itemData })),
    },
  };
}

/** The headers of the credentials. n8n replaces expressions in double braces. */
function headersOf({ authenticate }: Json): Record<string, string> {
  const { headers } = authenticate.properties as { headers: Record<string, string> };
  const filled = Object.entries(headers).map(([name, value]) => [
    name,
    value.replace(/^=/, "").replace("{{$credentials.apiKey}}", "secret"),
  ]);
  return Object.fromEntries(filled);
}

/** Sends a request as n8n does: without an empty body, and with an error for a refusal. */
async function sendRequest(
  { method, url, qs = {}, body }: NodeRequest,
  headers: Record<string, string>,
): Promise<Json> {
  const sent = new URL(url);
  for (const [name, value] of Object.entries(qs)) sent.searchParams.set(name, String(value));
  const empty = typeof body !== "object" || body === null || Object.keys(body).length === 0;
  const response = await fetch(sent, {
    method,
    headers: {
      ...headers,
      ...(empty ? {} : { "Content-Type": "application/json" }),
    },
    ...(empty ? {} : { body: JSON.stringify(body) }),
  });
  if (response.ok) return response.json();
  const data = await response.json();
  const error = new Error(`Request failed with status code ${response.status}`);
  throw Object.assign(error, { response: { status: response.status, data } });
}
