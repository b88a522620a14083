import { signBody } from "@interkit/webhooks";

export const secret = "a client secret";

let count = 0;

/** The text of a notification, with an id of its own. */
export function notification(
  topic: string,
  item: object = { type: "contact", id: "1" },
  fields = {},
): string {
  count++;
  return JSON.stringify({
    type: "notification_event",
    app_id: "ex4mple1",
    data: { type: "notification_event_data", item },
    links: {},
    id: `notif_${count}`,
    topic,
    delivery_status: "pending",
    delivery_attempts: 1,
    delivered_at: 0,
    first_sent_at: 1717000001,
    created_at: 1717000000,
    self: null,
    ...fields,
  });
}

/** The request with which Intercom sends a notification. */
export async function delivery(
  body: string,
  url = "https://example.com/webhooks",
): Promise<Request> {
  const headers = { "Content-Type": "application/json", ...(await signBody(body, { secret })) };
  return new Request(url, { method: "POST", headers, body });
}
