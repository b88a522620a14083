import type { IntercomOptions } from "@interkit/client";
import { type CreateTicketRequest, createIntercom, query } from "@interkit/client/2.16";
import { waitForJob } from "@interkit/client/helpers/wait-for-job";
import { defineJob, fromJsonLines, type JobSummary, run } from "@interkit/jobs";

/** Opens a ticket for each line of a file. It has a title that no other one has, so that it is opened once. */
export function openTickets(
  options: IntercomOptions,
  { file, state }: { readonly file: string; readonly state: string },
): Promise<JobSummary> {
  const intercom = createIntercom(options);
  const job = defineJob({
    name: "open-tickets",
    source: fromJsonLines<CreateTicketRequest & { title: string }>(file),
    key: ({ title }) => title,
    step: async ({ title, ...ticket }, { call }) => {
      const found = intercom.tickets.search({ query: query.tickets.eq("title", title) }, call);
      if (await found.first()) return;
      const ticket_attributes = { ...ticket.ticket_attributes, _default_title_: title };
      const enqueued = await intercom.tickets.enqueue({ ...ticket, ticket_attributes }, call);
      await waitForJob(intercom, enqueued, { signal: call.signal });
    },
  });
  return run(job, { state });
}
