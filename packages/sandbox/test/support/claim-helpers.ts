import type { ClaimContext } from "./claims.ts";
import type { Json } from "./workspace.ts";

/** The ids of the items of a list. */
export const ids = (list: Json): string[] => list.data.map(({ id }: Json) => id);

/** The body of a search by one field. */
export const search = (field: string, operator: string, value: unknown) => ({
  query: { field, operator, value },
});

/** Seeds a contact, and returns its id. */
export const createContact = (space: ClaimContext, given: Json = {}): string =>
  space.seed.contact(given).id;

/** A lead and a user with the same address, and the lead merged into the user. */
export async function createMergedLead(space: ClaimContext) {
  const into = createContact(space, { email: "ada@example.com", external_id: "ada" });
  const from = createContact(space, { role: "lead", email: "ada@example.com" });
  const answer = await space.request("POST /contacts/merge", { from, into });
  return { from, into, answer };
}
