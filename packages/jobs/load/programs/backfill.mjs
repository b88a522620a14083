// Creates a contact for each row of a file, until it is killed.
import { upsertContact } from "@interkit/client/helpers/upsert-contact";
import { defineJob, fromCsv, run } from "@interkit/jobs";
import { at, intercom, lease, whenFree } from "./process.mjs";

const job = defineJob({
  name: "backfill",
  source: fromCsv(at("people.csv"), { batchSize: 20 }),
  key: ({ external_id }) => external_id,
  step: (person, { call }) => upsertContact(intercom, person, { first: "create", ...call }),
  concurrency: 10,
});
await whenFree(() => run(job, { state: at("state.db"), ...lease }));
