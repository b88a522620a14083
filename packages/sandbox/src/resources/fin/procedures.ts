import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { apiError, missingParameter, notFound } from "../../engine/errors.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";

/** A step of a procedure of Fin's that waits for a human. It comes from a seed. */
export interface ProcedureStep extends Entity {
  readonly conversation_id: string;
  readonly step_id: string;
  /** The identifiers of what the human is asked for. */
  readonly attributes_to_collect: readonly string[];
  readonly expires_at: number | null;
  /** What was answered, once it was. */
  readonly values: JsonObject | null;
}

export const procedureSteps: CollectionKey<ProcedureStep> = collection<ProcedureStep>(
  "procedureSteps",
  "number",
  {
    conversation: ({ conversation_id }) => [conversation_id],
    step: ({ conversation_id, step_id }) => [`${conversation_id} ${step_id}`],
  },
);

export const blankStep: Omit<ProcedureStep, "id"> = {
  conversation_id: "1",
  step_id: "approve",
  attributes_to_collect: [],
  expires_at: null,
  values: null,
};

function collectInput(call: Call): JsonObject {
  const { step_id, attribute_values } = call.body<{
    step_id: string;
    attribute_values: { identifier: string; value: unknown }[];
  }>();
  const key = `${call.param("conversation_id")} ${step_id}`;
  const [step] = call.in(procedureSteps).by("step", key);
  if (!step) throw notFound();
  if (step.values) {
    throw apiError(409, "conflict", "This HITL request has already been fulfilled");
  }
  if (step.expires_at !== null && step.expires_at <= call.now) {
    throw notFound("This HITL request has expired");
  }
  const values = Object.fromEntries(attribute_values.map((one) => [one.identifier, one.value]));
  const open = step.attributes_to_collect.find((name) => !(name in values));
  if (open !== undefined) throw missingParameter(`${open} must be given`, "attribute_values");
  call.in(procedureSteps).update(step.id, { values });
  return {};
}

export const procedureHandlers: Handlers = { "procedures.collectAgentInput": collectInput };
