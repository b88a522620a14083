// Writes each conversation with its parts to a file, until it is killed.
import { query } from "@interkit/client/2.16";
import { defineJob, fromChanges, run, toJsonLines } from "@interkit/jobs";
import { at, intercom, lease, whenFree } from "./process.mjs";

const all = { query: query.conversations.gt("created_at", 0), pagination: { per_page: 20 } };
const job = defineJob({
  name: "export",
  source: fromChanges((options) => intercom.conversations.search(all, options)),
  step: ({ id }, { call }) => intercom.conversations.get(id, {}, call),
  output: toJsonLines(at("conversations.jsonl")),
  concurrency: 10,
});
await whenFree(() => run(job, { state: at("state.db"), ...lease }));
