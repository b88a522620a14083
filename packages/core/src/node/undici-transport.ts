import { pipeline } from "node:stream";
import { promisify } from "node:util";
import { createGunzip, gunzip } from "node:zlib";
import { type Dispatcher, request as undiciRequest } from "undici";
import { InterkitError } from "../errors/errors.ts";
import type { Bytes } from "../transport/bytes.ts";
import {
  isBodiless,
  isSuccess,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from "../transport/exchange.ts";
import { noResponseError } from "../transport/fetch-transport.ts";
import { BodyChunks, cutOffError, tooLargeError } from "../transport/response-body.ts";
import { isGzip } from "../transport/strict-gzip.ts";
import { ConsumedResponse, type Fields, toHeaders } from "./consumed-response.ts";
import { readNodeStream, toWebStream } from "./readable.ts";

const unzip = promisify(gunzip);

/** Sends with undici's `request`, without the objects that `fetch` makes for each call. */
export function undiciTransport(dispatcher: Dispatcher): Transport {
  return async (request) => {
    const { url, method, signal } = request;
    const { headers, body } = await encodeContent(request);
    let data: Dispatcher.ResponseData;
    try {
      data = await undiciRequest(url, {
        dispatcher,
        method: method as Dispatcher.HttpMethod,
        headers,
        body: body ?? null,
        // undici uses only these methods of a signal.
        signal: (signal as unknown as AbortSignal | undefined) ?? null,
      });
    } catch (cause) {
      throw noResponseError(url, cause);
    }
    return toTransportResponse(request, data);
  };
}

async function toTransportResponse(
  request: TransportRequest,
  data: Dispatcher.ResponseData,
): Promise<TransportResponse> {
  const { call, url } = request;
  const status = data.statusCode;
  const fields = data.headers as Fields;
  const isGzipped = isGzip(headerText(fields["content-encoding"]));
  const headers = { get: (name: string) => headerText(fields[name.toLowerCase()]) };
  if (call.bodyFormat === "stream" && isSuccess(status) && !isBodiless(status)) {
    // A pipeline passes an error of the source on to the reader.
    const source = isGzipped ? pipeline(data.body, createGunzip(), () => {}) : data.body;
    const body = toWebStream(source);
    const response = new Response(body, { status, headers: toHeaders(fields) });
    Object.defineProperty(response, "url", { value: url });
    return { status, headers, body, platformResponse: response };
  }
  const response = new ConsumedResponse({ status, url, fields }) as unknown as Response;
  try {
    return {
      status,
      headers,
      body: await readBody(request, data, isGzipped, response),
      platformResponse: response,
    };
  } catch (cause) {
    if (cause instanceof InterkitError) throw cause;
    throw cutOffError(call.route, response, cause);
  }
}

function headerText(value: string | string[] | undefined): string | null {
  return Array.isArray(value) ? value.join(", ") : (value ?? null);
}

async function readBody(
  request: TransportRequest,
  { body, statusCode }: Dispatcher.ResponseData,
  isGzipped: boolean,
  response: Response,
): Promise<string | Bytes> {
  const wantsBytes = request.call.bodyFormat === "bytes" && isSuccess(statusCode);
  const chunks = new BodyChunks(request, response, !wantsBytes);
  await readNodeStream(body, chunks, request);
  // An empty body needs no decompression, whatever its headers say.
  if (!isGzipped || chunks.isEmpty) return wantsBytes ? chunks.bytes : chunks.text;
  const { maxBytes } = request.call.limits;
  const most = wantsBytes || !Number.isFinite(maxBytes) ? {} : { maxOutputLength: maxBytes };
  const bytes = await unzip(chunks.bytes, most).catch((cause: { readonly code?: unknown }) => {
    throw cause.code === "ERR_BUFFER_TOO_LARGE" ? tooLargeError(request, response) : cause;
  });
  return wantsBytes ? new Uint8Array(bytes) : new TextDecoder().decode(bytes);
}

/** Returns headers as undici takes them, and the body, with a form encoded. */
async function encodeContent(request: TransportRequest): Promise<{
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array | undefined;
}> {
  const headers: Record<string, string> = { "accept-encoding": "gzip", ...request.headers };
  const { body } = request;
  if (!(body instanceof FormData)) return { headers, body };
  const form = new Response(body);
  headers["content-type"] = String(form.headers.get("content-type"));
  return { headers, body: new Uint8Array(await form.arrayBuffer()) };
}
