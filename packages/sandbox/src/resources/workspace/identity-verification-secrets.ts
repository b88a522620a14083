import type { JsonObject } from "../../description/openapi.ts";
import { apiError, notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { crud } from "../../handlers/crud.ts";
import { newestFirst } from "../../paging/list.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { recordActivity } from "./activity-logs.ts";

interface Secret extends Entity {
  readonly name: string;
  readonly supports_android: boolean;
  readonly supports_ios: boolean;
  readonly supports_web: boolean;
  readonly created_at: number;
}

const secrets: CollectionKey<Secret> = collection<Secret>("identityVerificationSecrets", "number");

const refuse = (message: string) => apiError(422, "parameter_invalid", message);

function check(context: RequestContext): void {
  const body = context.body<Partial<Secret>>();
  if (typeof body.name !== "string" || body.name === "") throw refuse("name is required");
  if (body.supports_android || body.supports_ios || body.supports_web) return;
  throw refuse("At least one platform must be supported");
}

function create(context: RequestContext): JsonObject {
  const body = context.body<Partial<Secret> & { name: string }>();
  const secret = context.collection(secrets).insert({
    id: context.store.nextId(secrets),
    name: body.name,
    supports_android: body.supports_android ?? false,
    supports_ios: body.supports_ios ?? false,
    supports_web: body.supports_web ?? false,
    created_at: context.now,
  });
  recordActivity(context, {
    activity_type: "app_identity_verification_change",
    activity_description: `The identity verification secret ${secret.name} was created.`,
  });
  // The value is returned once and not stored: the sandbox does not verify identities.
  return { ...secret, type: "identity_verification_secret", secret: newKey(context) };
}

/** 256 bits in base64url, generated from the seed as ids are. */
function newKey(context: RequestContext): string {
  const words = `${context.store.ids.uuid()}${context.store.ids.uuid()}`.replaceAll("-", "");
  const bytes = words.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? [];
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

export const identityVerificationSecretHandlers: Handlers = {
  ...crud(
    "identityVerificationSecrets",
    {
      collection: secrets,
      order: newestFirst,
      created: () => ({}),
      deleted: (context, { name }) => {
        recordActivity(context, {
          activity_type: "app_identity_verification_change",
          activity_description: `The identity verification secret ${name} was deleted.`,
        });
        return undefined;
      },
      notFound: () =>
        notFound(
          "Identity verification secret not found",
          "identity_verification_secret_not_found",
        ),
    },
    ["list", "delete"],
  ),
  "identityVerificationSecrets.create": { check, handle: create },
};
