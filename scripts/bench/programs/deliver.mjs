// Delivers as many webhooks to a URL as it is sent a number, in a process of its own, and reports when it is done.
import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";

const [url, secret] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: 20 });
let number = 0;

process.once("disconnect", () => process.exit());
process.on("message", async (count) => {
  let left = count;
  const work = async () => {
    while (left-- > 0) {
      const status = await deliver();
      if (status !== 200) return process.send(`a delivery was answered with ${status}`);
    }
  };
  await Promise.all(Array.from({ length: 20 }, work));
  process.send("");
});

function deliver() {
  number += 1;
  const body = JSON.stringify(notification(number));
  const signature = createHmac("sha1", secret).update(body).digest("hex");
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "x-hub-signature": `sha1=${signature}` };
    const sent = request(url, { method: "POST", agent, headers });
    sent.on("error", reject);
    sent.on("response", (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode));
    });
    sent.end(body);
  });
}

/** As large as those of conversations are. */
function notification(at) {
  return {
    type: "notification_event",
    app_id: "ex4mple1",
    data: { type: "notification_event_data", item: conversation(at) },
    links: {},
    id: `notif_${at}`,
    topic: "conversation.user.replied",
    delivery_status: "pending",
    delivery_attempts: 1,
    delivered_at: 0,
    first_sent_at: 1717000001,
    created_at: 1717000000,
    self: null,
  };
}

function conversation(at) {
  const custom_attributes = Object.fromEntries(
    Array.from({ length: 20 }, (_, field) => [`Attribute ${field}`, field % 2 ? "value" : null]),
  );
  const statistics = Object.fromEntries(
    Array.from({ length: 20 }, (_, field) => [`statistic_${field}`, "2026-06-01T12:00:00.000Z"]),
  );
  const author = {
    type: "user",
    id: "5ba682d23d7cf92bef87bfd4",
    name: "Ada",
    email: "ada@example.com",
  };
  const part = {
    type: "conversation_part",
    part_type: "comment",
    author,
    attachments: [],
    tags: [],
  };
  const body = `<p>${"Where is my order? ".repeat(100)}</p>`;
  const parts = [{ ...part, id: String(at), body, created_at: 1717000000, app_package_code: null }];
  return {
    type: "conversation",
    id: String(990_000_000_000 + (at % 500)),
    created_at: 1717000000,
    updated_at: 1717000000,
    source: { type: "conversation", id: "1", body, author, attachments: [] },
    contacts: { type: "contact.list", contacts: [{ type: "contact", id: author.id }] },
    custom_attributes,
    statistics,
    conversation_parts: {
      type: "conversation_part.list",
      conversation_parts: parts,
      total_count: 1,
    },
  };
}
