import { asObject, type JsonObject } from "./source.ts";

/**
 * Completes the webhooks of a resolved version, each of which states its item alone: the request body
 * is the envelope that `x-notification` of the root names, with the topic and the item in it.
 */
export function completeWebhooks(document: JsonObject): void {
  const webhooks = asObject(document["webhooks"]) ?? {};
  const { envelope, responses } = asObject(document["x-notification"]) ?? {};
  delete document["x-notification"];
  for (const [topic, node] of Object.entries(webhooks)) {
    const webhook = asObject(node) ?? {};
    const post = asObject(webhook["post"]);
    if (!post) delete webhooks[topic];
    if (post?.["x-item"] === undefined) continue;
    const { "x-item": item, ...own } = post;
    const schema: JsonObject = {
      allOf: [
        { $ref: `#/components/schemas/${String(envelope)}` },
        {
          type: "object",
          required: ["topic", "data"],
          properties: {
            topic: { type: "string", enum: [topic] },
            data: { type: "object", required: ["item"], properties: { item: item ?? {} } },
          },
        },
      ],
    };
    const answers = Object.entries(asObject(responses) ?? {}).map(([status, name]) => [
      status,
      { $ref: `#/components/responses/${String(name)}` },
    ]);
    webhook["post"] = {
      operationId: `webhooks.${topic}`,
      tags: ["Webhooks"],
      ...own,
      requestBody: { required: true, content: { "application/json": { schema } } },
      responses: Object.fromEntries(answers),
    };
  }
  if (Object.keys(webhooks).length === 0) delete document["webhooks"];
}
