import type { Call } from "../../engine/call.ts";
import { type Company, companies } from "../../records/companies.ts";
import { segmentFields as companyFields } from "../../records/company-fields.ts";
import { segmentFields as contactFields } from "../../records/contact-fields.ts";
import { type Contact, contacts, isVisible } from "../../records/contacts.ts";
import { matcher } from "../../search/evaluate.ts";
import { find } from "../../search/find.ts";
import { type Filter, parseQuery } from "../../search/parse.ts";
import { type Segment, segments } from "./segments.ts";

interface Rule {
  readonly filter: Filter<Contact>;
  readonly matches: (contact: Contact) => boolean;
}

/** What segments of contacts ask for. A segment that changes is another object. */
const rules = new WeakMap<Segment, Rule>();

function ruleOf(segment: Segment): Rule {
  const known = rules.get(segment);
  if (known) return known;
  const filter = parseQuery(segment.query, contactFields);
  const rule = { filter, matches: matcher(filter) };
  rules.set(segment, rule);
  return rule;
}

function companyFilter(call: Call, segment: Segment): Filter<Company> {
  return parseQuery(segment.query, companyFields(call));
}

/** Whether a segment of contacts is about one: some are about users, others about leads. */
function isAbout({ person_type }: Segment, { role }: Contact): boolean {
  return person_type === (role === "user" ? "user" : "contact");
}

/** The segments that a contact is in. */
export function segmentsOfContact(call: Call, contact: Contact): Segment[] {
  return call
    .in(segments)
    .all()
    .filter((segment) => isAbout(segment, contact) && ruleOf(segment).matches(contact));
}

/** The segments that a company is in. */
export function segmentsOfCompany(call: Call, company: Company): Segment[] {
  return call
    .in(segments)
    .all()
    .filter(({ person_type }) => person_type === "company")
    .filter((segment) => matcher(companyFilter(call, segment))(company));
}

/** The contacts that are in a segment: none when it is one of companies. */
export function contactsIn(call: Call, segment: Segment): Contact[] {
  if (segment.person_type === "company") return [];
  return find(call.in(contacts), ruleOf(segment).filter).filter(
    (contact) => isVisible(contact) && isAbout(segment, contact),
  );
}

/** The companies that are in a segment: none when it is one of contacts. */
export function companiesIn(call: Call, segment: Segment): Company[] {
  if (segment.person_type !== "company") return [];
  return find(call.in(companies), companyFilter(call, segment));
}
