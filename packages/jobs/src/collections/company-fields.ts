import type { Json } from "../common/json.ts";
import type { FieldType } from "./attribute-definitions.ts";
import type { ExistingObject, Fields } from "./collection.ts";
import type { SyncedCompany } from "./company-client.ts";

/** The fields of a company that can be sent besides its key. Its attributes are defined by the workspace. */
export const companyFields: ReadonlyMap<string, FieldType> = new Map<string, FieldType>([
  ["name", { type: "string" }],
  ["plan", { type: "string" }],
  ["size", { type: "integer" }],
  ["website", { type: "string" }],
  ["industry", { type: "string" }],
  ["monthly_spend", { type: "float" }],
  ["remote_created_at", { type: "date" }],
]);

/** A company as an object of the collection, with the fields that can be sent, in the form in which they are. */
export function companyObject(company: SyncedCompany): ExistingObject {
  const { id, company_id: key, name, plan } = company;
  const fields: Record<string, Json | undefined> = {};
  for (const field of companyFields.keys()) {
    fields[field] = company[field as keyof SyncedCompany] as Json | undefined;
  }
  fields["plan"] = plan?.name ?? undefined;
  fields["custom_attributes"] = company.custom_attributes as Fields;
  return { id, key, title: name ?? undefined, fields };
}
