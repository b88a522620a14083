import type { JsonObject } from "../../description/openapi.ts";
import { isAtLeast } from "../../description/versions.ts";
import type { Call } from "../../engine/call.ts";
import { filled } from "../../handlers/answer-values.ts";
import type { Company } from "../../records/companies.ts";
import { userCount } from "../../records/companies.ts";
import { tags } from "../../records/tags.ts";
import { notesOf, noteView } from "../notes/notes.ts";
import { segmentsOfCompany } from "../segments/segment-members.ts";
import { segmentView } from "../segments/segments.ts";
import { tagView } from "../tags/tags.ts";
import { workspaceId } from "../workspace/workspace.ts";

/** How a company is shown. What nobody has filled in is not there. */
export function companyView(call: Call, company: Company): JsonObject {
  const { id, plan, size, website, industry, remote_created_at, last_request_at } = company;
  return {
    type: "company",
    id,
    company_id: company.company_id,
    app_id: workspaceId,
    name: company.name ?? company.company_id,
    plan: plan === null ? {} : { type: "plan", ...plan },
    ...filled({ size, website, industry, remote_created_at, last_request_at }),
    monthly_spend: company.monthly_spend,
    session_count: company.session_count,
    user_count: userCount(call, company),
    created_at: company.created_at,
    updated_at: company.updated_at,
    custom_attributes: company.custom_attributes,
    tags: {
      type: "tag.list",
      tags: company.tags.map((applied) => tagView(call.find(tags, applied.id))),
    },
    segments: {
      type: "segment.list",
      segments: segmentsOfCompany(call, company).map(segmentView),
    },
    ...(isAtLeast(call.version, "2.16") ? { notes: noteList(call, company) } : {}),
  };
}

/** In 2.11, a company shows its notes only where it has just been attached to a contact. */
export function attachedView(call: Call, company: Company): JsonObject {
  return { ...companyView(call, company), notes: noteList(call, company) };
}

function noteList(call: Call, { id }: Company): JsonObject {
  const notes = notesOf(call, "company", id);
  return {
    type: "note.list",
    data: notes.slice(0, 10).map((note) => noteView(call, note)),
    url: `/companies/${id}/notes`,
    total_count: notes.length,
    has_more: notes.length > 10,
  };
}
