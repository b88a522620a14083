import type { Call } from "../../engine/call.ts";
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
import { forgetNotes } from "../notes/notes.ts";

interface OfCompany extends Entity {
  readonly company_id: string | null;
}

/** What may belong to a company: each has an index `company`. */
const ofCompanies: readonly unknown[] = [conversations, tickets];

/** What a request says of a company. */
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

/** A company as it is after a request. What the request does not name stays. */
export function applyInput(company: Company, input: CompanyInput, now: number): Company {
  const change: Record<string, unknown> = { updated_at: now };
  for (const name of settable) if (input[name] !== undefined) change[name] = input[name];
  if (input.plan !== undefined) change["plan"] = input.plan === "" ? null : planNamed(input.plan);
  // What a company pays is kept in whole units.
  if (input.monthly_spend !== undefined) change["monthly_spend"] = Math.trunc(input.monthly_spend);
  if (input.update_last_request_at) change["last_request_at"] = now;
  const custom_attributes = { ...company.custom_attributes, ...input.custom_attributes };
  return { ...company, ...change, custom_attributes };
}

/**
 * Makes a company, or changes the one that has the `company_id`. Without one, a company is made
 * whose `company_id` is the id that it gets.
 */
export function createOrUpdate(call: Call, input: CompanyInput): Company {
  checkCustomAttributes(call, "company", { ...input.custom_attributes });
  const all = call.in(companies);
  const companyId = input.company_id === undefined ? undefined : String(input.company_id);
  const [known] = companyId === undefined ? [] : all.by("companyId", companyId);
  if (known) return all.update(known.id, applyInput(known, input, call.now));
  const id = call.store.nextId(companies);
  return all.insert(applyInput(blankCompany(id, companyId ?? id, call.now), input, call.now));
}

/** Archives a company: nothing shows or names it any more, and its notes go with it. */
export function removeCompany(call: Call, company: Company): void {
  for (const contact of contactsOf(call, company)) {
    const company_ids = contact.company_ids.filter((id) => id !== company.id);
    call.in(contacts).update(contact.id, { company_ids });
  }
  for (const key of ofCompanies as readonly CollectionKey<OfCompany>[]) {
    for (const one of call.in(key).by("company", company.id)) {
      call.in(key).update(one.id, { company_id: null });
    }
  }
  forgetNotes(call, "company", company.id);
  call.in(companies).delete(company.id);
}
