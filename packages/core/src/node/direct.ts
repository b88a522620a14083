import { Readable } from "node:stream";
import { promisify } from "node:util";
import { createGunzip, gunzip } from "node:zlib";
import { type Dispatcher, request as undiciRequest } from "undici";
import { ResponseError } from "../errors.ts";
import { type Answer, isSuccess, type Outgoing, type Transport } from "../exchange.ts";
import { noAnswer } from "../fetch-transport.ts";
import { ReadResponse } from "./read-response.ts";

const unzip = promisify(gunzip);

/** Sends with undici's `request`, which does without the objects that `fetch` makes for each call. */
export function directTransport(dispatcher: Dispatcher): Transport {
  return async (outgoing) => {
    const { url, method, signal } = outgoing;
    const { headers, body } = await contentOf(outgoing);
    let data: Dispatcher.ResponseData;
    try {
      data = await undiciRequest(url, {
        dispatcher,
        method: method as Dispatcher.HttpMethod,
        headers,
        body: body ?? null,
        signal: signal ?? null,
      });
    } catch (cause) {
      if (signal?.aborted) throw signal.reason;
      throw noAnswer(url, cause);
    }
    return answerOf(outgoing, data);
  };
}

async function answerOf(outgoing: Outgoing, data: Dispatcher.ResponseData): Promise<Answer> {
  const { call, signal, url } = outgoing;
  const status = data.statusCode;
  const headers = headersOf(data.headers);
  const isZipped = headers.get("content-encoding") === "gzip";
  if (isZipped) {
    headers.delete("content-encoding");
    headers.delete("content-length");
  }
  if (call.reading === "stream" && isSuccess(status)) {
    const source = isZipped ? data.body.pipe(createGunzip()) : data.body;
    const body = Readable.toWeb(source) as ReadableStream<Uint8Array>;
    return { status, headers, body, response: new Response(body, { status, headers }) };
  }
  const response = new ReadResponse({ status, headers, url }) as unknown as Response;
  try {
    return { status, headers, body: await bodyOf(outgoing, data, isZipped), response };
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    const message = `The answer to ${call.route} was cut off (status ${status})`;
    throw new ResponseError(message, { response, problem: "cut-off", cause });
  }
}

async function bodyOf(
  { call }: Outgoing,
  { body, statusCode }: Dispatcher.ResponseData,
  isZipped: boolean,
): Promise<string | Uint8Array<ArrayBuffer>> {
  const wantsBytes = call.reading === "bytes" && isSuccess(statusCode);
  if (!isZipped) return wantsBytes ? new Uint8Array(await body.arrayBuffer()) : body.text();
  const bytes = await unzip(await body.arrayBuffer());
  return wantsBytes ? new Uint8Array(bytes) : bytes.toString("utf8");
}

/** What goes out: headers as undici takes them, and a form written down. */
async function contentOf(outgoing: Outgoing): Promise<{
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array | undefined;
}> {
  const headers: Record<string, string> = { "accept-encoding": "gzip" };
  for (const [name, value] of outgoing.headers) headers[name] = value;
  const { body } = outgoing;
  if (!(body instanceof FormData)) return { headers, body };
  const form = new Response(body);
  headers["content-type"] = form.headers.get("content-type") ?? "multipart/form-data";
  return { headers, body: new Uint8Array(await form.arrayBuffer()) };
}

function headersOf(received: Dispatcher.ResponseData["headers"]): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(received)) {
    for (const one of [value].flat()) if (one !== undefined) headers.append(name, one);
  }
  return headers;
}
