import type { Handlers, RequestContext } from "../../engine/request-context.ts";
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

/** Counts the members of a segment. */
function countMembers(context: RequestContext, segment: Segment): number {
  return contactsIn(context, segment).length + companiesIn(context, segment).length;
}

const options = { order: oldestFirst, view: segmentView };

export const segmentHandlers: Handlers = {
  "segments.list": (context) =>
    list(context, context.collection(segments).all(), {
      order: oldestFirst,
      view: (segment) => ({
        ...segmentView(segment),
        count: context.query["include_count"] === true ? countMembers(context, segment) : undefined,
      }),
    }),
  "segments.get": (context) => {
    const segment = context.find(segments, context.param("segment_id"));
    return { ...segmentView(segment), count: countMembers(context, segment) };
  },
  "contacts.segments.list": (context) =>
    list(
      context,
      segmentsOfContact(context, findContact(context, context.param("contact_id"))),
      options,
    ),
  "companies.segments.list": (context) =>
    list(
      context,
      segmentsOfCompany(context, findCompany(context, context.param("company_id"))),
      options,
    ),
};
