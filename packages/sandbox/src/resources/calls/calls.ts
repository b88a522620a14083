import type { JsonObject } from "../../description/openapi.ts";
import { apiError, notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { list, newestFirst } from "../../paging/list.ts";
import { calls, type PhoneCall, type Utterance } from "../../records/calls.ts";

const maxConversations = 20;

const find = (context: RequestContext, missing = "Not Found") =>
  context.find(calls, context.param("call_id"), () => notFound(missing));

/** The response of a call. */
export function callView(context: RequestContext, one: PhoneCall): JsonObject {
  const address = `${context.url.origin}/calls/${one.id}`;
  const { transcript, recorded, ...plain } = one;
  return {
    ...plain,
    type: "call",
    id: Number(one.id),
    conversation_id: numeric(one.conversation_id),
    admin_id: numeric(one.admin_id),
    recording_url: recorded ? `${address}/recording` : null,
    transcription_url: transcript.length > 0 ? `${address}/transcript` : null,
    fin_recording_url: null,
    fin_transcription_url: null,
    talk_time: one.ended_at - one.answered_at,
    queue_time: one.answered_at - one.initiated_at,
    hold_time: null,
  };
}

/** Calls have numeric ids. */
function numeric(id: string | null): number | null {
  return id === null ? null : Number(id);
}

function line({ at, speaker, text }: Utterance): string {
  const clock = [at / 3600, (at / 60) % 60, at % 60];
  const time = clock.map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
  return `[${time}] ${speaker}: "${text}"`;
}

export const callHandlers: Handlers = {
  "calls.list": (context) => {
    const show = (one: PhoneCall) => callView(context, one);
    return list(context, context.collection(calls).all(), {
      order: newestFirst,
      view: show,
      perPage: 25,
    });
  },
  "calls.get": (context) => callView(context, find(context)),
  "calls.search": {
    check: (context) => {
      const { conversation_ids: ids } = (context.rawBody ?? {}) as { conversation_ids?: unknown };
      if (Array.isArray(ids) && ids.length > 0 && ids.length <= maxConversations) return;
      const message = `A list of up to ${maxConversations} conversation IDs is required`;
      throw apiError(400, "conversation_id_limit_exceeded", message);
    },
    handle: (context) => {
      const { conversation_ids } = context.body<{ conversation_ids: readonly string[] }>();
      const found = conversation_ids.flatMap((id) =>
        context.collection(calls).findBy("conversation", String(id)),
      );
      const show = (one: PhoneCall) => ({
        ...callView(context, one),
        transcript: one.transcript.map((part) => ({ ...part })),
        transcript_status: one.transcript.length > 0 ? "completed" : null,
      });
      return list(context, found, { order: newestFirst, view: show });
    },
  },
  // Intercom redirects to another host, with a signed URL that expires soon.
  "calls.recording.get": (context) => {
    const { id, recorded } = find(context);
    if (!recorded) throw notFound("Recording Not Found");
    const signature = context.store.ids.uuid();
    const { href: Location } = new URL(
      `/_sandbox/recordings/${id}.mp3?signature=${signature}`,
      context.url,
    );
    return new Response(null, { status: 302, headers: { Location } });
  },
  "calls.transcript.get": (context) => {
    const { transcript } = find(context);
    if (transcript.length === 0) throw notFound("Not Found");
    return new Response(transcript.map(line).join("\n"), {
      headers: { "Content-Type": "text/plain; charset=utf-8" },
    });
  },
};
