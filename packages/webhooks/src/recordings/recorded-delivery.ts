import { bytesOf } from "../signatures/body.ts";
import { textsOf } from "../signatures/header-values.ts";
import type { SignedRequest } from "../signatures/signed-request.ts";

/** A notification as it was received. */
export interface RecordedDelivery {
  /** When it was received. */
  readonly receivedAt: Date;
  /** Its topic; `undefined` where the body is no notification. */
  readonly topic: string | undefined;
  /** Its id; `undefined` for a ping and a test of the Developer Hub, which have none. */
  readonly id: string | undefined;
  /** The headers that belong to the body, by their name in lower case: its type, its sender and its signature. */
  readonly headers: Readonly<Record<string, string>>;
  /** The raw body. */
  readonly body: Uint8Array;
}

/** What a request needs to be sent again. Others are of one connection, or may have secrets of a proxy. */
const keptHeaders = ["content-type", "user-agent", "x-hub-signature"];

/** A request that was received now. @throws {ConfigError} for a body that was parsed already. */
export function deliveryOf({ headers, body: raw }: SignedRequest): RecordedDelivery {
  const body = bytesOf(raw);
  const kept = keptHeaders.flatMap((name) => {
    const texts = textsOf(headers, name);
    return texts.length === 0 ? [] : [[name, texts.join(", ")] as const];
  });
  return {
    receivedAt: new Date(),
    ...namesIn(body),
    headers: Object.fromEntries(kept),
    body,
  };
}

/** The topic and the id of a notification. */
function namesIn(body: Uint8Array): Pick<RecordedDelivery, "topic" | "id"> {
  const { topic, id } = Object(parsed(new TextDecoder().decode(body)));
  return {
    topic: typeof topic === "string" ? topic : undefined,
    id: typeof id === "string" ? id : undefined,
  };
}

/** The line that a file has for a delivery. A body of text stays readable, and any bytes stay as they are. */
export function toLine({ receivedAt, topic, id, headers, body }: RecordedDelivery): string {
  const text = textOf(body);
  const kept =
    text === undefined ? { bodyBase64: Buffer.from(body).toString("base64") } : { body: text };
  return JSON.stringify({ receivedAt, topic, id, headers, ...kept });
}

/** The delivery of a line; `undefined` for one that is incomplete or of another form. */
export function fromLine(line: string): RecordedDelivery | undefined {
  const { receivedAt: time, topic, id, headers, body, bodyBase64 } = Object(parsed(line));
  const receivedAt = new Date(typeof time === "string" ? time : Number.NaN);
  const bytes =
    typeof body === "string"
      ? new TextEncoder().encode(body)
      : typeof bodyBase64 === "string" && new Uint8Array(Buffer.from(bodyBase64, "base64"));
  if (Number.isNaN(receivedAt.getTime()) || !bytes || !areTexts(headers)) return undefined;
  return { receivedAt, topic, id, headers, body: bytes };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The text of UTF-8, with its byte order mark if it has one; `undefined` for other bytes. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function areTexts(headers: unknown): headers is Record<string, string> {
  if (typeof headers !== "object" || headers === null) return false;
  return Object.values(headers).every((value) => typeof value === "string");
}
