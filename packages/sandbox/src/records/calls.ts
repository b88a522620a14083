import { type CollectionKey, collection, type Entity } from "../store/collection.ts";

/** An entry of a transcript. */
export interface Utterance {
  /** Seconds from the beginning of the call. */
  readonly at: number;
  readonly speaker: string;
  readonly text: string;
}

/** A call by phone or in the Messenger. The API cannot create calls. */
export interface PhoneCall extends Entity {
  readonly conversation_id: string | null;
  readonly admin_id: string | null;
  readonly contact_id: string | null;
  readonly state: string;
  readonly call_type: string;
  readonly direction: string;
  readonly ended_reason: string | null;
  readonly phone: string | null;
  readonly initiated_at: number;
  readonly answered_at: number;
  readonly ended_at: number;
  readonly created_at: number;
  readonly updated_at: number;
  readonly duration: number;
  /** Whether it was recorded. */
  readonly recorded: boolean;
  readonly transcript: readonly Utterance[];
}

export const calls: CollectionKey<PhoneCall> = collection<PhoneCall>("calls", "number", {
  conversation: ({ conversation_id }) => [conversation_id],
  phone: ({ phone }) => [phone],
  contact: ({ contact_id }) => [contact_id],
});

/** A call of 90 seconds that has just ended. */
export function blankCall(now: number): Omit<PhoneCall, "id"> {
  return {
    conversation_id: null,
    admin_id: "1",
    contact_id: null,
    state: "completed",
    call_type: "phone",
    direction: "inbound",
    ended_reason: "answered",
    phone: "+441632960123",
    initiated_at: now - 93,
    answered_at: now - 90,
    ended_at: now,
    created_at: now - 93,
    updated_at: now,
    duration: 90,
    recorded: true,
    transcript: [],
  };
}
