import type { JsonObject } from "../../description/openapi.ts";
import { apiError } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { contacts } from "../../records/contacts.ts";
import { formatPhone } from "../../records/phone.ts";
import { createContact, updateContact } from "../contacts/contacts.ts";

/** Creates or updates the contact of the phone number. No text message is sent. */
function redirect(context: RequestContext): JsonObject {
  const { phone, custom_attributes = {} } = context.body<{
    phone: string;
    custom_attributes?: JsonObject;
  }>();
  const number = formatPhone(phone);
  if (number === null) throw apiError(400, "invalid_phone_number", "Invalid phone number");
  const [known] = context.collection(contacts).findBy("formattedPhone", number);
  const contact = known
    ? updateContact(context, known, { custom_attributes })
    : createContact(context, { role: "lead", phone: number, custom_attributes });
  const url = `https://via.intercom.io/msgr/${contact.id}`;
  return { type: "phone_call_redirect", phone: number, url };
}

export const phoneCallRedirectHandlers: Handlers = { "phoneCallRedirects.create": redirect };
