export type { App, Installation } from "./apps/app.ts";
export type { AppOptions } from "./apps/app-options.ts";
export type { Apps } from "./apps/apps.ts";
export type {
  AppCanvas,
  CanvasAnswer,
  CanvasInitialization,
  CanvasRequest,
  CanvasSubmission,
  CanvasView,
} from "./apps/canvas.ts";
export type { HealthCheck } from "./apps/health.ts";
export type { Authorization, OAuth } from "./apps/oauth.ts";
export type { OperationId, Route } from "./description/operations.ts";
export type { Version } from "./description/versions.ts";
export type { CorsOption } from "./engine/cors.ts";
export type { LogEntry, LoggedRequest, Requests } from "./engine/request-log.ts";
export type { DefaultVersion } from "./engine/requested-version.ts";
export type {
  BrokenJsonFault,
  ChanceFault,
  ContentTypeFault,
  CountedFault,
  CutOffFault,
  ErrorFault,
  Fault,
  FaultKind,
  FaultPlan,
  Faults,
  FaultTarget,
  HtmlFault,
  PlannedFault,
  ResetFault,
  SlowFault,
  TriggeredFault,
} from "./faults/fault.ts";
export type { ListenOptions, SandboxServer } from "./node/listen.ts";
export type { Notification } from "./notifications/notification.ts";
export type { Topic } from "./notifications/occurrence.ts";
export type { CanvasUrls, InstallationStatus } from "./registry/apps.ts";
export type { WorkspaceOptions } from "./registry/options.ts";
export type { WorkspaceStatus } from "./registry/records.ts";
export type { SeedOptions } from "./registry/seed-option.ts";
export { createSandbox, type Sandbox } from "./sandbox.ts";
export type { SandboxOptions } from "./sandbox-options.ts";
export type { Seeded, Seeds } from "./seeds/seeds.ts";
export type { Clock } from "./state/clock.ts";
export type { Snapshot, WorkspaceSnapshot } from "./store/store.ts";
export type { Region, WorkspaceFacts } from "./store/workspace.ts";
export type { DeliveryAttempt, DeliveryStatus, WebhookDelivery } from "./webhooks/delivery.ts";
export type { DeliveryFaults } from "./webhooks/delivery-faults.ts";
export type { WebhooksOptions } from "./webhooks/options.ts";
export type { DeliveryFilter } from "./webhooks/outbox.ts";
export type { SandboxWebhooks } from "./webhooks/sandbox-webhooks.ts";
export type { SendFetch, SendOutcome } from "./webhooks/send.ts";
export type { AddedTarget, HeadOutcome, WebhookTarget } from "./webhooks/target.ts";
export type { TopicPattern } from "./webhooks/topic-pattern.ts";
export type { Workspace, Workspaces } from "./workspaces/workspaces.ts";
