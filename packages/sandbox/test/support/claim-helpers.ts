import type { Space } from "./claims.ts";
import type { Json } from "./workspace.ts";

/** The ids of what a list holds. */
export const ids = (list: Json): string[] => list.data.map(({ id }: Json) => id);

/** The body of a search by one field. */
export const search = (field: string, operator: string, value: unknown) => ({
  query: { field, operator, value },
});

/** A new contact's id. */
export const person = (space: Space, given: Json = {}): string => space.seed.contact(given).id;

/** A lead and a user with the same address, and the lead merged into the user. */
export async function merged(space: Space) {
  const into = person(space, { email: "ada@example.com", external_id: "ada" });
  const from = person(space, { role: "lead", email: "ada@example.com" });
  const answer = await space.ask("POST /contacts/merge", { from, into });
  return { from, into, answer };
}
