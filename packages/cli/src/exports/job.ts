import type { Intercom } from "@interkit/client/2.16";
import { defineJob, type JobDefinition, type StepContext } from "@interkit/jobs";
import { rowOf } from "./cells.ts";
import type { Column } from "./columns.ts";
import { outputOf } from "./format.ts";
import { type ExportedRecord, sourceOf } from "./kinds.ts";
import { missingParts, partsOf } from "./parts.ts";
import type { ExportPlan } from "./plan.ts";
import { inWindow } from "./window.ts";

/** The job of an export. Its name is that of its file, which two processes must not write at once. */
export function exportJob(
  plan: ExportPlan,
  columns: readonly Column[],
  intercom: Intercom,
): JobDefinition<ExportedRecord> {
  const { kind, file, name, window, request } = plan;
  return defineJob<ExportedRecord>({
    name: `export to ${file}`,
    source: inWindow({
      ...{ name, request, window },
      open: (chosen) => sourceOf[kind](intercom, chosen),
    }),
    step: plan.rows === "parts" ? readParts(plan, columns, intercom) : rowsOf(plan, columns),
    output: outputOf(plan, columns),
    // Each takes a request.
    concurrency: 20,
  });
}

type Step = JobDefinition<ExportedRecord>["step"];

function rowsOf({ format }: ExportPlan, columns: readonly Column[]): Step {
  return (record) => (format === "jsonl" ? record : rowOf(columns, record));
}

/** Lists have no parts: each conversation is read by its id. */
function readParts({ format }: ExportPlan, columns: readonly Column[], intercom: Intercom): Step {
  return async ({ id }, { call, incomplete }: StepContext) => {
    const conversation = await intercom.conversations.get(id, undefined, call);
    const missing = missingParts(conversation);
    if (missing !== undefined) incomplete(missing);
    if (format === "jsonl") return conversation;
    return partsOf(conversation).map((record) => rowOf(columns, record));
  };
}
