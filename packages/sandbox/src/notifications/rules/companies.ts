import type { JsonObject } from "../../description/openapi.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { type Company, companies } from "../../records/companies.ts";
import { type Contact, contacts } from "../../records/contacts.ts";
import { companyView } from "../../resources/companies/company-view.ts";
import { type Changes, differs, without } from "../changes.ts";
import type { Occurrence, Topic } from "../occurrence.ts";
import { contactItem } from "./contacts.ts";

/** The item of a company: unlike in the API, unset properties are null, and tags are ids. */
function companyItem(context: RequestContext, company: Company): JsonObject {
  const { plan, size, website, industry, remote_created_at, last_request_at } = company;
  return {
    ...companyView(context, company),
    plan: plan && { type: "plan", ...plan },
    ...{ size, website, industry, remote_created_at, last_request_at },
    tag_ids: company.tags.map(({ id }) => id),
  };
}

/** The item of a company beside a contact: it has the id of its plan, and details that are set only. */
function attachedCompanyItem(context: RequestContext, company: Company): JsonObject {
  const { plan, size, website, industry, ...item } = companyItem(context, company);
  const details = Object.entries({ size, website, industry }).filter(([, value]) => value !== null);
  return { ...item, ...Object.fromEntries(details), plan_id: company.plan?.id ?? null };
}

/** What happened to companies, and to the contacts in them. */
export function* companyRule(changes: Changes): Generator<Occurrence> {
  for (const { before, after } of changes.of(companies)) {
    if (!after) {
      if (before) yield deleted(before);
    } else if (!before) yield about("company.created", after);
    else if (isUpdated(before, after)) yield about("company.updated", after);
  }
  for (const { before, after } of changes.of(contacts)) {
    // With a deleted or merged contact, its companies are not notified.
    if (!after) continue;
    const had = before?.company_ids ?? [];
    yield* moved(changes, "company.contact.attached", after, without(after.company_ids, had));
    yield* moved(changes, "company.contact.detached", after, without(had, after.company_ids));
  }
}

const about = (topic: Topic, company: Company): Occurrence => ({
  topic,
  item: (context) => companyItem(context, company),
});

function deleted({ id }: Company): Occurrence {
  return { topic: "company.deleted", item: () => ({ id, type: "company", deleted: true }) };
}

function isUpdated(before: Company, after: Company): boolean {
  const names = Object.keys(after) as (keyof Company)[];
  return differs(
    before,
    after,
    names.filter((name) => name !== "updated_at"),
  );
}

function* moved(
  { store }: Changes,
  topic: Topic,
  contact: Contact,
  ids: readonly string[],
): Generator<Occurrence> {
  for (const id of ids) {
    const company = store.collection(companies).get(id);
    // A deleted company has its own topic.
    if (!company) continue;
    const item = (context: RequestContext) => ({
      company: attachedCompanyItem(context, company),
      contact: contactItem(context, contact),
    });
    yield { topic, item };
  }
}
