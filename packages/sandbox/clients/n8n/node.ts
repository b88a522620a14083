import { redirect } from "../edge.ts";
import type { Json, Listening } from "../judge.ts";
import { type Installed, listening } from "../judge.ts";

/** What a node passes to n8n's request helper. */
interface NodeRequest {
  readonly method: string;
  readonly url: string;
  readonly qs?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface Bench extends Listening {
  /** Runs the node once with these parameters, and gives the items that it puts out. */
  run(parameters: Readonly<Record<string, unknown>>): Promise<Json[]>;
  /** Asks what the editor asks before it keeps credentials. */
  tryCredentials(): Promise<Json>;
  /** The choices that the editor offers for a parameter. */
  options(method: string): Promise<Json[]>;
}

/** The node for Intercom, in as much of n8n as it uses: parameters, one item, and a request helper. */
export async function withNode(
  { require }: Installed,
  options?: Parameters<typeof listening>[0],
): Promise<Bench> {
  const bench = await listening(options);
  redirect(bench.url);
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

/** What the credentials add to each request: n8n fills in what stands in double braces. */
function headersOf({ authenticate }: Json): Record<string, string> {
  const { headers } = authenticate.properties as { headers: Record<string, string> };
  const filled = Object.entries(headers).map(([name, value]) => [
    name,
    value.replace(/^=/, "").replace("{{$credentials.apiKey}}", "secret"),
  ]);
  return Object.fromEntries(filled);
}

/** As n8n sends it: an empty body is none, and an answer that refuses is an error with its status. */
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
