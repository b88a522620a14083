export type {
  Endpoint,
  EndpointResponse,
  IncomingRequest,
  RequestContext,
} from "./endpoint/endpoint.ts";
export type { DeliveryRecording } from "./receiver/delivery-recording.ts";
export {
  createMemoryStore,
  type DeliveryState,
  type DeliveryStore,
  type MemoryStoreOptions,
} from "./receiver/delivery-store.ts";
export type { EventQueue } from "./receiver/event-queue.ts";
export type { WebhooksOptions } from "./receiver/options.ts";
export { createWebhooks, type Webhooks } from "./receiver/webhooks.ts";
export type { SignatureKind } from "./signatures/schemes.ts";
export type { Secrets } from "./signatures/secrets.ts";
export { signBody } from "./signatures/sign.ts";
export { SignatureError, type SignatureProblem } from "./signatures/signature-error.ts";
export type { RequestHeaders, SignedRequest } from "./signatures/signed-request.ts";
export { type VerifyOptions, verifySignature } from "./signatures/verify.ts";
export { type Causes, isCausedBy } from "./topics/causes.ts";
export type { EventsOf, LatestTopics, TopicPattern, WebhookEvent } from "./topics/events.ts";
export { objectOf } from "./topics/objects.ts";
