import type { Names } from "./example.ts";

/** Operations for which an id of the examples refers to another record. */
export const exceptions: Readonly<Record<string, (names: Names) => Names>> = {
  // A new session needs a new id.
  "fin.start": () => ({ "chat-2041": "chat-1" }),
  "fin.ask": () => ({ "chat-2041": "chat-1" }),
  "customChannelEvents.notifyNewConversation": () => ({ "thread-380": "thread-381" }),
  // The name of a new attribute is new.
  "dataAttributes.create": () => ({ plan_tier: "plan_level" }),
  // Only tickets of a tracker are linked to conversations.
  "tickets.linkedConversations.link": tracker,
  "tickets.linkedConversations.unlink": (names) => ({
    ...tracker(names),
    "215468207": names["linked"] ?? "",
  }),
  // The path has the id of the registration.
  "finVoice.get": () => ({ "60118": "1" }),
};

function tracker({ tracker = "" }: Names): Names {
  return { "215469830027": tracker };
}
