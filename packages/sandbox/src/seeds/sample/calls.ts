import type { SeededConversation } from "./conversations.ts";
import { countFor, day, type SampleContext, slugOf } from "./sample-context.ts";

const lines: readonly (readonly [speaker: "Agent" | "User", text: string])[] = [
  ["Agent", "Good morning, how can I help?"],
  ["User", "It is about what I wrote to you. I thought a call might be quicker."],
  ["Agent", "I have it in front of me. Do you see the same on another device?"],
  ["User", "Let me look. No, there it works."],
  ["Agent", "Then it is what the browser keeps. I will send you the three steps."],
  ["User", "Lovely, thank you."],
];

/** Seeds calls about conversations: most were answered and have a transcript. */
export function seedCalls(sample: SampleContext, led: readonly SeededConversation[]): void {
  const { seeds, random, now } = sample;
  const called = random.pickSome(led, countFor(6, led.length));
  for (const [i, { id, contact, created_at, admin_id }] of called.entries()) {
    const answered = i === 0 || random.chance(0.75);
    const begun = created_at + Math.floor((now - created_at) / 4);
    const length = answered ? random.integer(60, Math.max(60, Math.floor((now - begun) / 2))) : 0;
    const duration = Math.min(length, 1500);
    const answered_at = begun + (answered ? 4 : 0);
    const ended_at = Math.min(now, answered_at + duration);
    const said = answered ? lines.slice(0, random.integer(2, lines.length)) : [];
    seeds.call({
      conversation_id: id,
      contact_id: contact.id,
      admin_id: answered ? admin_id : null,
      phone: contact.phone,
      direction: random.chance(0.7) ? "inbound" : "outbound",
      ended_reason: answered ? "answered" : "no_answer",
      initiated_at: begun,
      answered_at,
      ended_at,
      created_at: begun,
      updated_at: ended_at,
      duration: ended_at - answered_at,
      recorded: answered,
      transcript: said.map(([speaker, text], line) => ({ at: line * 6 + 1, speaker, text })),
    });
  }
}

/** Seeds side conversations, pauses, broadcast statuses and visitors. */
export function seedConversationExtras(
  sample: SampleContext,
  led: readonly SeededConversation[],
): void {
  const { seeds, random, now } = sample;
  for (const { id, created_at, admin_id, topic } of random.pickSome(
    led,
    countFor(12, led.length),
  )) {
    const at = Math.min(now, created_at + 3600);
    const body = `Does anybody know more about “${topic.name}”?`;
    seeds.sideConversation({ conversation_id: id, body, admin_id, created_at: at });
    const pause = { conversation_id: id, admin_id };
    seeds.handlingEvent({ ...pause, reason: "Asked a colleague", created_at: at });
    seeds.handlingEvent({ ...pause, type: "resumed", created_at: Math.min(now, at + 600) });
    seeds.messageStatus({
      ruleset_id: "1",
      conversation_id: id,
      status: random.pick(["sent", "delivered", "read"]),
      created_at: at,
      updated_at: at,
    });
  }
  for (let i = 1; i <= 5; i++) {
    const name = random.faker.person.firstName();
    const created_at = now - i * day;
    seeds.visitor({
      user_id: `visitor-${i}`,
      email: `${slugOf(name)}@visitors.example`,
      pseudonym: `${random.faker.color.human()} ${random.faker.animal.type()}`,
      created_at,
      updated_at: created_at,
    });
  }
}
