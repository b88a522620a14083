import type { JsonObject } from "../../description/openapi.ts";
import { isAtLeast } from "../../description/versions.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { withoutNulls } from "../../handlers/response-values.ts";
import type { Company } from "../../records/companies.ts";
import { userCount } from "../../records/companies.ts";
import { tags } from "../../records/tags.ts";
import { notesOf, noteView } from "../notes/notes.ts";
import { segmentsOfCompany } from "../segments/segment-members.ts";
import { segmentView } from "../segments/segments.ts";
import { tagView } from "../tags/tags.ts";

/** The response of a company. Unset properties are left out. */
export function companyView(context: RequestContext, company: Company): JsonObject {
  const { id, plan, size, website, industry, remote_created_at, last_request_at } = company;
  return {
    type: "company",
    id,
    company_id: company.company_id,
    app_id: context.workspace.id,
    name: company.name ?? company.company_id,
    plan: plan === null ? {} : { type: "plan", ...plan },
    ...withoutNulls({ size, website, industry, remote_created_at, last_request_at }),
    monthly_spend: company.monthly_spend,
    session_count: company.session_count,
    user_count: userCount(context, company),
    created_at: company.created_at,
    updated_at: company.updated_at,
    custom_attributes: company.custom_attributes,
    tags: {
      type: "tag.list",
      tags: company.tags.map((applied) => tagView(context.find(tags, applied.id))),
    },
    segments: {
      type: "segment.list",
      segments: segmentsOfCompany(context, company).map(segmentView),
    },
    ...(isAtLeast(context.version, "2.16") ? { notes: noteList(context, company) } : {}),
  };
}

/** The response of attaching a company. In 2.11, it is the only response with the notes. */
export function attachedView(context: RequestContext, company: Company): JsonObject {
  return { ...companyView(context, company), notes: noteList(context, company) };
}

function noteList(context: RequestContext, { id }: Company): JsonObject {
  const notes = notesOf(context, "company", id);
  return {
    type: "note.list",
    data: notes.slice(0, 10).map((note) => noteView(context, note)),
    url: `/companies/${id}/notes`,
    total_count: notes.length,
    has_more: notes.length > 10,
  };
}
