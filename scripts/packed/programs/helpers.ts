// What helpers of the client take and return, for any platform.

import { createIntercom as createOld } from "@interkit/client/2.7";
import { createIntercom } from "@interkit/client/2.16";
import { attachmentFiles } from "@interkit/client/helpers/attachment-files";
import { bulkCreateContacts } from "@interkit/client/helpers/bulk-contacts";
import { contentExport } from "@interkit/client/helpers/content-export";
import { customAttributes } from "@interkit/client/helpers/custom-attributes";
import { searchDays, toUnixSeconds } from "@interkit/client/helpers/times";
import { upsertCompany } from "@interkit/client/helpers/upsert-company";
import { upsertContact } from "@interkit/client/helpers/upsert-contact";
import { waitForJob } from "@interkit/client/helpers/wait-for-job";
import { wholeContact } from "@interkit/client/helpers/whole-contact";
import { createIntercom as createPreview } from "@interkit/client/preview";

const intercom = createIntercom({ token: "x" });

export async function records(email: string): Promise<string[]> {
  const { contact, outcome } = await upsertContact(intercom, { email }, { first: "create" });
  const { company } = await upsertCompany(intercom, { company_id: "42" });
  const { tags } = await wholeContact(intercom, contact);
  // @ts-expect-error an outcome is one of two words
  if (outcome === "unknown") return [];
  // @ts-expect-error a contact is found by text
  await upsertContact(intercom, { email: 5 });
  return [company.id, ...(tags?.data ?? []).map((tag) => tag.id)];
}

export async function waits(ticket_type_id: string): Promise<string | null | undefined> {
  const job = await intercom.tickets.enqueue({ ticket_type_id, contacts: [{ id: "1" }] });
  const period = { created_at_after: toUnixSeconds(new Date(0)), created_at_before: new Date() };
  for await (const row of contentExport(intercom, period).rows()) console.log(row.email);
  // @ts-expect-error jobs were added in 2.14
  void waitForJob(createOld({ token: "x" }), "1");
  return (await waitForJob(intercom, job, { timeoutMs: 60_000 })).resource_id;
}

export async function many(people: AsyncIterable<{ email: string }>): Promise<void> {
  const preview = createPreview({ token: "x" });
  for await (const { input, outcome } of bulkCreateContacts(preview, people)) {
    console.log(input.email, outcome);
  }
  // @ts-expect-error bulk jobs are part of Preview
  bulkCreateContacts(intercom, people);
}

export const files = attachmentFiles([{ name: "a.txt", data: new Blob(["a"]) }]);
export const days = searchDays({ from: new Date() }, "Europe/Dublin");

interface Plan {
  readonly plan: string;
}
export const typed = customAttributes({
  "~standard": {
    version: 1,
    vendor: "own",
    validate: (value: unknown) => ({ value: value as Plan }),
    types: { input: {} as Plan, output: {} as Plan },
  },
});
// @ts-expect-error a plan is a text
typed.check({ plan: 5 });
