import type { JsonObject } from "../../description/openapi.ts";
import { apiError, missingParameter } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { list, newestFirst } from "../../paging/list.ts";
import { companyNotFound, contactsOf, findCompany } from "../../records/companies.ts";
import { type Contact, contacts, findContact, isVisible } from "../../records/contacts.ts";
import { attachedView, companyView } from "../companies/company-view.ts";
import { contactView } from "./contact-view.ts";

const maxCompanies = 1000;

function attach(context: RequestContext): JsonObject {
  const contact = findContact(context, context.param("contact_id"));
  const company = findCompany(context, String(context.body<{ id: string | number }>().id));
  if (!contact.company_ids.includes(company.id)) {
    if (contact.company_ids.length >= maxCompanies) {
      const message = `Contact has reached the maximum of ${maxCompanies} company associations`;
      throw apiError(400, "contact_company_limit_exceeded", message);
    }
    const company_ids = [...contact.company_ids, company.id];
    context.collection(contacts).update(contact.id, { company_ids, updated_at: context.now });
  }
  return attachedView(context, company);
}

function detach(context: RequestContext): JsonObject {
  const contact = findContact(context, context.param("contact_id"));
  const company = findCompany(context, context.param("company_id"));
  if (!contact.company_ids.includes(company.id)) throw companyNotFound();
  const company_ids = contact.company_ids.filter((id) => id !== company.id);
  context.collection(contacts).update(contact.id, { company_ids, updated_at: context.now });
  return companyView(context, company);
}

/** The contacts of a company, and the companies of a contact. */
export const contactCompanyHandlers: Handlers = {
  "companies.contacts.list": (context) =>
    list<Contact>(
      context,
      contactsOf(context, findCompany(context, context.param("company_id"))).filter(isVisible),
      {
        order: newestFirst,
        view: (contact) => contactView(context, contact),
      },
    ),
  "contacts.companies.list": (context) => {
    const contact = findContact(context, context.param("contact_id"));
    const attached = contact.company_ids.map((id) => findCompany(context, id));
    return list(context, attached, {
      order: newestFirst,
      view: (company) => companyView(context, company),
    });
  },
  "contacts.companies.attach": {
    check: (context) => {
      const { id } = context.body<{ id?: unknown }>();
      if (id === undefined || id === null) throw missingParameter("company not specified");
    },
    handle: attach,
  },
  "contacts.companies.detach": detach,
};
