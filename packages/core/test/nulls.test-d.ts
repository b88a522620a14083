import type { Conversation, ConversationPart, TicketPart } from "@interkit/core/preview";
import { expectTypeOf, test } from "vitest";

// Intercom's own files put these nulls beside references, where generators drop them.
test("null beside a reference survives generation", () => {
  expectTypeOf<null>().toExtend<Conversation["statistics"]>();
  expectTypeOf<null>().toExtend<Conversation["company"]>();
  expectTypeOf<null>().toExtend<Conversation["ai_agent"]>();
  expectTypeOf<null>().toExtend<Conversation["ticket"]>();
  expectTypeOf<null>().toExtend<ConversationPart["event_details"]>();
  expectTypeOf<null>().toExtend<ConversationPart["assigned_to"]>();
  expectTypeOf<null>().toExtend<TicketPart["assigned_to"]>();
});
