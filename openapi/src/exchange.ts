import { asObject, type Json, type JsonObject } from "./schemas.ts";

/** The parts of a request to Intercom and its response that the check needs. */
export interface Exchange {
  readonly method: string;
  /** Without origin, query and fragment. */
  readonly path: string;
  readonly status: number;
  /** The version in the header of the response, or else of the request. */
  readonly version: string | undefined;
  readonly mediaType: string | undefined;
  /** The text as received, or JSON. Undefined where the recording has no body. */
  readonly body: Json | undefined;
  /** The pointer of the part of the response that the body is; `*` is any element. */
  readonly at: string | undefined;
  /** The month of the response, such as `"2026-05"`. */
  readonly month: string | undefined;
}

/** Something of another kind than an exchange with Intercom, such as a picture in a HAR file. */
export const FOREIGN: unique symbol = Symbol("foreign");

/** Reads an entry of a HAR file; undefined for anything else. */
export function fromHar(node: Json): Exchange | typeof FOREIGN | undefined {
  const entry = asObject(node);
  const response = asObject(entry?.["response"]);
  if (!entry || !response) return undefined;
  const content = asObject(response["content"]);
  return createExchange(asObject(entry["request"]), {
    ...response,
    ...readBody(content),
    mediaType: content?.["mimeType"] ?? null,
    date: entry["startedDateTime"] ?? null,
  });
}

/** Browsers leave the text out of some entries: then the body is unknown. */
function readBody(content: JsonObject | undefined): JsonObject {
  const text = content?.["text"];
  if (typeof text !== "string") return content?.["size"] === 0 ? { body: "" } : {};
  const base64 = content?.["encoding"] === "base64";
  return { body: base64 ? Buffer.from(text, "base64").toString("utf8") : text };
}

/**
 * Reads `{ request: { method, url | path }, status, headers, body }`; the fields of the response may also
 * be in `response`. Undefined for anything else.
 */
export function fromJson(node: Json): Exchange | typeof FOREIGN | undefined {
  const record = asObject(node);
  if (!record) return undefined;
  return createExchange(asObject(record["request"]), {
    ...record,
    ...asObject(record["response"]),
  });
}

function createExchange(
  request: JsonObject | undefined,
  response: JsonObject,
): Exchange | typeof FOREIGN | undefined {
  const method = request?.["method"];
  const address = request?.["url"] ?? request?.["path"];
  const status = response["status"];
  if (typeof method !== "string" || typeof address !== "string") return undefined;
  if (typeof status !== "number") return undefined;
  const requestHeaders = readHeaders(request?.["headers"]);
  const responseHeaders = readHeaders(response["headers"]);
  const version = responseHeaders.get("intercom-version") ?? requestHeaders.get("intercom-version");
  const url = parseUrl(address);
  if (!url) return undefined;
  if (!version && url.origin !== NO_ORIGIN && !INTERCOM.test(url.hostname)) return FOREIGN;
  if (/^(head|options)$/i.test(method)) return FOREIGN;
  // The method is printed, so it must be one of these.
  if (!/^(get|post|put|patch|delete)$/i.test(method)) return undefined;
  return {
    method,
    path: url.pathname,
    status,
    version,
    mediaType: responseHeaders.get("content-type") ?? asText(response["mediaType"]),
    body: response["body"],
    at: asText(response["at"]),
    month: readMonth(asText(response["date"]) ?? responseHeaders.get("date")),
  };
}

const NO_ORIGIN = "http://no-origin.invalid";
const INTERCOM = /^api(\.[a-z]+)?\.intercom\.(io|com)$/;

function parseUrl(address: string): URL | undefined {
  try {
    return new URL(address, NO_ORIGIN);
  } catch {
    return undefined;
  }
}

/** Headers by their names in lower case, from an object or from a list of names and values. */
function readHeaders(node: Json | undefined): Map<string, string> {
  const pairs = Array.isArray(node)
    ? node.map((header) => [asObject(header)?.["name"], asObject(header)?.["value"]])
    : Object.entries(asObject(node) ?? {});
  return new Map(
    pairs.flatMap(([name, value]): [string, string][] =>
      typeof name === "string" && typeof value === "string" ? [[name.toLowerCase(), value]] : [],
    ),
  );
}

const asText = (value: Json | undefined): string | undefined =>
  typeof value === "string" ? value : undefined;

function readMonth(date: string | undefined): string | undefined {
  const time = new Date(date ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString().slice(0, 7);
}
