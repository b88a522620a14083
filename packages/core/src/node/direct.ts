import { pipeline } from "node:stream";
import { promisify } from "node:util";
import { createGunzip, gunzip } from "node:zlib";
import { type Dispatcher, request as undiciRequest } from "undici";
import { InterkitError } from "../errors/errors.ts";
import { cutOff, Pieces, tooLarge } from "../transport/answer-body.ts";
import type { Bytes } from "../transport/bytes.ts";
import {
  type Answer,
  isBodiless,
  isSuccess,
  type Outgoing,
  type Transport,
} from "../transport/exchange.ts";
import { noAnswer } from "../transport/fetch-transport.ts";
import { isGzip } from "../transport/strict-gzip.ts";
import { type Fields, headersOf, ReadResponse } from "./read-response.ts";
import { readToEnd, webStream } from "./readable.ts";

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
      throw noAnswer(url, cause);
    }
    return answerOf(outgoing, data);
  };
}

async function answerOf(outgoing: Outgoing, data: Dispatcher.ResponseData): Promise<Answer> {
  const { call, url } = outgoing;
  const status = data.statusCode;
  const fields = data.headers as Fields;
  const isZipped = isGzip(textOf(fields["content-encoding"]));
  const headers = { get: (name: string) => textOf(fields[name.toLowerCase()]) };
  if (call.reading === "stream" && isSuccess(status) && !isBodiless(status)) {
    // A pipeline, since what breaks off must break off for the reader too.
    const source = isZipped ? pipeline(data.body, createGunzip(), () => {}) : data.body;
    const body = webStream(source);
    const response = new Response(body, { status, headers: headersOf(fields) });
    Object.defineProperty(response, "url", { value: url });
    return { status, headers, body, response };
  }
  const response = new ReadResponse({ status, url, fields }) as unknown as Response;
  try {
    return { status, headers, body: await bodyOf(outgoing, data, isZipped, response), response };
  } catch (cause) {
    if (cause instanceof InterkitError) throw cause;
    throw cutOff(call.route, response, cause);
  }
}

function textOf(value: string | string[] | undefined): string | null {
  return Array.isArray(value) ? value.join(", ") : (value ?? null);
}

async function bodyOf(
  outgoing: Outgoing,
  { body, statusCode }: Dispatcher.ResponseData,
  isZipped: boolean,
  response: Response,
): Promise<string | Bytes> {
  const wantsBytes = outgoing.call.reading === "bytes" && isSuccess(statusCode);
  const pieces = new Pieces(outgoing, response, !wantsBytes);
  await readToEnd(body, pieces, outgoing);
  // Nothing is nothing, however it is said to be packed.
  if (!isZipped || pieces.isEmpty) return wantsBytes ? pieces.bytes : pieces.text;
  const { maxBytes } = outgoing.call.limits;
  const most = wantsBytes || !Number.isFinite(maxBytes) ? {} : { maxOutputLength: maxBytes };
  const bytes = await unzip(pieces.bytes, most).catch((cause: { readonly code?: unknown }) => {
    throw cause.code === "ERR_BUFFER_TOO_LARGE" ? tooLarge(outgoing, response) : cause;
  });
  return wantsBytes ? new Uint8Array(bytes) : new TextDecoder().decode(bytes);
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
  headers["content-type"] = String(form.headers.get("content-type"));
  return { headers, body: new Uint8Array(await form.arrayBuffer()) };
}
