import type { JsonObject } from "../description/openapi.ts";
import { toHtml } from "../handlers/response-values.ts";
import { blankCompany, companies } from "../records/companies.ts";
import { blankContact, contacts } from "../records/contacts.ts";
import { type Tag, tags } from "../records/tags.ts";
import {
  type SubscriptionType,
  subscriptionTypes,
} from "../resources/contacts/subscription-types.ts";
import { type Procedure, procedures } from "../resources/fin/fin.ts";
import { type Note, notes } from "../resources/notes/notes.ts";
import { type Segment, segments } from "../resources/segments/segments.ts";
import { admins, blankAdmin } from "../resources/workspace/admins.ts";
import {
  type AdminSeed,
  type CompanySeed,
  type ContactSeed,
  readAdminSeed,
  readCompanySeed,
  readContactSeed,
} from "./api-shapes.ts";
import { ConversationSeeds } from "./conversation-seeds.ts";
import type { Seeded } from "./seeder.ts";

export type { Seeded };

/**
 * Adds records that the API cannot create, or cannot create with these properties, such as a contact
 * with a last visit. Properties that are left out get realistic values. Times are Unix seconds.
 *
 * @example
 * ```ts
 * import { createSandbox } from "@interkit/sandbox";
 *
 * const sandbox = createSandbox();
 * const { id } = sandbox.seed.contact({ email: "ada@example.com", last_seen_at: 1_767_225_600 });
 * ```
 */
export class Seeds extends ConversationSeeds {
  /** Adds a teammate. Every token belongs to the first admin. */
  admin(given: AdminSeed = {}): Seeded {
    return this.add(admins, {
      ...blankAdmin,
      name: "Grace Hopper",
      email: "grace@example.com",
      created_at: this.now(),
      ...readAdminSeed(given),
    });
  }

  /** Adds a tag. */
  tag(given: Partial<Omit<Tag, "id">> = {}): Seeded {
    return this.add(tags, { name: "VIP", ...given });
  }

  /** Adds a kind of message that contacts can subscribe to. */
  subscriptionType(given: Partial<Omit<SubscriptionType, "id">> = {}): Seeded {
    return this.add(subscriptionTypes, {
      state: "live",
      consent_type: "opt_out",
      name: "Newsletter",
      description: "News of our products, once a month",
      content_types: ["email"],
      ...given,
    });
  }

  /** Adds a segment: the contacts or companies that match a search query. */
  segment(given: Partial<Omit<Segment, "id">> = {}): Seeded {
    return this.add(segments, {
      name: "Everyone",
      person_type: "user",
      query: { operator: "AND", value: [] },
      created_at: this.now(),
      updated_at: this.now(),
      ...given,
    });
  }

  /**
   * Adds a contact, with any of its properties, including devices and timestamps. The form of API
   * responses is accepted too.
   */
  contact(given: ContactSeed = {}): Seeded {
    const { store } = this;
    const blank = blankContact(store.nextId(contacts), this.now());
    return store.collection(contacts).insert({ ...blank, ...readContactSeed(given, this.now()) });
  }

  /** Adds a company, with any of its properties. The form of API responses is accepted too. */
  company(given: CompanySeed = {}): Seeded {
    const id = this.store.nextId(companies);
    const blank = blankCompany(id, given.company_id ?? id, this.now());
    return this.store
      .collection(companies)
      .insert({ ...blank, ...readCompanySeed(given, this.now()) });
  }

  /** Adds a note to a contact or, with `on: "company"`, to a company. */
  note(given: Partial<Omit<Note, "id">> & Pick<Note, "owner_id">): Seeded {
    return this.add(notes, {
      on: "contact",
      admin_id: "1",
      created_at: this.now(),
      ...given,
      body: toHtml(given.body ?? "Asked for a call."),
    });
  }

  /** Adds a procedure that Fin can run. */
  procedure(given: Partial<Omit<Procedure, "id">> = {}): Seeded {
    return this.add(procedures, {
      name: "Reset password",
      description: "Takes the user through a reset of their password",
      state: "live",
      ...given,
    });
  }
}

/** Adds the records of a new workspace. */
export function seedDefaults(seeds: Seeds): void {
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
