import type { IntercomOptions } from "@interkit/client";
import { createIntercom } from "@interkit/client/2.17";
import { erase } from "@interkit/jobs/erase";

/** Erases a person by an email, for good, and returns lines for the record of the request. */
export async function erasePerson(options: IntercomOptions, email: string): Promise<string[]> {
  const { contacts, stays, notLookedFor } = await erase(createIntercom(options), { email });
  return [
    ...contacts.map(({ id, role, state }) => `${role ?? "contact"} ${id}: ${state}`),
    ...[...stays, ...notLookedFor].map(({ what, why }) => `not erased: ${what}. ${why}`),
  ];
}
