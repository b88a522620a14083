import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { act } from "./act.ts";
import type { Received, ServerAction } from "./server-action.ts";

/** One case's script, and the requests that were received while it was played. */
interface Stage {
  readonly steps: readonly ServerAction[];
  readonly received: Received[];
  readonly since: number;
}

/** A server that fails as its script says, at two origins. */
export interface HostileServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts a server that plays scripts. It is controlled over HTTP alone, so that the cases run in any
 * runtime: `PUT /_stage/<case>` sets the steps, one for each request to `/<case>/…` and the last for
 * all further ones and for the other origin; `GET /_stage/<case>` returns the received requests.
 */
export async function hostileServer(
  page?: (path: string) => string | undefined,
): Promise<HostileServer> {
  const stages = new Map<string, Stage>();
  const servers: Server[] = [];
  const urls: string[] = [];
  for (const isElsewhere of [false, true]) {
    const server = createServer((request, response) => {
      void answer(request, response, isElsewhere).catch(() => response.destroy());
    });
    // A connection must not be closed just when it is used again, on a machine that is busy.
    server.keepAliveTimeout = 60_000;
    // Sockets fail on purpose here.
    server.on("clientError", (_, socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    servers.push(server);
    urls.push(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    isElsewhere: boolean,
  ): Promise<void> {
    const { method = "", url = "/" } = request;
    const body = await textOf(request);
    const [, first = "", second = ""] = url.split(/[/?]/);
    if (first === "_page") return void servePage(response, page?.(url.slice("/_page".length)));
    if (first === "_stage") return control(response, method, second, body);
    if (isElsewhere) allowPages(response);
    if (method === "OPTIONS") return void response.writeHead(204).end();
    const stage = stages.get(first);
    if (stage === undefined) return void response.writeHead(404).end();
    const received: Received = {
      method,
      path: url.slice(first.length + 1),
      headers: Object.fromEntries(Object.entries(request.headers).map(([k, v]) => [k, String(v)])),
      body,
      isElsewhere,
      at: Math.round(performance.now() - stage.since),
      wasDropped: false,
    };
    response.once("close", () => {
      received.wasDropped = !response.writableFinished;
    });
    const last = stage.steps.length - 1;
    const action = stage.steps[isElsewhere ? last : Math.min(stage.received.length, last)];
    stage.received.push(received);
    const elsewhere = `${urls[isElsewhere ? 0 : 1]}/${first}`;
    if (action)
      await act(
        action,
        response,
        { here: `${urls[isElsewhere ? 1 : 0]}/${first}`, elsewhere },
        request.headers.range,
      );
  }

  function control(response: ServerResponse, method: string, name: string, body: string): void {
    response.setHeader("access-control-allow-origin", "*");
    if (method === "PUT") {
      const actions = JSON.parse(body) as ServerAction[];
      stages.set(name, { steps: actions, received: [], since: performance.now() });
    }
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(stages.get(name)?.received ?? []));
  }

  return {
    url: urls[0] ?? "",
    close: async () => {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

function servePage(response: ServerResponse, text: string | undefined): void {
  if (text === undefined) return void response.writeHead(404).end();
  const type = text.startsWith("<") ? "text/html" : "text/javascript";
  response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(text);
}

/** Browsers require these headers before a page may call another origin. */
function allowPages(response: ServerResponse): void {
  response.setHeader("access-control-allow-origin", "*");
  response.setHeader("access-control-allow-headers", "*");
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
