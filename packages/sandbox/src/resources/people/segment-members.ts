import type { Call } from "../../engine/call.ts";
import { matches } from "../../search/evaluate.ts";
import { parseQuery } from "../../search/parse.ts";
import { companyFields } from "../companies/company-fields.ts";
import type { Company } from "../companies/company-model.ts";
import { contactFields } from "../contacts/contact-fields.ts";
import type { Contact } from "../contacts/contact-model.ts";
import { type Segment, segments } from "./segments.ts";

/** The segments that a contact is in. */
export function segmentsOfContact(call: Call, contact: Contact): Segment[] {
  const type = contact.role === "user" ? "user" : "contact";
  return call
    .in(segments)
    .all()
    .filter(({ person_type }) => person_type === type)
    .filter(({ query }) => matches(parseQuery(query, contactFields, "second"), contact, "second"));
}

/** The segments that a company is in. */
export function segmentsOfCompany(call: Call, company: Company): Segment[] {
  const fields = companyFields(call);
  return call
    .in(segments)
    .all()
    .filter(({ person_type }) => person_type === "company")
    .filter(({ query }) => matches(parseQuery(query, fields, "second"), company, "second"));
}
