import type { JsonObject } from "../../description/openapi.ts";
import type { Call } from "../../engine/call.ts";
import { notesOf, noteView } from "../people/notes.ts";
import { segmentsOfCompany } from "../people/segment-members.ts";
import { segmentView } from "../people/segments.ts";
import { tags, tagView } from "../tags/tags.ts";
import { workspaceId } from "../workspace/workspace.ts";
import type { Company } from "./company-model.ts";
import { userCount } from "./company-rules.ts";

/** How a company is shown. */
export function companyView(call: Call, company: Company): JsonObject {
  const { id, plan } = company;
  const notes = notesOf(call, "company", id);
  return {
    type: "company",
    id,
    company_id: company.company_id,
    app_id: workspaceId,
    name: company.name ?? company.company_id,
    plan: plan === null ? {} : { type: "plan", id: planId(plan), name: plan },
    size: company.size,
    website: company.website,
    industry: company.industry,
    monthly_spend: company.monthly_spend,
    session_count: company.session_count,
    user_count: userCount(call, company),
    remote_created_at: company.remote_created_at,
    created_at: company.created_at,
    updated_at: company.updated_at,
    last_request_at: company.last_request_at,
    custom_attributes: company.custom_attributes,
    tags: {
      type: "tag.list",
      tags: company.tags.map((applied) => tagView(call.find(tags, applied.id))),
    },
    segments: {
      type: "segment.list",
      segments: segmentsOfCompany(call, company).map(segmentView),
    },
    notes: {
      type: "note.list",
      data: notes.slice(0, 10).map((note) => noteView(call, note)),
      url: `/companies/${id}/notes`,
      total_count: notes.length,
      has_more: notes.length > 10,
    },
  };
}

/** A plan has no operations of its own: its name says which it is. */
function planId(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}
