import type { Call } from "../../engine/call.ts";
import { type ApiError, notFound } from "../../engine/errors.ts";
import { type Contact, contacts } from "../contacts/contact-model.ts";
import { checkCustomAttributes } from "../data/data-attributes.ts";
import { blankCompany, type Company, companies, planNamed } from "./company-model.ts";

export const companyNotFound = (): ApiError => notFound("Company Not Found", "company_not_found");

/** The company with an id of Intercom's. @throws {ApiError} 404 `company_not_found`. */
export function findCompany(call: Call, id: string): Company {
  return call.find(companies, id, companyNotFound);
}

/** The contacts that are attached to a company. */
export function contactsOf(call: Call, company: Company): Contact[] {
  return call.in(contacts).by("company", company.id);
}

/** How many users a company has. Leads are not counted. */
export function userCount(call: Call, company: Company): number {
  return call.in(contacts).count("companyOfUser", company.id);
}

/**
 * Whether lists and the search show a company: when it has a contact attached.
 *
 * https://developers.intercom.com/docs/references/rest-api/api.intercom.io/companies/listallcompanies
 */
export function hasContacts(call: Call, company: Company): boolean {
  return call.in(contacts).count("company", company.id) > 0;
}

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

/** Archives a company: nothing shows it any more, and its contacts are no longer attached to it. */
export function removeCompany(call: Call, company: Company): void {
  for (const contact of contactsOf(call, company)) {
    const company_ids = contact.company_ids.filter((id) => id !== company.id);
    call.in(contacts).update(contact.id, { company_ids });
  }
  call.in(companies).delete(company.id);
}
