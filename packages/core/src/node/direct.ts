import { pipeline, Readable } from "node:stream";
import { promisify } from "node:util";
import { createGunzip, gunzip } from "node:zlib";
import { type Dispatcher, request as undiciRequest } from "undici";
import { ResponseError } from "../errors.ts";
import { type Answer, isSuccess, type Outgoing, type Transport } from "../exchange.ts";
import { noAnswer } from "../fetch-transport.ts";
import { headersOf, ReadResponse } from "./read-response.ts";

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
        // undici wants no more of a signal than there is.
        signal: (signal as unknown as AbortSignal | undefined) ?? null,
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
  const isZipped = data.headers["content-encoding"] === "gzip";
  const fields = isZipped ? unzippedFields(data.headers) : data.headers;
  const headers = { get: (name: string) => textOf(fields[name.toLowerCase()]) };
  if (call.reading === "stream" && isSuccess(status)) {
    // A pipeline, since what breaks off must break off for the reader too.
    const source = isZipped ? pipeline(data.body, createGunzip(), () => {}) : data.body;
    const body = Readable.toWeb(source) as ReadableStream<Uint8Array>;
    const response = new Response(body, { status, headers: headersOf(fields) });
    return { status, headers, body, response };
  }
  const response = new ReadResponse({ status, url, fields }) as unknown as Response;
  try {
    return { status, headers, body: await bodyOf(outgoing, data, isZipped), response };
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    const message = `The answer to ${call.route} was cut off (status ${status})`;
    throw new ResponseError(message, { response, problem: "cut-off", cause });
  }
}

/** What is told of the zipped bytes does not hold for what they become. */
function unzippedFields(fields: Dispatcher.ResponseData["headers"]) {
  const { "content-encoding": _, "content-length": __, ...others } = fields;
  return others;
}

function textOf(value: string | string[] | undefined): string | null {
  return Array.isArray(value) ? value.join(", ") : (value ?? null);
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
  const headers: Record<string, string> = { "accept-encoding": "gzip", ...outgoing.headers };
  const { body } = outgoing;
  if (!(body instanceof FormData)) return { headers, body };
  const form = new Response(body);
  headers["content-type"] = form.headers.get("content-type") ?? "multipart/form-data";
  return { headers, body: new Uint8Array(await form.arrayBuffer()) };
}
