import type { Conversation } from "@interkit/client/2.16";

/** A conversation and one of its parts. */
export interface PartRecord {
  readonly conversation: Conversation;
  readonly part: object;
}

/**
 * The parts of a conversation in their order. The message that it began with is the first one: Intercom keeps it
 * apart, as `source`, which is the `part_type` here, too.
 */
export function partsOf(conversation: Conversation): PartRecord[] {
  const { source, created_at, conversation_parts } = conversation;
  const first = source && { ...source, part_type: "source", created_at, updated_at: created_at };
  const parts: object[] = [
    ...(first ? [first] : []),
    ...(conversation_parts?.conversation_parts ?? []),
  ];
  return parts.map((part) => ({ conversation, part }));
}

/** What a conversation lacks of its parts, in words; undefined where it has them all. */
export function missingParts({ conversation_parts }: Conversation): string | undefined {
  const shown = conversation_parts?.conversation_parts.length ?? 0;
  const total = conversation_parts?.total_count ?? shown;
  return total > shown ? `has the newest ${shown} of ${total} parts` : undefined;
}
