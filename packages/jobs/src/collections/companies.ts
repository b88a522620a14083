import { ConfigError } from "@interkit/client";
import { checkNames } from "../options/check.ts";
import type { Collection } from "./collection.ts";
import type { CompaniesClient } from "./company-client.ts";
import { companyFields } from "./company-fields.ts";
import { OpenCompanies } from "./open-companies.ts";
import { type RowOptions, RowReader } from "./row-fields.ts";

/** Options of `companies`. */
export interface CompaniesOptions extends RowOptions {}

const isActivity = "it would make each company that is sent active";
const isIntercoms = "Intercom sets it itself";

const kind = {
  of: "companies",
  one: "company",
  fields: ["company_id", ...companyFields.keys()],
  refused: {
    update_last_request_at: isActivity,
    last_request_at: isActivity,
    id: `${isIntercoms}; your id of a company is "company_id"`,
    ...{ created_at: `${isIntercoms}; your time is "remote_created_at"`, updated_at: isIntercoms },
    ...{ user_count: isIntercoms, session_count: isIntercoms },
  },
  kept: ["company_id", ...companyFields.keys()],
};

/**
 * Companies that rows declare, as of a CSV file, of JSON lines or of a database, found by their `company_id`. A row
 * has the fields of the API, such as `name`, `plan` and `monthly_spend`, and the attributes of the workspace, as an
 * object `custom_attributes` or in flat columns such as `custom_attributes.region`. Only what a row has is sent and
 * compared. Types are converted and checked as those of `contacts` are.
 *
 * A company is never removed, since its contacts would lose it. Intercom clears only attributes of a company: an empty
 * text of another field is left out, whatever `empty` is.
 *
 * @param intercom what `createIntercom` of any version returned.
 * @throws {ConfigError} for wrong options. A plan throws it for a row without a `company_id`, and for a column that no
 * company has.
 * @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/companies/createorupdatecompany
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 * import { companies } from "@interkit/jobs/sync";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const customers = companies(intercom, { map: { Id: "company_id", Region: "custom_attributes.region" } });
 * console.log(customers.name);
 * ```
 */
export function companies(
  intercom: CompaniesClient,
  options: CompaniesOptions = {},
): Collection<object> {
  checkNames("companies", options, ["map", "empty"]);
  if (intercom?.companies === undefined || intercom.dataAttributes === undefined) {
    throw new ConfigError("companies takes a client, as createIntercom returns it");
  }
  const reader = new RowReader(kind, options);
  return {
    name: "companies",
    nouns: ["company", "companies"],
    removal: "never",
    hasKeys: true,
    toObject: (row) => {
      const { company_id, ...fields } = reader.read(row);
      const { name } = fields;
      const title = typeof name === "string" ? name : undefined;
      return { key: keyOf(company_id, title), title, fields };
    },
    open: (context) => OpenCompanies.open(intercom, context),
  };
}

function keyOf(companyId: unknown, name: string | undefined): string {
  if (typeof companyId === "number") return String(companyId);
  if (typeof companyId === "string" && companyId.trim() !== "") return companyId;
  const which = name === undefined ? "" : `, the one with the name "${name}"`;
  throw new ConfigError(
    `companies: a row has no company_id${which}; give each row your id of the company, without which Intercom would create a company each time`,
  );
}
