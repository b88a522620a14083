import type { IntercomOptions } from "@interkit/client";
import { createIntercom } from "@interkit/client/2.16";
import { upsertContact } from "@interkit/client/helpers/upsert-contact";
import { defineJob, fromRows, type JobSummary, run } from "@interkit/jobs";

/** A person in your own system. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly hasLeft?: boolean;
  /** Grows with each change of any person. */
  readonly version: number;
}

/** Copies people that changed since the last run to Intercom, and archives those who have left. */
export function syncContacts(
  options: IntercomOptions,
  changedAfter: (version: number) => Promise<Person[]>,
  state: string,
): Promise<JobSummary> {
  const intercom = createIntercom(options);
  const job = defineJob({
    name: "sync-contacts",
    source: fromRows((version: number | undefined) => changedAfter(version ?? 0), {
      position: (person) => person.version,
      afterwards: "continue",
    }),
    step: async ({ id: external_id, email, name, hasLeft }, { call }) => {
      const { contact } = await upsertContact(intercom, { external_id, email, name }, call);
      if (hasLeft) await intercom.contacts.archive(contact.id, call);
    },
  });
  return run(job, { state });
}
