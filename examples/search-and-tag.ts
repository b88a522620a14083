import { type IntercomOptions, query } from "@interkit/client";
import { createIntercom } from "@interkit/client/2.16";

/** Tags the users who were last seen before a day, and returns how many there are. */
export async function tagQuietUsers(
  options: IntercomOptions,
  tagId: string,
  lastSeenBefore: Date,
): Promise<number> {
  const intercom = createIntercom(options);
  const { and, eq, lt } = query.contacts;

  // The search is complete before the first change: a change may move contacts between its pages.
  const quiet = await intercom.contacts
    .search({ query: and(eq("role", "user"), lt("last_seen_at", lastSeenBefore)) })
    .collect({ limit: 10_000 });

  for (const contact of quiet) await intercom.contacts.tags.attach(contact.id, { id: tagId });
  return quiet.length;
}
