import { follow, readBundle, type Schema } from "./described.ts";
import { validatorOf } from "./validators.ts";
import type { Json } from "./workspace.ts";

interface WithWebhooks {
  readonly webhooks: Readonly<
    Record<
      string,
      {
        readonly post: {
          readonly requestBody: { readonly content: Record<string, { readonly schema: Schema }> };
        };
      }
    >
  >;
}

/** The topics that a version describes. */
export function topicsOf(version: string): string[] {
  return Object.keys((readBundle(version) as unknown as WithWebhooks).webhooks);
}

/** The mistake of a notification by the schema of its topic; `undefined` when it is valid. */
export function notificationError(version: string, body: Json): string | undefined {
  const { webhooks } = readBundle(version) as unknown as WithWebhooks;
  const { post } = webhooks[body.topic] ?? {};
  if (!post) return `${version} has no topic ${body.topic}`;
  const { content } = follow(version, post.requestBody);
  const schema = content["application/json"]?.schema;
  const validate = validatorOf(version, schema as Schema);
  if (validate(body)) return undefined;
  const [error] = validate.errors ?? [];
  return `${body.topic}: ${error?.instancePath} ${error?.message} ${JSON.stringify(error?.params)}`;
}
