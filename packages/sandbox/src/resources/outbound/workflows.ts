import { isoTime } from "../../description/iso-time.ts";
import type { JsonObject } from "../../description/openapi.ts";
import { notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";

/** A workflow, which is created in Intercom's pages. It comes from a seed. */
export interface Workflow extends Entity {
  readonly title: string;
  readonly description: string | null;
  readonly trigger_type: string;
  readonly state: "live" | "draft" | "paused";
  readonly target_channels: readonly string[];
  readonly preferred_devices: readonly string[];
  readonly targeting: JsonObject | null;
  readonly snapshot: JsonObject | null;
  readonly attributes: readonly JsonObject[];
  readonly embedded_rules: readonly JsonObject[];
  readonly created_at: number;
  readonly updated_at: number;
}

export const workflows: CollectionKey<Workflow> = collection<Workflow>("workflows", "number");

export const blankWorkflow = (now: number): Omit<Workflow, "id"> => ({
  title: "Sort billing questions",
  description: null,
  trigger_type: "inbound_conversation",
  state: "live",
  target_channels: [],
  preferred_devices: [],
  targeting: null,
  snapshot: null,
  attributes: [],
  embedded_rules: [],
  created_at: now,
  updated_at: now,
});

function exportWorkflow(context: RequestContext): JsonObject {
  const missing = () => notFound("Workflow not found");
  const workflow = context.find(workflows, context.param("workflow_id"), missing);
  return {
    export_version: "1.0",
    exported_at: isoTime(context.now),
    app_id: 1,
    workflow: {
      ...workflow,
      created_at: isoTime(workflow.created_at),
      updated_at: isoTime(workflow.updated_at),
    },
  };
}

export const workflowHandlers: Handlers = { "workflows.export": exportWorkflow };
