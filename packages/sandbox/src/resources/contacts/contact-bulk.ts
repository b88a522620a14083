import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { companies } from "../../records/companies.ts";
import { type Contact, contacts, findContact } from "../../records/contacts.ts";
import { tags } from "../../records/tags.ts";
import { type CompanyInput, createOrUpdate } from "../companies/company-rules.ts";
import { bulk, bulkJob } from "../jobs/bulk-jobs.ts";
import { applyTag, withoutTag, withTag } from "../tags/tags.ts";
import type { ContactInput } from "./contact-rules.ts";
import { createContact, deleteContact, updateContact } from "./contacts.ts";

/** The companies and tags in an item of a bulk request. */
interface Attachments {
  readonly companies?: readonly (CompanyInput & { readonly remove?: boolean })[];
  readonly tags?: {
    readonly add?: readonly { readonly id: string | number }[];
    readonly remove?: readonly { readonly id: string | number }[];
  };
}

/** Attaches and detaches companies and tags. Unknown tags are ignored. */
function applyAttachments(context: RequestContext, contact: Contact, item: Attachments): void {
  let { company_ids } = contact;
  for (const { remove, ...input } of item.companies ?? []) {
    const [known] = context.collection(companies).findBy("companyId", String(input.company_id));
    if (remove) company_ids = company_ids.filter((id) => id !== known?.id);
    else company_ids = [...new Set([...company_ids, createOrUpdate(context, input).id])];
  }
  const added = (item.tags?.add ?? []).flatMap(
    ({ id }) => context.collection(tags).get(String(id)) ?? [],
  );
  const removed = (item.tags?.remove ?? []).map(({ id }) => String(id));
  const withAdded = added.reduce((all, tag) => withTag(all, applyTag(context, tag)), contact.tags);
  context.collection(contacts).update(contact.id, {
    company_ids,
    tags: removed.reduce(withoutTag, withAdded),
  });
}

export const contactBulkHandlers: Handlers = {
  "contacts.bulk.create": bulk("contacts", {
    byId: false,
    run: (context, item) =>
      applyAttachments(context, createContact(context, item as ContactInput), item),
  }),
  "contacts.bulk.update": bulk("contacts", {
    byId: true,
    run: (context, item) => {
      const contact = findContact(context, String(item["id"]));
      applyAttachments(context, updateContact(context, contact, item as ContactInput), item);
    },
  }),
  "contacts.bulk.delete": bulk("contacts", {
    byId: true,
    run: (context, { id }) => deleteContact(context, findContact(context, String(id))),
  }),
  "contacts.bulk.get": bulkJob("contacts"),
};
