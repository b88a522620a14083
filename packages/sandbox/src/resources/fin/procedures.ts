import type { JsonObject } from "../../description/openapi.ts";
import { apiError, missingParameter, notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";

/** A step of a Fin procedure that waits for a teammate. It comes from a seed. */
export interface ProcedureStep extends Entity {
  readonly conversation_id: string;
  readonly step_id: string;
  /** The identifiers of the requested values. */
  readonly attributes_to_collect: readonly string[];
  readonly expires_at: number | null;
  /** The submitted values; null before. */
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

function collectInput(context: RequestContext): JsonObject {
  const { step_id, attribute_values } = context.body<{
    step_id: string;
    attribute_values: { identifier: string; value: unknown }[];
  }>();
  const key = `${context.param("conversation_id")} ${step_id}`;
  const [step] = context.collection(procedureSteps).findBy("step", key);
  if (!step) throw notFound();
  if (step.values) {
    throw apiError(409, "conflict", "This HITL request has already been fulfilled");
  }
  if (step.expires_at !== null && step.expires_at <= context.now) {
    throw notFound("This HITL request has expired");
  }
  const values = Object.fromEntries(attribute_values.map((one) => [one.identifier, one.value]));
  const open = step.attributes_to_collect.find((name) => !(name in values));
  if (open !== undefined) throw missingParameter(`${open} must be given`, "attribute_values");
  context.collection(procedureSteps).update(step.id, { values });
  return {};
}

export const procedureHandlers: Handlers = { "procedures.collectAgentInput": collectInput };
