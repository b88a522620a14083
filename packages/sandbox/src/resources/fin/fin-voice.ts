import type { JsonObject } from "../../description/openapi.ts";
import { apiError, notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { calls } from "../../records/calls.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";

/** A call of another phone system that was registered with Fin Voice. */
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

/** The call in Intercom that a registered call is matched with: the next call of its number. */
function matchingCall(context: RequestContext, { phone, created_at }: VoiceCall) {
  const all = context.collection(calls).findBy("phone", phone);
  return all.find((one) => one.created_at >= created_at) ?? all.at(-1);
}

function view(context: RequestContext, announced: VoiceCall): JsonObject {
  const one = matchingCall(context, announced);
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
  "finVoice.register": (context) => {
    const { phone_number, call_id } = context.body<{ phone_number: string; call_id: string }>();
    if (context.collection(voiceCalls).findBy("external", call_id).length > 0) {
      throw apiError(409, "conflict", "This call is already registered");
    }
    const announced = context.collection(voiceCalls).insert({
      id: context.store.nextId(voiceCalls),
      phone: phone_number,
      external_id: call_id,
      created_at: context.now,
    });
    return view(context, announced);
  },
  "finVoice.get": (context) =>
    view(context, context.find(voiceCalls, context.param("call_id"), missing)),
  "finVoice.findByExternalId": (context) => {
    const [found] = context.collection(voiceCalls).findBy("external", context.param("external_id"));
    if (!found) throw missing();
    return view(context, found);
  },
  "finVoice.findByConversation": (context) => {
    const id = context.param("conversation_id");
    const all = context.collection(voiceCalls).all();
    const found = all.filter((one) => matchingCall(context, one)?.conversation_id === id);
    return Response.json(found.map((one) => view(context, one)));
  },
  // Its response is not described: it is that of the other operations.
  "finVoice.findByPhoneNumber": (context) => {
    const all = context.collection(voiceCalls).findBy("phone", context.param("phone_number"));
    const found = all.findLast((one) => matchingCall(context, one));
    if (!found) throw missing();
    return Response.json(view(context, found));
  },
};
