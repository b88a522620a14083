import { calls, type PhoneCall } from "../../records/calls.ts";
import { contacts } from "../../records/contacts.ts";
import { callView } from "../../resources/calls/calls.ts";
import { visitors, visitorView } from "../../resources/contacts/visitors.ts";
import { connectorRuns } from "../../resources/data/connector-runs.ts";
import { connectors } from "../../resources/data/data-connectors.ts";
import { events, eventView } from "../../resources/data/data-events.ts";
import { procedureSteps } from "../../resources/fin/procedures.ts";
import { jobs, jobView } from "../../resources/jobs/jobs.ts";
import { jobState } from "../../resources/jobs/progress.ts";
import { partsOf, partView } from "../../resources/threads/parts.ts";
import type { Changes } from "../changes.ts";
import type { Occurrence, Topic } from "../occurrence.ts";

/** Events, calls, jobs, runs of connectors, steps of procedures, and visitors who signed up. */
export function* dataRule(changes: Changes): Generator<Occurrence> {
  for (const event of changes.added(events)) {
    const contact = changes.store.collection(contacts).get(event.contact_id);
    if (!contact) continue;
    const item = () => ({ ...eventView(contact)(event), id: event.id, ext_metadata: {} });
    yield { topic: "event.created", item };
  }
  for (const call of changes.added(calls)) {
    yield* callTopics(call).map(
      (topic): Occurrence => ({
        topic,
        item: (context) => callView(context, call),
      }),
    );
  }
  yield* jobsDone(changes);
  yield* runs(changes);
  for (const step of changes.added(procedureSteps)) {
    yield {
      topic: "procedure.hitl_notification.created",
      item: (context) => ({
        type: "procedure.hitl_notification",
        app_id: context.workspace.id,
        conversation_id: step.conversation_id,
        step_id: step.step_id,
        attributes_to_collect: step.attributes_to_collect.map((identifier) => ({
          type: "data_attribute",
          identifier,
        })),
        callback_url: `${context.url.origin}/procedures/${step.conversation_id}/collect_agent_input`,
        expires_at: step.expires_at ?? undefined,
        recent_messages: partsOf(context, step.conversation_id)
          .filter(({ part_type }) => part_type !== "note")
          .slice(-5)
          .map((part) => partView(context, "conversation_part", part)),
      }),
    };
  }
  yield* signUps(changes);
}

/** A call of a seed has happened already. */
function callTopics({ ended_at, recorded, transcript }: PhoneCall): Topic[] {
  return [
    "call.started",
    ...(ended_at > 0 ? ["call.ended" as const] : []),
    ...(recorded ? ["call.recording_available" as const] : []),
    ...(transcript.length > 0 ? ["call.transcription_available" as const] : []),
  ];
}

/** Jobs are done when a read first returns them as done. */
function* jobsDone(changes: Changes): Generator<Occurrence> {
  const isDone = (progress: Parameters<typeof jobState>[0]) =>
    jobState(progress, changes.now) === "done";
  for (const { before, after } of changes.of(jobs)) {
    if (!before || !after || !isDone(after.progress)) continue;
    if (after.progress.seen_at === null || before.progress.seen_at !== null) continue;
    yield { topic: "job.completed", item: (context) => jobView(context, after) };
  }
}

function* runs(changes: Changes): Generator<Occurrence> {
  for (const run of changes.added(connectorRuns)) {
    const connector = changes.store.collection(connectors).get(run.data_connector_id);
    yield {
      topic: "data_connector.execution.completed",
      item: ({ workspace }) => ({
        type: "data_connector.execution",
        id: run.id,
        app_id: workspace.id,
        action_id: run.data_connector_id,
        action_name: connector?.name,
        success: run.success,
        http_status: run.http_status ?? 0,
        error_type: run.error_type,
        execution_time_ms: run.execution_time_ms,
        completed_at: run.created_at,
        source_type: run.source_type,
        source_id: run.source_id,
        conversation_id: run.conversation_id,
      }),
    };
  }
}

/** A visitor who signed up is no visitor any more, and a user in the same request. */
function* signUps(changes: Changes): Generator<Occurrence> {
  const user = changes.of(contacts).find(({ after }) => after?.role === "user")?.after;
  for (const { before, after } of changes.of(visitors)) {
    if (!before || after || !user) continue;
    yield {
      topic: "visitor.signed_up",
      item: (context) => ({
        ...visitorView(context, before),
        type: "user",
        id: user.id,
        user_id: user.external_id,
        anonymous: false,
        las_request_at: undefined,
        last_seen_ip: null,
        user_agent_data: null,
        email: user.email,
        phone: user.phone,
        name: user.name,
        custom_attributes: user.custom_attributes,
        signed_up_at: changes.now,
        updated_at: user.updated_at,
      }),
    };
  }
}
