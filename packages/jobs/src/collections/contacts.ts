import { ConfigError } from "@interkit/client";
import { checkNames, checkOneOf } from "../options/check.ts";
import type { Collection } from "./collection.ts";
import type { ContactsClient } from "./contact-client.ts";
import { contactFields } from "./contact-fields.ts";
import { type ContactMatch, identify } from "./contact-keys.ts";
import { OpenContacts } from "./open-contacts.ts";
import { type RowOptions, RowReader } from "./row-fields.ts";

/** Options of `contacts`. */
export interface ContactsOptions extends RowOptions {
  /**
   * By which field a row and a contact are the same person: `"external_id"`, your id of the person, by default, or
   * `"email"`, whatever its case.
   */
  readonly matchBy?: "external_id" | "email" | undefined;
  /**
   * With `matchBy: "email"`, the role of a contact whose row has none; `"user"` by default. Leads share emails with
   * each other and with users.
   */
  readonly role?: "user" | "lead" | undefined;
  /** What becomes of a contact whose row is gone: nothing, by default, or it is archived. */
  readonly removal?: "never" | "archive" | undefined;
}

const isActivity =
  "Intercom moves it itself, so that it would differ at each plan, and a contact that was not there would count as active";
const isIntercoms = "Intercom sets it itself";

const kind = {
  of: "contacts",
  one: "contact",
  fields: [...contactFields.keys()],
  refused: {
    last_seen_at: isActivity,
    last_request_at: isActivity,
    ...{ id: isIntercoms, created_at: isIntercoms, updated_at: isIntercoms },
  },
  kept: ["role", "external_id"],
};

/**
 * Contacts that rows declare, as of a CSV file, of JSON lines or of a database. A row has the fields of the API, such
 * as `email` and `signed_up_at`, and the attributes of the workspace, as an object `custom_attributes` or in flat
 * columns such as `custom_attributes.plan`. Only what a row has is sent and compared.
 *
 * The text of a flat row becomes what Intercom has defined: a number, true or false, or a time, which may be Unix
 * seconds or ISO 8601; without a zone it is one of UTC. An attribute that does not exist, is archived or has another
 * type, and an option that is not listed, are errors of the plan, before anything is written.
 *
 * A contact that has the email of a new row and no `external_id` becomes the contact of the row. One that was archived
 * is restored when its row is sent again, and one that was merged is followed.
 *
 * @param intercom what `createIntercom` of any version returned.
 * @throws {ConfigError} for wrong options. A plan throws it for a row without the field that contacts are matched by,
 * and for a column that no contact has.
 * @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/createcontact
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 * import { contacts } from "@interkit/jobs/sync";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const people = contacts(intercom, { map: { Mail: "email", Plan: "custom_attributes.plan" } });
 * console.log(people.name);
 * ```
 */
export function contacts(
  intercom: ContactsClient,
  options: ContactsOptions = {},
): Collection<object> {
  checkNames("contacts", options, ["matchBy", "role", "removal", "map", "empty"]);
  const { matchBy = "external_id", role, removal = "never" } = options;
  checkOneOf("contacts", "matchBy", matchBy, ["external_id", "email"]);
  checkOneOf("contacts", "removal", removal, ["never", "archive"]);
  checkOneOf("contacts", "role", role ?? "user", ["user", "lead"]);
  if (role !== undefined && matchBy !== "email") {
    throw new ConfigError(
      'contacts: "role" goes with matchBy: "email"; an external_id has one contact, and a row may have a column "role"',
    );
  }
  if (intercom?.contacts === undefined || intercom.dataAttributes === undefined) {
    throw new ConfigError("contacts takes a client, as createIntercom returns it");
  }
  const match: ContactMatch =
    matchBy === "email" ? { by: "email", role: role ?? "user" } : { by: "external_id" };
  const reader = new RowReader(kind, options);
  return {
    name: "contacts",
    nouns: ["contact", "contacts"],
    removal,
    hasKeys: true,
    toObject: (row) => {
      const { key, fields } = identify(reader.read(row), match);
      const title = fields["name"] ?? fields["email"];
      return { key, fields, ...(typeof title === "string" && { title }) };
    },
    open: (context) => OpenContacts.open(intercom, match, context),
  };
}
