import type { JsonObject } from "../description/openapi.ts";
import { type ApiError, notFound } from "../engine/errors.ts";
import type { RequestContext } from "../engine/request-context.ts";
import { type CollectionKey, collection } from "../store/collection.ts";
import { hash } from "../store/ids.ts";
import { type Contact, contacts } from "./contacts.ts";
import type { Tagged } from "./tags.ts";

/** The plan of a company. */
export interface Plan {
  readonly id: string;
  readonly name: string;
}

/** Creates a plan from its name. Plans have no operations, so their ids follow from their names. */
export function planNamed(name: string): Plan {
  return { id: String(Number.parseInt(hash(name.toLowerCase()), 16) % 1_000_000), name };
}

/** A company, as it is stored. */
export interface Company extends Tagged {
  /** The id that the caller chose on creation. It cannot be changed. */
  readonly company_id: string;
  readonly name: string | null;
  readonly plan: Plan | null;
  readonly size: number | null;
  readonly website: string | null;
  readonly industry: string | null;
  readonly monthly_spend: number;
  readonly session_count: number;
  /** When it became a customer, as the caller set it. */
  readonly remote_created_at: number | null;
  readonly created_at: number;
  readonly updated_at: number;
  readonly last_request_at: number | null;
  readonly custom_attributes: JsonObject;
}

export const companies: CollectionKey<Company> = collection<Company>(
  "companies",
  "hex",
  {
    companyId: ({ company_id }) => [company_id],
    companyIdInLowerCase: ({ company_id }) => [company_id.toLowerCase()],
    name: ({ name }) => [name],
    nameInLowerCase: ({ name }) => [name?.toLowerCase()],
    tag: ({ tags }) => tags.map(({ id }) => id),
  },
  {
    created_at: ({ created_at }) => created_at,
    updated_at: ({ updated_at }) => updated_at,
    last_request_at: ({ last_request_at }) => last_request_at,
  },
);

/** A company with only its ids set. */
export function blankCompany(id: string, companyId: string, now: number): Company {
  return {
    id,
    company_id: companyId,
    name: null,
    plan: null,
    size: null,
    website: null,
    industry: null,
    monthly_spend: 0,
    session_count: 0,
    remote_created_at: null,
    created_at: now,
    updated_at: now,
    last_request_at: null,
    custom_attributes: {},
    tags: [],
  };
}

export const companyNotFound = (): ApiError => notFound("Company Not Found", "company_not_found");

/** The company with an `id` (not a `company_id`). @throws {ApiError} 404 `company_not_found`. */
export function findCompany(context: RequestContext, id: string): Company {
  return context.find(companies, id, companyNotFound);
}

/** The contacts that are attached to a company. */
export function contactsOf(context: RequestContext, company: Company): Contact[] {
  return context.collection(contacts).findBy("company", company.id);
}

/** How many users a company has. Leads are not counted. */
export function userCount(context: RequestContext, company: Company): number {
  return context.collection(contacts).count("companyOfUser", company.id);
}

/**
 * Whether lists and the search return a company: only companies with a contact are returned.
 *
 * https://developers.intercom.com/docs/references/rest-api/api.intercom.io/companies/listallcompanies
 */
export function hasContacts(context: RequestContext, company: Company): boolean {
  return context.collection(contacts).count("company", company.id) > 0;
}
