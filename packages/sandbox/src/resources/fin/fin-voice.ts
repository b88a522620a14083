import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { apiError, notFound } from "../../engine/errors.ts";
import { calls } from "../../records/calls.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";

/** A call of another phone system that was announced to Fin Voice. */
interface VoiceCall extends Entity {
  readonly phone: string;
  readonly external_id: string;
  readonly created_at: number;
}

const voiceCalls: CollectionKey<VoiceCall> = collection<VoiceCall>("finVoiceCalls", "number", {
  phone: ({ phone }) => [phone],
  external: ({ external_id }) => [external_id],
});

const missing = () => notFound("Call not found");

/** The call in Intercom that an announced one turned out to be: the next one of its number. */
function matched(call: Call, { phone, created_at }: VoiceCall) {
  const all = call.in(calls).by("phone", phone);
  return all.find((one) => one.created_at >= created_at) ?? all.at(-1);
}

function view(call: Call, announced: VoiceCall): JsonObject {
  const one = matched(call, announced);
  return {
    id: Number(announced.id),
    app_id: 1,
    user_phone_number: announced.phone,
    status: one ? one.state : "registered",
    intercom_call_id: one?.id ?? null,
    external_call_id: announced.external_id,
    intercom_conversation_id: one?.conversation_id ?? null,
    call_transcript: one?.transcript.map((part) => ({ ...part })) ?? [],
    call_summary: "",
    intent: [],
  };
}

export const finVoiceHandlers: Handlers = {
  "finVoice.register": (call) => {
    const { phone_number, call_id } = call.body<{ phone_number: string; call_id: string }>();
    if (call.in(voiceCalls).by("external", call_id).length > 0) {
      throw apiError(409, "conflict", "This call is already registered");
    }
    const announced = call.in(voiceCalls).insert({
      id: call.store.nextId(voiceCalls),
      phone: phone_number,
      external_id: call_id,
      created_at: call.now,
    });
    return view(call, announced);
  },
  "finVoice.get": (call) => view(call, call.find(voiceCalls, call.param("call_id"), missing)),
  "finVoice.findByExternalId": (call) => {
    const [found] = call.in(voiceCalls).by("external", call.param("external_id"));
    if (!found) throw missing();
    return view(call, found);
  },
  "finVoice.findByConversation": (call) => {
    const id = call.param("conversation_id");
    const all = call.in(voiceCalls).all();
    const found = all.filter((one) => matched(call, one)?.conversation_id === id);
    return Response.json(found.map((one) => view(call, one)));
  },
  // Its answer is in no description: it is that of the others.
  "finVoice.findByPhoneNumber": (call) => {
    const all = call.in(voiceCalls).by("phone", call.param("phone_number"));
    const found = all.findLast((one) => matched(call, one));
    if (!found) throw missing();
    return Response.json(view(call, found));
  },
};
