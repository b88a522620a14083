import type { Company } from "../../records/companies.ts";
import type { Contact } from "../../records/contacts.ts";
import { type Conversation, conversations } from "../../records/conversations.ts";
import type { Part } from "../../records/parts.ts";
import type { SampleContext } from "./sample-context.ts";

type AuthorIds = { readonly admin_id: string } | { readonly contact_id: string } | object;

export interface Opening {
  readonly contact: Contact;
  readonly company: Company | undefined;
  readonly at: number;
  /** The id of the admin who opens it. When left out, the contact opens it. */
  readonly admin_id?: string;
  readonly subject: string;
  readonly body: string;
  readonly type: string;
}

/** Builds a conversation: each part changes its state. */
export class ConversationBuilder {
  readonly id: string;
  readonly contact: Contact;
  readonly created_at: number;
  readonly #world: SampleContext;
  #at: number;
  #fields: Partial<Conversation> & Pick<Conversation, "state" | "waiting_since">;
  /** When each side last wrote. */
  contact_replied_at: number | null;
  admin_replied_at: number | null;

  constructor(sample: SampleContext, opening: Opening) {
    const { contact, company, at, admin_id, subject, body, type } = opening;
    this.#world = sample;
    this.contact = contact;
    this.created_at = at;
    this.#at = at;
    const byContact = admin_id === undefined;
    this.contact_replied_at = byContact ? at : null;
    this.admin_replied_at = byContact ? null : at;
    this.#fields = { state: "open", waiting_since: byContact ? at : null, read: byContact };
    const { id } = sample.seeds.conversation({
      contact_ids: [contact.id],
      company_id: company?.id ?? null,
      created_at: at,
      title: subject,
      source: { type, subject, body: `<p>${body}</p>` },
      ...(byContact ? {} : { admin_id }),
    });
    this.id = id;
  }

  get state(): Conversation["state"] {
    return this.#fields.state;
  }

  get updated_at(): number {
    return this.#at;
  }

  /** Advances the time by up to `seconds`, but at most by half of the remaining time. */
  wait(seconds: number): void {
    const { random, now } = this.#world;
    this.#at += Math.min(random.integer(60, seconds), Math.floor((now - this.#at) / 2));
  }

  adminReply(body: string, admin_id: string): void {
    this.admin_replied_at = this.#at;
    const change = { state: "open", waiting_since: null, read: false } as const;
    this.#part("comment", { admin_id }, change, { body });
  }

  contactReply(body: string): void {
    this.contact_replied_at = this.#at;
    const part_type = this.state === "open" ? "comment" : "open";
    const waiting_since = this.#fields.waiting_since ?? this.#at;
    const change = { state: "open", waiting_since, read: true } as const;
    this.#part(part_type, { contact_id: this.contact.id }, change, { body });
  }

  note(body: string, admin_id: string): void {
    this.#part("note", { admin_id }, {}, { body });
  }

  assignTo(type: "team" | "admin", id: string, by: AuthorIds = {}): void {
    const change = type === "team" ? { team_assignee_id: id } : { admin_assignee_id: id };
    this.#part("assignment", by, change, { assigned_to: { type, id } });
  }

  prioritise(priority: string, admin_id: string): void {
    const event_details = { current_priority: priority, previous_priority: "none" };
    this.#part("priority_changed", { admin_id }, { priority }, { event_details });
  }

  snooze(until: number, admin_id: string): void {
    const custom_until_time = new Date(until * 1000).toISOString();
    const event_details = { until: "custom", custom_until_time };
    const change = { state: "snoozed", snoozed_until: until } as const;
    this.#part("snoozed", { admin_id }, change, { event_details });
  }

  close(body: string | null, admin_id: string): void {
    if (body !== null) this.admin_replied_at = this.#at;
    const change = { state: "closed", waiting_since: null } as const;
    this.#part("close", { admin_id }, change, { body });
  }

  /** Stores the final state, with further properties. */
  finish(more: Partial<Conversation>): void {
    const all = this.#world.store.collection(conversations);
    all.update(this.id, { ...this.#fields, ...more, updated_at: this.#at });
  }

  #part(
    part_type: string,
    by: AuthorIds,
    change: Partial<Conversation>,
    part: Partial<Part>,
  ): void {
    this.#fields = { ...this.#fields, ...change };
    this.#world.seeds.conversationPart({
      conversation_id: this.id,
      part_type,
      ...by,
      ...part,
      created_at: this.#at,
      details: { state: this.state },
    });
  }
}
