import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { actBody } from "./act-body.ts";
import type { ServerAction } from "./server-action.ts";

/** The URLs of the server, for a case. */
interface Places {
  readonly here: string;
  readonly elsewhere: string;
}

const contact = { type: "contact", id: "1", email: "ada@example.com" };

/** Plays one step. */
export async function act(
  action: ServerAction,
  response: ServerResponse,
  places: Places,
  range?: string,
): Promise<void> {
  response.setHeader("x-request-id", "request-1");
  // Stripe's name of the header.
  response.setHeader("request-id", "request-1");
  switch (action.do) {
    case "answer":
      return answer(response, action.status ?? 200, action.headers ?? {}, action.body);
    case "text":
      response.writeHead(action.status ?? 200, { "content-type": action.type }).end(action.text);
      return;
    case "reset":
      return reset(response, action.when);
    case "cut-off":
      response.writeHead(action.status ?? 200, json({ "content-length": "1000" }));
      response.write('{"type":"contact","id":');
      return later(20, () => response.destroy());
    case "slow":
      return slow(response, action.when, action.ms);
    case "redirect": {
      const base = action.to === "here" ? places.here : places.elsewhere;
      response.writeHead(302, { location: base + action.path }).end();
      return;
    }
    case "stream":
      response.writeHead(200, { "content-type": "application/octet-stream" });
      Readable.from(chunksOf(action.chunks)).pipe(response);
      return;
    default:
      actBody(action, response, range);
  }
}

function answer(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: unknown,
): void {
  const isEmpty = status === 204 || body === "";
  response.writeHead(status, isEmpty ? headers : json(headers));
  response.end(isEmpty ? undefined : JSON.stringify(body ?? contact));
}

async function reset(
  response: ServerResponse,
  when: "before" | "after-headers" | "in-body",
): Promise<void> {
  if (when !== "before") {
    response.writeHead(200, json({}));
    response.flushHeaders();
    if (when === "in-body") response.write('{"type":"contact",');
    await later(20, () => {});
  }
  response.socket?.resetAndDestroy();
}

async function slow(response: ServerResponse, when: "headers" | "body", ms: number): Promise<void> {
  const text = JSON.stringify(contact);
  if (when === "headers") await later(ms, () => {});
  if (response.destroyed) return;
  response.writeHead(200, json({}));
  response.write(text.slice(0, 10));
  if (when === "body") await later(ms, () => {});
  if (!response.destroyed) response.end(text.slice(10));
}

function json(headers: Readonly<Record<string, string>>): Record<string, string> {
  return { "content-type": "application/json", ...headers };
}

function later(ms: number, run: () => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      run();
      resolve();
    }, ms);
    timer.unref();
  });
}

function* chunksOf(count: number): Generator<Buffer> {
  for (let chunk = 0; chunk < count; chunk += 1) yield Buffer.alloc(16_384, chunk % 256);
}
