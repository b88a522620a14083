import { follow, readBundle, type Schema } from "./described.ts";
import { validatorOf } from "./validators.ts";
import type { Json } from "./workspace.ts";

interface Webhook {
  readonly post: {
    readonly requestBody: {
      readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
    };
  };
}

function webhooksOf(version: string): Readonly<Record<string, Webhook>> {
  const { webhooks } = readBundle(version) as unknown as {
    readonly webhooks: Record<string, Webhook>;
  };
  return webhooks;
}

/** The topics that a version describes. */
export function topicsOf(version: string): string[] {
  return Object.keys(webhooksOf(version));
}

/** The schema of the body of a topic; `undefined` when the version does not have it. */
function bodySchema(version: string, topic: string): Schema | undefined {
  const webhook = webhooksOf(version)[topic];
  return webhook && follow(version, webhook.post.requestBody).content["application/json"]?.schema;
}

/** The schema of the item of a topic. */
export function itemSchema(version: string, topic: string): Schema {
  const own = bodySchema(version, topic)?.allOf?.at(-1);
  const item = own?.properties?.["data"]?.properties?.["item"];
  if (!item) throw new Error(`${version} has no item of ${topic}`);
  return item;
}

/** The mistake of a notification by the schema of its topic; `undefined` when it is valid. */
export function notificationError(version: string, body: Json): string | undefined {
  const schema = bodySchema(version, body.topic);
  if (!schema) return `${version} has no topic ${body.topic}`;
  const validate = validatorOf(version, schema);
  if (validate(body)) return undefined;
  const [error] = validate.errors ?? [];
  return `${body.topic}: ${error?.instancePath} ${error?.message} ${JSON.stringify(error?.params)}`;
}
