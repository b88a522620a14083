import type { IntercomOptions } from "@interkit/client";
import { createIntercom } from "@interkit/client/2.16";
import { upsertContact } from "@interkit/client/helpers/upsert-contact";
import { defineJob, fromCsv, type JobSummary, run } from "@interkit/jobs";

/** Creates or updates a contact for each row of a CSV file with the columns external_id, email and name. */
export function backfillContacts(
  options: IntercomOptions,
  { file, state }: { readonly file: string; readonly state: string },
): Promise<JobSummary> {
  const intercom = createIntercom(options);
  const job = defineJob({
    name: "backfill-contacts",
    source: fromCsv(file, { columns: ["external_id", "email", "name"] }),
    key: (person) => person.external_id,
    step: (person, { call }) => upsertContact(intercom, person, { first: "create", ...call }),
  });
  return run(job, { state });
}
