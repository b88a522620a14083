import type { Call } from "../../engine/call.ts";
import { type Field, type Fields, fieldsOf, fieldTable, foundBy } from "../../search/fields.ts";
import type { Company } from "./company-model.ts";
import { userCount } from "./company-rules.ts";

const dates = ["created_at", "updated_at", "remote_created_at", "last_request_at"] as const;
const counts = ["monthly_spend", "session_count"] as const;

const names = {
  company_id: "companyIdInLowerCase",
  name: "nameInLowerCase",
  tag_id: "tag",
  created_at: "created_at",
  updated_at: "updated_at",
  last_request_at: "last_request_at",
};

const table = foundBy<Company>(names, {
  ...fieldsOf<Company, "company_id" | "name">("string", ["company_id", "name"]),
  ...fieldsOf<Company, (typeof dates)[number]>("date", dates),
  ...fieldsOf<Company, (typeof counts)[number]>("integer", counts),
  tag_id: { type: "reference", read: (company) => company.tags.map(({ id }) => id) },
});

/**
 * What companies can be searched by.
 *
 * https://developers.intercom.com/docs/references/preview/rest-api/api.intercom.io/companies/searchcompanies
 */
export function companyFields(call: Call): Fields<Company> {
  const users: Field<Company> = { type: "integer", read: (company) => userCount(call, company) };
  return fieldTable({ ...table, user_count: users }, (company) => company.custom_attributes);
}
