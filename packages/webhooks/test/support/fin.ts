const conversation = { conversation_id: "chat-1", user_id: "user-1" };
const created_at_ms = "2026-02-03T09:15:00.120Z";

/** The events of a conversation, as Intercom sends them. */
export const finEvents = {
  chunk: (chunk_text: string, stream_id = "stream-1") => ({
    event_name: "fin_reply_chunk",
    conversation_id: "chat-1",
    stream_id,
    chunk_index: 0,
    chunk_text,
    status: "replying",
    created_at_ms,
  }),
  replied: (body: string, status = "replying", stream_id = "stream-1") => ({
    event_name: "fin_replied",
    ...conversation,
    message: { id: "9011", author: "fin", body, timestamp_ms: created_at_ms },
    status,
    stream_id,
    created_at_ms,
  }),
  status: (status: string) => ({
    event_name: "fin_status_updated",
    ...conversation,
    status,
    created_at_ms,
  }),
  csat: {
    event_name: "csat_requested",
    ...conversation,
    csat: { options: [{ key: "good", emoji: "🙂", label: "Good" }] },
    created_at_ms,
  },
};
