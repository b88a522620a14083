import type { RecordedDelivery } from "@interkit/webhooks/recordings";
import type { Output } from "../terminal/output.ts";

/** What became of a notification. */
export interface Outcome {
  /** The status of the response; nothing where there was no response, or nothing was sent. */
  readonly status?: number | undefined;
  readonly error?: string | undefined;
}

/** Prints what became of a notification: one line, for people or of JSON. */
export async function printDelivery(
  output: Output,
  delivery: RecordedDelivery,
  { status, error }: Outcome,
  asJson: boolean | undefined,
): Promise<void> {
  const { receivedAt, topic, id, body } = delivery;
  const item = itemIn(body);
  if (asJson) return output.jsonLine({ receivedAt, topic, item, id, status, error });
  const result = [status, error].filter((one) => one !== undefined).join(" ");
  const parts = [timeOf(receivedAt), result, topic ?? "-", item ?? "-", id ?? "-"];
  return output.line(parts.filter((part) => part !== "").join("  "));
}

/** The local time of day, with the date where it is another day. */
function timeOf(date: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":");
  if (date.toDateString() === new Date().toDateString()) return time;
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${time}`;
}

/** The id of what a notification is about. Those about tickets and deleted conversations have it at other places. */
function itemIn(body: Uint8Array): string | undefined {
  const item = Object(Object(Object(parsed(body)).data).item);
  const id = item.id ?? item.conversation_id ?? Object(item.ticket).id;
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
