import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { list, oldestFirst } from "../../paging/list.ts";
import { matches } from "../../search/evaluate.ts";
import { parseQuery } from "../../search/parse.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { type Company, companies } from "../companies/company-model.ts";
import { findCompany } from "../companies/company-rules.ts";
import { companyFields } from "../companies/company-search.ts";
import { type Contact, contacts } from "../contacts/contact-model.ts";
import { findContact, isVisible } from "../contacts/contact-rules.ts";
import { contactFields } from "../contacts/contact-search.ts";

/** A segment: those who match a query, now, of the kind that searches take. */
export interface Segment extends Entity {
  readonly name: string;
  /** Whom it is about. `contact` means leads. */
  readonly person_type: "user" | "contact" | "company";
  readonly query: unknown;
  readonly created_at: number;
  readonly updated_at: number;
}

export const segments: CollectionKey<Segment> = collection<Segment>("segments", "hex");

/** How a segment is shown. */
export function segmentView(segment: Segment): JsonObject {
  const { id, name, person_type, created_at, updated_at } = segment;
  return { type: "segment", id, name, person_type, created_at, updated_at };
}

/** The segments that a contact is in. */
export function segmentsOfContact(call: Call, contact: Contact): Segment[] {
  const type = contact.role === "user" ? "user" : "contact";
  const fields = contactFields(call);
  return call
    .in(segments)
    .all()
    .filter(({ person_type }) => person_type === type)
    .filter(({ query }) => matches(parseQuery(query, fields, "second"), contact, "second"));
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

/** Who is in a segment, counted. */
function countOf(call: Call, segment: Segment): number {
  const among = ({ id }: Segment) => id === segment.id;
  if (segment.person_type === "company") {
    const all = call.in(companies).all();
    return all.filter((company) => segmentsOfCompany(call, company).some(among)).length;
  }
  const all = call.in(contacts).all().filter(isVisible);
  return all.filter((contact) => segmentsOfContact(call, contact).some(among)).length;
}

const options = { order: oldestFirst, view: segmentView };

export const segmentHandlers: Handlers = {
  "segments.list": (call) =>
    list(call, call.in(segments).all(), {
      order: oldestFirst,
      view: (segment) => ({
        ...segmentView(segment),
        count: call.query["include_count"] === true ? countOf(call, segment) : undefined,
      }),
    }),
  "segments.get": (call) => {
    const segment = call.find(segments, call.param("segment_id"));
    return { ...segmentView(segment), count: countOf(call, segment) };
  },
  "contacts.segments.list": (call) =>
    list(call, segmentsOfContact(call, findContact(call, call.param("contact_id"))), options),
  "companies.segments.list": (call) =>
    list(call, segmentsOfCompany(call, findCompany(call, call.param("company_id"))), options),
};
