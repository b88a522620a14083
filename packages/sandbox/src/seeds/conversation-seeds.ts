import { toHtml } from "../handlers/response-values.ts";
import { blankCall, calls, type PhoneCall } from "../records/calls.ts";
import { contacts } from "../records/contacts.ts";
import {
  blankConversation,
  type Conversation,
  conversations,
  type HandlingEvent,
  handlingEvents,
  openingMessages,
  type Source,
  sideConversations,
  sideOwner,
} from "../records/conversations.ts";
import { type Author, blankPart, type Part, parts } from "../records/parts.ts";
import { adminAuthor, botOf, contactAuthor } from "../resources/threads/parts.ts";
import { admins } from "../resources/workspace/admins.ts";
import type { Seeded } from "./seeder.ts";
import { TicketSeeds } from "./ticket-seeds.ts";

/** The author of a part: an admin, a contact or, when neither is given, the Operator bot. */
interface AuthorIds {
  readonly admin_id?: string | undefined;
  readonly contact_id?: string | undefined;
}

/** Seeds conversations, parts and calls. */
export class ConversationSeeds extends TicketSeeds {
  /**
   * Adds a conversation, also with properties that the API cannot set, such as a rating. Its first
   * contact opens it, or the admin with the `admin_id`.
   */
  conversation(
    given: Partial<Omit<Conversation, "id" | "source">> & {
      readonly source?: Partial<Source>;
      readonly admin_id?: string;
    } = {},
  ): Seeded {
    const { source, admin_id, ...rest } = given;
    const [contact_id] = given.contact_ids ?? [];
    const opening: Source = {
      id: this.store.nextId(openingMessages),
      type: "conversation",
      delivered_as: admin_id === undefined ? "customer_initiated" : "admin_initiated",
      subject: "",
      body: "<p>Hello</p>",
      author: this.#author({ admin_id, contact_id }),
      attachments: [],
      redacted: false,
      ...source,
    };
    const at = given.created_at ?? this.now();
    const byContact = admin_id === undefined;
    return this.add(conversations, {
      ...blankConversation(opening, at),
      waiting_since: byContact ? at : null,
      read: byContact,
      ...rest,
    });
  }

  /** Adds a part of an admin, a contact or the bot to a conversation or a ticket. */
  conversationPart(
    given: Partial<Omit<Part, "id" | "owner_id">> &
      AuthorIds & { readonly conversation_id: string },
  ): Seeded {
    const { conversation_id, admin_id, contact_id, body, ...rest } = given;
    return this.add(parts, {
      ...blankPart(given.created_at ?? this.now()),
      owner_id: conversation_id,
      part_type: "comment",
      author: this.#author(given),
      body: body ? toHtml(body) : null,
      ...rest,
    });
  }

  /** Adds the start or the end of a teammate's pause in a conversation. */
  handlingEvent(
    given: Pick<HandlingEvent, "conversation_id"> & Partial<Omit<HandlingEvent, "id">>,
  ): Seeded {
    const plain = { admin_id: "1", type: "paused", reason: null } as const;
    return this.add(handlingEvents, { ...plain, created_at: this.now(), ...given });
  }

  /** Adds a side conversation of teammates, with its first message. */
  sideConversation(given: {
    readonly conversation_id: string;
    readonly body?: string;
    readonly admin_id?: string;
    readonly created_at?: number;
  }): Seeded {
    const { conversation_id, body = "What do you think?", created_at = this.now() } = given;
    const [first] = this.store.collection(admins).all();
    const admin_id = given.admin_id ?? first?.id;
    const side = this.add(sideConversations, { conversation_id, created_at });
    this.add(parts, {
      ...blankPart(created_at),
      owner_id: sideOwner(side.id),
      part_type: "comment",
      author: this.#author({ admin_id }),
      body: toHtml(body),
    });
    return side;
  }

  /** Adds a call, with any of its properties, including the transcript. */
  call(given: Partial<Omit<PhoneCall, "id">> = {}): Seeded {
    return this.add(calls, { ...blankCall(this.now()), ...given });
  }

  #author({ admin_id, contact_id }: AuthorIds): Author {
    const admin = admin_id === undefined ? undefined : this.store.collection(admins).get(admin_id);
    if (admin) return adminAuthor(admin);
    const contact =
      contact_id === undefined ? undefined : this.store.collection(contacts).get(contact_id);
    return contact ? contactAuthor(contact) : botOf(this.store.workspace);
  }
}
