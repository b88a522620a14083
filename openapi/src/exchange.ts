import { asObject, type Json, type JsonObject } from "./schemas.ts";

/** A request to Intercom and its answer, as far as the check needs them. */
export interface Exchange {
  readonly method: string;
  /** Without origin, query and fragment. */
  readonly path: string;
  readonly status: number;
  /** As the answer's header says, or else the request's. */
  readonly version: string | undefined;
  readonly mediaType: string | undefined;
  /** Text, as it came; or JSON. Undefined where the recording has none. */
  readonly body: Json | undefined;
  /** The body is only what stands at this place of the answer; `*` is any element. */
  readonly at: string | undefined;
  /** The month of the answer, `"2026-05"`. */
  readonly month: string | undefined;
}

/** Something of another kind than an exchange with Intercom, such as a picture in a HAR file. */
export const FOREIGN: unique symbol = Symbol("foreign");

/** Reads an entry of a HAR file. Undefined for what is none. */
export function fromHar(node: Json): Exchange | typeof FOREIGN | undefined {
  const entry = asObject(node);
  const response = asObject(entry?.["response"]);
  if (!entry || !response) return undefined;
  const content = asObject(response["content"]);
  return exchangeOf(asObject(entry["request"]), {
    ...response,
    ...bodyOf(content),
    mediaType: content?.["mimeType"] ?? null,
    date: entry["startedDateTime"] ?? null,
  });
}

/** Browsers leave the text out of some entries: then it is not known whether there was one. */
function bodyOf(content: JsonObject | undefined): JsonObject {
  const text = content?.["text"];
  if (typeof text !== "string") return content?.["size"] === 0 ? { body: "" } : {};
  const base64 = content?.["encoding"] === "base64";
  return { body: base64 ? Buffer.from(text, "base64").toString("utf8") : text };
}

/**
 * Reads `{ request: { method, url | path }, status, headers, body }`; the answer's part may also
 * stand in `response`. Undefined for what is none.
 */
export function fromJson(node: Json): Exchange | typeof FOREIGN | undefined {
  const record = asObject(node);
  if (!record) return undefined;
  return exchangeOf(asObject(record["request"]), { ...record, ...asObject(record["response"]) });
}

function exchangeOf(
  request: JsonObject | undefined,
  answer: JsonObject,
): Exchange | typeof FOREIGN | undefined {
  const method = request?.["method"];
  const address = request?.["url"] ?? request?.["path"];
  const status = answer["status"];
  if (typeof method !== "string" || typeof address !== "string") return undefined;
  if (typeof status !== "number") return undefined;
  const asked = headersOf(request?.["headers"]);
  const told = headersOf(answer["headers"]);
  const version = told.get("intercom-version") ?? asked.get("intercom-version");
  const url = urlOf(address);
  if (!url) return undefined;
  if (!version && url.origin !== NO_ORIGIN && !INTERCOM.test(url.hostname)) return FOREIGN;
  if (/^(head|options)$/i.test(method)) return FOREIGN;
  // The method is shown, so that it must not be anything else.
  if (!/^(get|post|put|patch|delete)$/i.test(method)) return undefined;
  return {
    method,
    path: url.pathname,
    status,
    version,
    mediaType: told.get("content-type") ?? textOf(answer["mediaType"]),
    body: answer["body"],
    at: textOf(answer["at"]),
    month: monthOf(textOf(answer["date"]) ?? told.get("date")),
  };
}

const NO_ORIGIN = "http://no-origin.invalid";
const INTERCOM = /^api(\.[a-z]+)?\.intercom\.(io|com)$/;

function urlOf(address: string): URL | undefined {
  try {
    return new URL(address, NO_ORIGIN);
  } catch {
    return undefined;
  }
}

/** Headers by their names in lower case, from an object or from a list of names and values. */
function headersOf(node: Json | undefined): Map<string, string> {
  const pairs = Array.isArray(node)
    ? node.map((header) => [asObject(header)?.["name"], asObject(header)?.["value"]])
    : Object.entries(asObject(node) ?? {});
  return new Map(
    pairs.flatMap(([name, value]): [string, string][] =>
      typeof name === "string" && typeof value === "string" ? [[name.toLowerCase(), value]] : [],
    ),
  );
}

const textOf = (value: Json | undefined): string | undefined =>
  typeof value === "string" ? value : undefined;

function monthOf(date: string | undefined): string | undefined {
  const time = new Date(date ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString().slice(0, 7);
}
