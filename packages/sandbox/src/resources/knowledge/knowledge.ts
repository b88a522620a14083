import { notFound } from "../../engine/errors.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import type { Tagged } from "../../records/tags.ts";
import { audiences } from "../workspace/audiences.ts";
import { folders } from "./folder-model.ts";

/** The common properties of content. */
export interface Knowledge extends Tagged {
  readonly folder_id: number | null;
  readonly audience_ids: readonly number[];
  readonly ai_chatbot_availability: boolean;
  readonly ai_copilot_availability: boolean;
  readonly ai_sales_agent_availability: boolean;
  readonly created_by_id: number | null;
  readonly updated_by_id: number | null;
  readonly created_at: number;
  readonly updated_at: number;
}

const flags = [
  "ai_chatbot_availability",
  "ai_copilot_availability",
  "ai_sales_agent_availability",
] as const;

/** Reads the folder, the audiences and the availability of a request. */
export function readCommonFields(context: RequestContext): Partial<Knowledge> {
  const body = context.body();
  const { folder_id, audience_ids } = body as Partial<Knowledge>;
  if (folder_id !== undefined && folder_id !== null) context.find(folders, String(folder_id));
  const unknown = (audience_ids ?? []).filter(
    (id) => !context.collection(audiences).get(String(id)),
  );
  if (unknown.length > 0) {
    const message = `audience_ids contains unknown audience IDs: ${unknown.join(", ")}`;
    throw notFound(message, "parameter_invalid");
  }
  const switches = flags.filter((flag) => body[flag] !== undefined);
  return {
    ...(folder_id === undefined ? {} : { folder_id }),
    ...(audience_ids === undefined ? {} : { audience_ids: audience_ids ?? [] }),
    ...Object.fromEntries(switches.map((flag) => [flag, body[flag]])),
  };
}

/** The common properties of new content, available to every AI agent or to none. */
export function blankKnowledge(now: number, on: boolean, author: number): Omit<Knowledge, "id"> {
  return {
    tags: [],
    folder_id: null,
    audience_ids: [],
    ai_chatbot_availability: on,
    ai_copilot_availability: on,
    ai_sales_agent_availability: on,
    created_by_id: author,
    updated_by_id: author,
    created_at: now,
    updated_at: now,
  };
}
