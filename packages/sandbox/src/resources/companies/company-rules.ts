import type { RequestContext } from "../../engine/request-context.ts";
import {
  blankCompany,
  type Company,
  companies,
  contactsOf,
  planNamed,
} from "../../records/companies.ts";
import { contacts } from "../../records/contacts.ts";
import { conversations } from "../../records/conversations.ts";
import { tickets } from "../../records/tickets.ts";
import type { CollectionKey, Entity } from "../../store/collection.ts";
import { checkCustomAttributes } from "../data/data-attributes.ts";
import { deleteNotes } from "../notes/notes.ts";

interface RecordOfCompany extends Entity {
  readonly company_id: string | null;
}

/** Collections whose records can belong to a company: each has an index `company`. */
const companyRecords: readonly unknown[] = [conversations, tickets];

/** The body of a request to create or update a company. */
export interface CompanyInput {
  readonly company_id?: string | number;
  readonly name?: string;
  readonly plan?: string;
  readonly size?: number;
  readonly website?: string;
  readonly industry?: string;
  readonly monthly_spend?: number;
  readonly remote_created_at?: number;
  readonly update_last_request_at?: boolean;
  readonly custom_attributes?: Readonly<Record<string, unknown>>;
}

const settable = ["name", "size", "website", "industry", "remote_created_at"] as const;

/** Applies a request to a company. Properties that are not in the request stay. */
export function applyInput(company: Company, input: CompanyInput, now: number): Company {
  const change: Record<string, unknown> = { updated_at: now };
  for (const name of settable) if (input[name] !== undefined) change[name] = input[name];
  if (input.plan !== undefined) change["plan"] = input.plan === "" ? null : planNamed(input.plan);
  // Intercom stores monthly_spend as an integer.
  if (input.monthly_spend !== undefined) change["monthly_spend"] = Math.trunc(input.monthly_spend);
  if (input.update_last_request_at) change["last_request_at"] = now;
  const custom_attributes = { ...company.custom_attributes, ...input.custom_attributes };
  return { ...company, ...change, custom_attributes };
}

/**
 * Creates a company, or updates the one with the `company_id`. Without a `company_id`, the new
 * company gets its `id` as `company_id`.
 */
export function createOrUpdate(context: RequestContext, input: CompanyInput): Company {
  checkCustomAttributes(context, "company", { ...input.custom_attributes });
  const all = context.collection(companies);
  const companyId = input.company_id === undefined ? undefined : String(input.company_id);
  const [known] = companyId === undefined ? [] : all.findBy("companyId", companyId);
  if (known) return all.update(known.id, applyInput(known, input, context.now));
  const id = context.store.nextId(companies);
  return all.insert(applyInput(blankCompany(id, companyId ?? id, context.now), input, context.now));
}

/** Removes a company with its notes, and all references to it. */
export function removeCompany(context: RequestContext, company: Company): void {
  for (const contact of contactsOf(context, company)) {
    const company_ids = contact.company_ids.filter((id) => id !== company.id);
    context.collection(contacts).update(contact.id, { company_ids });
  }
  for (const key of companyRecords as readonly CollectionKey<RecordOfCompany>[]) {
    for (const one of context.collection(key).findBy("company", company.id)) {
      context.collection(key).update(one.id, { company_id: null });
    }
  }
  deleteNotes(context, "company", company.id);
  context.collection(companies).delete(company.id);
}
