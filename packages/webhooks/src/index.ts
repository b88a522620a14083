export {
  createMemoryStore,
  type DeliveryState,
  type DeliveryStore,
  type MemoryStoreOptions,
} from "./receiver/delivery-store.ts";
export type { WebhooksOptions } from "./receiver/options.ts";
export type { Acknowledgement, IncomingRequest, RequestContext } from "./receiver/receiver.ts";
export { createWebhooks, type Webhooks } from "./receiver/webhooks.ts";
export type { Secrets } from "./signatures/keys.ts";
export type { SignatureKind } from "./signatures/schemes.ts";
export { signBody } from "./signatures/sign.ts";
export { SignatureError, type SignatureProblem } from "./signatures/signature-error.ts";
export { type RequestHeaders, type SignedRequest, verifySignature } from "./signatures/verify.ts";
export type { EventsOf, LatestTopics, TopicPattern, WebhookEvent } from "./topics/events.ts";
