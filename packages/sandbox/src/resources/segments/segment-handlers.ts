import type { Call, Handlers } from "../../engine/call.ts";
import { list, oldestFirst } from "../../paging/list.ts";
import { findCompany } from "../../records/companies.ts";
import { findContact } from "../../records/contacts.ts";
import {
  companiesIn,
  contactsIn,
  segmentsOfCompany,
  segmentsOfContact,
} from "./segment-members.ts";
import { type Segment, segments, segmentView } from "./segments.ts";

/** Who is in a segment, counted. */
function countOf(call: Call, segment: Segment): number {
  return contactsIn(call, segment).length + companiesIn(call, segment).length;
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
