import type { JsonObject } from "../../description/openapi.ts";
import { apiError, notFound } from "../../engine/errors.ts";
import type { HandlerResult, Handlers, RequestContext } from "../../engine/request-context.ts";
import { list } from "../../paging/list.ts";
import {
  type Contact,
  contacts,
  findContact,
  type MergedContact,
  mergedContacts,
  textFields,
  timestampFields,
} from "../../records/contacts.ts";
import { notesOf } from "../notes/notes.ts";
import { withTag } from "../tags/tags.ts";
import { recordContactActivity } from "./contact-activities.ts";
import { contactView, mergesInto, mergeView } from "./contact-view.ts";
import { countInvolvement } from "./move-involvement.ts";
import { moveRelatedRecords } from "./related-records.ts";

interface Merge {
  readonly from: Contact;
  readonly into: Contact;
  readonly skipDuplicateValidation: boolean;
}

interface Change {
  readonly field: string;
  readonly outcome: "adopted" | "discarded" | "merged";
  readonly from_value: unknown;
  readonly into_value: unknown;
  readonly new_into_value: unknown;
}

function readMerge(context: RequestContext): Merge {
  const body = context.body<{ from: string; into: string; skip_duplicate_validation?: boolean }>();
  return {
    from: findContact(context, body.from),
    into: findContact(context, body.into),
    skipDuplicateValidation: body.skip_duplicate_validation ?? false,
  };
}

/** The reason why a merge is refused, with the code that the preview returns. */
function mergeRefusal({ from, into, skipDuplicateValidation }: Merge): JsonObject | undefined {
  if (from.role !== "lead" || into.role !== "user") {
    const message = "Only a lead can be merged, and only into a user.";
    return { code: "invalid_merge_role_pair", message };
  }
  const shares = (["email", "phone", "external_id"] as const).some(
    (name) => from[name] !== null && from[name]?.toLowerCase() === into[name]?.toLowerCase(),
  );
  if (shares || skipDuplicateValidation) return undefined;
  const message =
    "The contacts share no email, phone or external id. " +
    "Set skip_duplicate_validation to true to merge them anyway.";
  return { code: "no_shared_identifier", message };
}

/** Attributes that a user without a value takes from the lead. */
const adoptable = [
  "name",
  "email",
  "phone",
  "avatar",
  "owner_id",
  ...timestampFields,
  ...textFields,
] as const;

function mergeChanges({ from, into }: Merge): Change[] {
  const found: Change[] = [];
  for (const field of adoptable) {
    const [from_value, into_value] = [from[field], into[field]];
    if (from_value === null || from_value === into_value) continue;
    const outcome = into_value === null ? "adopted" : "discarded";
    const new_into_value = into_value ?? from_value;
    found.push({ field, outcome, from_value, into_value, new_into_value });
  }
  for (const [name, from_value] of Object.entries(from.custom_attributes)) {
    const into_value = into.custom_attributes[name] ?? null;
    if (from_value === null || from_value === into_value) continue;
    const outcome = into_value === null ? "adopted" : "discarded";
    const field = `custom_attributes.${name}`;
    found.push({
      field,
      outcome,
      from_value,
      into_value,
      new_into_value: into_value ?? from_value,
    });
  }
  const union = [...new Set([...into.company_ids, ...from.company_ids])];
  if (union.length > into.company_ids.length) {
    const [from_value, into_value] = [from.company_ids, into.company_ids];
    const outcome = "merged";
    found.push({ field: "companies", outcome, from_value, into_value, new_into_value: union });
  }
  return found;
}

function merge(context: RequestContext): HandlerResult {
  const pair = readMerge(context);
  const { from, into } = pair;
  // Versions without the parameter to skip it never compared the contacts.
  const compares = context.accepts("skip_duplicate_validation");
  const reason = mergeRefusal(compares ? pair : { ...pair, skipDuplicateValidation: true });
  if (reason) {
    const failure_reason = String(reason["message"]);
    const ids = { merge_source_id: from.id, merge_target_id: into.id };
    recordContactActivity(context, "contact.merge_failed", from, { ...ids, failure_reason });
    // Returned and not thrown, so that the recorded activity is not rolled back.
    return apiError(400, "invalid_merge", failure_reason);
  }
  const merged = applyMerge(context, pair);
  recordContactActivity(context, "contact.merged", merged, {
    merge_source_id: from.id,
    merge_target_id: into.id,
  });
  return contactView(context, merged);
}

function applyMerge(context: RequestContext, pair: Merge): Contact {
  const { from, into } = pair;
  const change: Record<string, unknown> = {};
  const custom: Record<string, unknown> = { ...into.custom_attributes };
  for (const { field, new_into_value } of mergeChanges(pair)) {
    const name = /^custom_attributes\.(.+)$/.exec(field)?.[1];
    if (name === undefined) change[field === "companies" ? "company_ids" : field] = new_into_value;
    else custom[name] = new_into_value;
  }
  context.collection(contacts).delete(from.id);
  context.collection(mergedContacts).insert({
    id: from.id,
    external_id: from.external_id,
    email: from.email,
    role: from.role,
    into: into.id,
    merged_at: context.now,
  });
  moveRelatedRecords(context, from.id, into.id);
  return context.collection(contacts).update(into.id, {
    ...change,
    custom_attributes: custom,
    tags: from.tags.reduce(withTag, into.tags),
    subscription_ids: [...new Set([...into.subscription_ids, ...from.subscription_ids])],
    updated_at: context.now,
  });
}

function preview(context: RequestContext): JsonObject {
  const pair = readMerge(context);
  const reason = mergeRefusal(pair);
  if (reason) return { allowed: false, reasons: [reason] };
  const { from, into } = pair;
  const attributes = mergeChanges(pair);
  const counted = (of: (contact: Contact) => number) => ({ from: of(from), into: of(into) });
  const reassignments = {
    conversations: counted(({ id }) => countInvolvement(context, id).conversations),
    tickets: counted(({ id }) => countInvolvement(context, id).tickets),
    tags: counted(({ tags }) => tags.length),
    notes: counted(({ id }) => notesOf(context, "contact", id).length),
  };
  const moved = Object.entries(reassignments).filter(([, count]) => count.from > 0);
  return {
    allowed: true,
    summary: {
      attribute_changes: { attributes, total_count: attributes.length },
      reassignments: Object.fromEntries(moved),
    },
  };
}

function history(context: RequestContext): JsonObject {
  const contact = context.collection(contacts).get(context.param("contact_id"));
  if (contact?.role !== "user") throw notFound("Contact not found");
  const descending = context.query["order"] !== "asc";
  const order = { by: (merged: MergedContact) => merged.merged_at, descending };
  return list(context, mergesInto(context, contact.id), { order, view: mergeView });
}

export const contactMergeHandlers: Handlers = {
  "contacts.merge": merge,
  "contacts.previewMerge": preview,
  "contacts.mergeHistory.list": history,
};
