import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { apiError, missingParameter } from "../../engine/errors.ts";
import { list, newestFirst } from "../../paging/list.ts";
import { companyNotFound, contactsOf, findCompany } from "../../records/companies.ts";
import { type Contact, contacts, findContact, isVisible } from "../../records/contacts.ts";
import { attachedView, companyView } from "../companies/company-view.ts";
import { contactView } from "./contact-view.ts";

const maxCompanies = 1000;

function attach(call: Call): JsonObject {
  const contact = findContact(call, call.param("contact_id"));
  const company = findCompany(call, String(call.body<{ id: string | number }>().id));
  if (!contact.company_ids.includes(company.id)) {
    if (contact.company_ids.length >= maxCompanies) {
      const message = `Contact has reached the maximum of ${maxCompanies} company associations`;
      throw apiError(400, "contact_company_limit_exceeded", message);
    }
    const company_ids = [...contact.company_ids, company.id];
    call.in(contacts).update(contact.id, { company_ids, updated_at: call.now });
  }
  return attachedView(call, company);
}

function detach(call: Call): JsonObject {
  const contact = findContact(call, call.param("contact_id"));
  const company = findCompany(call, call.param("company_id"));
  if (!contact.company_ids.includes(company.id)) throw companyNotFound();
  const company_ids = contact.company_ids.filter((id) => id !== company.id);
  call.in(contacts).update(contact.id, { company_ids, updated_at: call.now });
  return companyView(call, company);
}

/** The contacts of a company, and the companies of a contact. */
export const contactCompanyHandlers: Handlers = {
  "companies.contacts.list": (call) =>
    list<Contact>(
      call,
      contactsOf(call, findCompany(call, call.param("company_id"))).filter(isVisible),
      {
        order: newestFirst,
        view: (contact) => contactView(call, contact),
      },
    ),
  "contacts.companies.list": (call) => {
    const contact = findContact(call, call.param("contact_id"));
    const attached = contact.company_ids.map((id) => findCompany(call, id));
    return list(call, attached, {
      order: newestFirst,
      view: (company) => companyView(call, company),
    });
  },
  "contacts.companies.attach": {
    check: (call) => {
      const { id } = call.body<{ id?: unknown }>();
      if (id === undefined || id === null) throw missingParameter("company not specified");
    },
    handle: attach,
  },
  "contacts.companies.detach": detach,
};
