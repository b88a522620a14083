import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { callHeader } from "./measure.ts";

/** What the server has seen. */
export interface Seen {
  /** Requests by the header of their call. */
  readonly requests: Readonly<Record<string, number>>;
  /** Connections that are open now, and at most at any time. */
  readonly open: number;
  readonly most: number;
}

/** Answers a call's n-th request, counted from 1. */
type Behaviour = (response: ServerResponse, nth: number, request: IncomingMessage) => void;

const contact = { type: "contact", id: "5ba682d23d7cf92bef87bfd4", email: "ada@example.com" };
const [firstHalf, secondHalf] = ['{"type":"contact",', `"id":"${contact.id}"}`];
const piece = Buffer.alloc(4_096);

const json = (response: ServerResponse, status: number, body: unknown) =>
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

const file = (response: ServerResponse) =>
  response.writeHead(200, { "content-type": "application/octet-stream" });

const unavailable = (response: ServerResponse) =>
  json(response, 503, { type: "error.list", errors: [{ code: "service_unavailable" }] });

const whole: Behaviour = (response) => json(response, 200, contact);

const behaviours: Readonly<Record<string, Behaviour>> = {
  whole,
  slow: (response) => {
    response.writeHead(200, { "content-type": "application/json" }).write(firstHalf);
    setTimeout(() => response.end(secondHalf), 2);
  },
  retried: (response, nth, request) =>
    nth === 1 ? unavailable(response) : whole(response, nth, request),
  pages: (response, _, { url = "" }) => {
    const page = Number(new URL(url, "http://localhost").searchParams.get("starting_after") ?? 1);
    const next = page < 3 ? { page: page + 1, starting_after: String(page + 1) } : null;
    const data = Array.from({ length: 5 }, (_, index) => ({ ...contact, id: `${page}${index}` }));
    const pages = { type: "pages", page, per_page: 5, total_pages: 3, next };
    json(response, 200, { type: "list", total_count: 15, data, pages });
  },
  file: (response) => {
    file(response).write(piece);
    setImmediate(() => response.end(piece));
  },
  // The rest of these never comes: a call only ends when it is aborted.
  unavailable,
  silent: () => {},
  half: (response) => {
    response.writeHead(200, { "content-type": "application/json" }).write(firstHalf);
  },
  halfFile: (response) => {
    file(response).write(piece);
  },
};

if (process.send) {
  const requests: Record<string, number> = {};
  let open = 0;
  let most = 0;
  const server = createServer((request, response) => {
    const call = String(request.headers[callHeader]);
    const nth = (requests[call] ?? 0) + 1;
    requests[call] = nth;
    // Clients close idle connections long before the server does, even on a machine that is busy.
    response.setHeader("connection", "keep-alive").setHeader("keep-alive", "timeout=3");
    request.resume();
    request.once("end", () => behaviours[call.split("-")[0] ?? ""]?.(response, nth, request));
  });
  server.keepAliveTimeout = 60_000;
  server.on("connection", (socket) => {
    open += 1;
    most = Math.max(most, open);
    socket.once("close", () => {
      open -= 1;
    });
  });
  process.on("message", () => process.send?.({ requests, open, most } satisfies Seen));
  // Ends with the process that started it.
  process.once("disconnect", () => process.exit());
  server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
}
