import type { JsonObject } from "../../description/openapi.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { conversations } from "../../records/conversations.ts";
import { sessions, updateAgent } from "./fin-sessions.ts";

/** The choices, from rating 1 to 5. */
const ratings = ["terrible", "bad", "ok", "good", "amazing"];

const ratingWindow = 7 * 24 * 60 * 60;

/** An error of a rating, which has a form of its own. */
function csatError(errors: Record<string, string>): Response {
  return Response.json({ errors }, { status: 422 });
}

interface RatingInput {
  readonly conversation_id: string;
  readonly rating: string;
  readonly remark?: string;
}

/** Rates a conversation. The rating can be changed until a remark was sent; repeating it is a no-op. */
function rate(context: RequestContext): JsonObject | Response {
  const { conversation_id: id, rating, remark } = context.body<RatingInput>();
  const session = context.collection(sessions).get(id);
  const conversation = session && context.collection(conversations).get(session.conversation_id);
  if (!conversation) {
    const missing = "Conversation not found for the given external_conversation_id";
    return csatError({ external_conversation_id: missing });
  }
  const rated = { conversation_id: id, rating, status: "rated" };
  const before = conversation.ai_agent;
  const value = ratings.indexOf(rating) + 1;
  if (before?.rating === value && remark === undefined) return rated;
  if (context.now > session.updated_at + ratingWindow) {
    return csatError({ base: "The rating window for this conversation has closed" });
  }
  if (before && before.rating_remark !== null) {
    const base = "This rating can no longer be changed because a remark has already been submitted";
    return csatError({ base });
  }
  updateAgent(context, conversation, {
    rating: value,
    rating_remark: remark ?? null,
    created_at: before?.created_at ?? context.now,
    updated_at: context.now,
  });
  return rated;
}

export const finCsatHandlers: Handlers = { "fin.submitCsat": rate };
