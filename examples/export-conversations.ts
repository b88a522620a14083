import type { IntercomOptions } from "@interkit/client";
import { createIntercom, query } from "@interkit/client/2.16";
import { defineJob, fromChanges, type JobSummary, run, toJsonLines } from "@interkit/jobs";

const all = { query: query.conversations.gt("created_at", 0), pagination: { per_page: 150 } };

/** Writes the conversations that changed since the last run to a file, with their parts, as lines of JSON. */
export function exportConversations(
  options: IntercomOptions,
  { file, state }: { readonly file: string; readonly state: string },
): Promise<JobSummary> {
  const { conversations } = createIntercom(options);
  const job = defineJob({
    name: "export-conversations",
    source: fromChanges((list) => conversations.search(all, list)),
    step: async ({ id }, { call, incomplete }) => {
      const conversation = await conversations.get(id, {}, call);
      const parts = conversation.conversation_parts?.total_count ?? 0;
      if (parts > 500) incomplete(`Intercom returns the newest 500 of its ${parts} parts`);
      return conversation;
    },
    output: toJsonLines(file),
  });
  return run(job, { state });
}
