import type { RequestContext } from "../../engine/request-context.ts";
import { type Company, companies } from "../../records/companies.ts";
import { companySegmentFields as companyFields } from "../../records/company-fields.ts";
import { contactSegmentFields as contactFields } from "../../records/contact-fields.ts";
import { type Contact, contacts, isVisible } from "../../records/contacts.ts";
import { matcher } from "../../search/evaluate.ts";
import { findMatching } from "../../search/find-matching.ts";
import { type Filter, parseQuery } from "../../search/parse.ts";
import { type Segment, segments } from "./segments.ts";

interface Rule {
  readonly filter: Filter<Contact>;
  readonly matches: (contact: Contact) => boolean;
}

/** Parsed queries of contact segments. A changed segment is another object. */
const rules = new WeakMap<Segment, Rule>();

function ruleOf(segment: Segment): Rule {
  const known = rules.get(segment);
  if (known) return known;
  const filter = parseQuery(segment.query, contactFields);
  const rule = { filter, matches: matcher(filter) };
  rules.set(segment, rule);
  return rule;
}

function companyFilter(context: RequestContext, segment: Segment): Filter<Company> {
  return parseQuery(segment.query, companyFields(context));
}

/** Whether a segment applies to the role of a contact. */
function appliesTo({ person_type }: Segment, { role }: Contact): boolean {
  return person_type === (role === "user" ? "user" : "contact");
}

/** The segments that a contact is in. */
export function segmentsOfContact(context: RequestContext, contact: Contact): Segment[] {
  return context
    .collection(segments)
    .all()
    .filter((segment) => appliesTo(segment, contact) && ruleOf(segment).matches(contact));
}

/** The segments that a company is in. */
export function segmentsOfCompany(context: RequestContext, company: Company): Segment[] {
  return context
    .collection(segments)
    .all()
    .filter(({ person_type }) => person_type === "company")
    .filter((segment) => matcher(companyFilter(context, segment))(company));
}

/** The contacts in a segment; none for a segment of companies. */
export function contactsIn(context: RequestContext, segment: Segment): Contact[] {
  if (segment.person_type === "company") return [];
  return findMatching(context.collection(contacts), ruleOf(segment).filter).filter(
    (contact) => isVisible(contact) && appliesTo(segment, contact),
  );
}

/** The companies in a segment; none for a segment of contacts. */
export function companiesIn(context: RequestContext, segment: Segment): Company[] {
  if (segment.person_type !== "company") return [];
  return findMatching(context.collection(companies), companyFilter(context, segment));
}
