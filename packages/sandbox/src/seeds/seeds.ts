import type { JsonObject } from "../description/openapi.ts";
import { blankCall, calls, type PhoneCall } from "../resources/calls/call-model.ts";
import { blankCompany, type Company, companies } from "../resources/companies/company-model.ts";
import { blankContact, type Contact, contacts } from "../resources/contacts/contact-model.ts";
import {
  type SubscriptionType,
  subscriptionTypes,
} from "../resources/contacts/subscription-types.ts";
import {
  blankConversation,
  type Conversation,
  conversations,
  type HandlingEvent,
  handlingEvents,
  openingMessages,
  sideConversations,
  sideOwner,
} from "../resources/conversations/conversation-model.ts";
import { adminAuthor, blankPart, bot, parts } from "../resources/conversations/parts.ts";
import { blankRun, type ConnectorRun, connectorRuns } from "../resources/data/data-connectors.ts";
import { type Receipt, receipts } from "../resources/exports/data-exports.ts";
import { type Procedure, procedures } from "../resources/fin/fin.ts";
import { type HelpCenter, helpCenters } from "../resources/knowledge/help-center-model.ts";
import { type Newsfeed, newsfeeds } from "../resources/knowledge/news.ts";
import { type Segment, segments } from "../resources/people/segments.ts";
import { type Tag, tags } from "../resources/tags/tags.ts";
import { type TicketState, ticketStates } from "../resources/tickets/ticket-model.ts";
import { asHtml } from "../resources/views.ts";
import { type Admin, admins, blankAdmin } from "../resources/workspace/admins.ts";
import type { CollectionKey, Entity } from "../store/collection.ts";
import type { Store } from "../store/store.ts";
import { type Planted, WorkspaceSeeds } from "./workspace-seeds.ts";

export type { Planted };

/**
 * Puts things into a sandbox that the API cannot make, or cannot make so: a contact that was seen,
 * a tag before there is anything to tag. What is left out gets a believable value.
 */
export class Seeds extends WorkspaceSeeds {
  readonly #store: () => Store;
  readonly #clock: () => number;

  constructor(store: () => Store, clock: () => number) {
    super(store, clock);
    this.#store = store;
    this.#clock = clock;
  }

  /** A teammate. The first one is the one whose token is used. */
  admin(given: Partial<Omit<Admin, "id">> = {}): Planted {
    return this.#plant(admins, {
      ...blankAdmin,
      name: "Grace Hopper",
      email: "grace@example.com",
      created_at: this.#now(),
      ...given,
    });
  }

  tag(given: Partial<Omit<Tag, "id">> = {}): Planted {
    return this.#plant(tags, { name: given.name ?? "VIP" });
  }

  subscriptionType(given: Partial<Omit<SubscriptionType, "id">> = {}): Planted {
    return this.#plant(subscriptionTypes, {
      state: given.state ?? "live",
      consent_type: given.consent_type ?? "opt_out",
      name: given.name ?? "Newsletter",
      description: given.description ?? "News of our products, once a month",
      content_types: given.content_types ?? ["email"],
    });
  }

  /** A segment: the contacts or companies that match a query, in the form that searches take. */
  segment(given: Partial<Omit<Segment, "id">> = {}): Planted {
    return this.#plant(segments, {
      name: given.name ?? "Everyone",
      person_type: given.person_type ?? "user",
      query: given.query ?? { operator: "AND", value: [] },
      created_at: given.created_at ?? this.#now(),
      updated_at: given.updated_at ?? this.#now(),
    });
  }

  /** A contact with anything that a contact shows, devices and timestamps included. */
  contact(given: Partial<Omit<Contact, "id">> = {}): Planted {
    const { id, ...blank } = blankContact("", this.#now());
    return this.#plant(contacts, { ...blank, ...given });
  }

  /** A company with anything that a company shows. */
  company(given: Partial<Omit<Company, "id">> = {}): Planted {
    const id = this.#store().nextId(companies);
    const company = { ...blankCompany(id, given.company_id ?? id, this.#now()), ...given };
    return this.#store().in(companies).insert(company);
  }

  /** A help center, in one language unless more are given. The first one is the default. */
  helpCenter(given: Partial<Omit<HelpCenter, "id">> = {}): Planted {
    const isFirst = this.#store().in(helpCenters).size === 0;
    return this.#plant(helpCenters, {
      identifier: given.identifier ?? "help",
      display_name: given.display_name ?? "Help center",
      url: given.url ?? "https://help.example.com",
      custom_domain: given.custom_domain ?? null,
      website_turned_on: given.website_turned_on ?? true,
      default: given.default ?? isFirst,
      locales: given.locales ?? ["en"],
      created_at: given.created_at ?? this.#now(),
      updated_at: given.updated_at ?? this.#now(),
    });
  }

  newsfeed(given: Partial<Omit<Newsfeed, "id">> = {}): Planted {
    return this.#plant(newsfeeds, {
      name: given.name ?? "News",
      created_at: given.created_at ?? this.#now(),
      updated_at: given.updated_at ?? this.#now(),
    });
  }

  /** A conversation as the API cannot make one: with a rating, or by email. */
  conversation(given: Partial<Omit<Conversation, "id">> = {}): Planted {
    const id = this.#store().nextId(openingMessages);
    const source = {
      id,
      type: "conversation",
      delivered_as: "customer_initiated",
      subject: "",
      body: "<p>Hello</p>",
      author: bot,
      attachments: [],
      redacted: false,
    };
    return this.#plant(conversations, { ...blankConversation(source, this.#now()), ...given });
  }

  /** A teammate's pause in a conversation, or its end. */
  handlingEvent(
    given: Pick<HandlingEvent, "conversation_id"> & Partial<Omit<HandlingEvent, "id">>,
  ): Planted {
    const plain = { admin_id: "1", type: "paused", reason: null } as const;
    return this.#plant(handlingEvents, { ...plain, created_at: this.#now(), ...given });
  }

  /** A thread of teammates beside a conversation, with the first thing that is said in it. */
  sideConversation(given: { readonly conversation_id: string; readonly body?: string }): Planted {
    const { conversation_id, body = "What do you think?" } = given;
    const [admin] = this.#store().in(admins).all();
    const side = this.#plant(sideConversations, { conversation_id, created_at: this.#now() });
    this.#plant(parts, {
      ...blankPart(this.#now()),
      owner_id: sideOwner(side.id),
      part_type: "comment",
      author: admin ? adminAuthor(admin) : bot,
      body: asHtml(body),
    });
    return side;
  }

  /** A state that tickets of every type can be in. */
  ticketState(given: Partial<Omit<TicketState, "id">> = {}): Planted {
    return this.#plant(ticketStates, {
      category: given.category ?? "in_progress",
      internal_label: given.internal_label ?? "In progress",
      external_label: given.external_label ?? given.internal_label ?? "In progress",
      archived: given.archived ?? false,
    });
  }

  /** A call with anything that a call shows, its transcript included. */
  call(given: Partial<Omit<PhoneCall, "id">> = {}): Planted {
    return this.#plant(calls, { ...blankCall(this.#now()), ...given });
  }

  /** A procedure that Fin can run. */
  procedure(given: Partial<Omit<Procedure, "id">> = {}): Planted {
    return this.#plant(procedures, {
      name: given.name ?? "Reset password",
      description: given.description ?? "Takes the user through a reset of their password",
      state: given.state ?? "live",
    });
  }

  /** That an outbound message reached a contact: a row of a data export. */
  receipt(given: Partial<Omit<Receipt, "id">> & { readonly contact_id: string }): Planted {
    return this.#plant(receipts, {
      content_id: "1",
      content_type: "email",
      content_title: "Welcome",
      received_at: this.#now(),
      first_open_at: null,
      first_click_at: null,
      ...given,
    });
  }

  /** A run of a data connector. */
  connectorRun(
    given: Partial<Omit<ConnectorRun, "id">> & { readonly data_connector_id: string },
  ): Planted {
    return this.#plant(connectorRuns, { ...blankRun(this.#now()), ...given });
  }

  #plant<T extends Entity>(key: CollectionKey<T>, thing: Omit<T, "id">): Planted {
    const store = this.#store();
    return store.in(key).insert({ ...thing, id: store.nextId(key) } as unknown as T);
  }

  #now(): number {
    return Math.floor(this.#clock() / 1000);
  }
}

/** What a workspace has from its first day. */
export function plant(seeds: Seeds): void {
  seeds.admin();
  seeds.awayStatusReason();
  seeds.awayStatusReason({ label: "In a meeting", emoji: "📅", order: 2 });
  seeds.brand({ is_default: true });
  seeds.emailAddress();
  seeds.subscriptionType();
  seeds.subscriptionType({
    name: "Text messages",
    description: "Short news to your phone",
    consent_type: "opt_in",
    content_types: ["sms_message"],
  });
  const recently = { field: "last_seen_at", operator: "!=", value: null } as JsonObject;
  seeds.segment({ name: "Active", query: recently });
  seeds.segment({ name: "All leads", person_type: "contact" });
  seeds.helpCenter();
  seeds.newsfeed();
  seeds.ticketState({ category: "submitted", internal_label: "Submitted" });
  seeds.ticketState();
  seeds.ticketState({
    category: "waiting_on_customer",
    internal_label: "Waiting on customer",
    external_label: "Waiting on you",
  });
  seeds.ticketState({ category: "resolved", internal_label: "Resolved" });
}
