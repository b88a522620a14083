import type { Intercom as Old } from "@interkit/client/2.13";
import type { Intercom as First } from "@interkit/client/2.14";
import type { Intercom, Job } from "@interkit/client/2.16";
import { waitForJob } from "@interkit/client/helpers/wait-for-job";
import type { Intercom as Preview, Job as PreviewJob } from "@interkit/client/preview";
import { expectTypeOf, test } from "vitest";

declare const old: Old;
declare const first: First;
declare const intercom: Intercom;
declare const preview: Preview;

test("a wait takes the client of every version that has jobs, and returns its job", async () => {
  expectTypeOf(waitForJob(intercom, "1")).resolves.toEqualTypeOf<Job>();
  expectTypeOf(waitForJob(preview, "1")).resolves.toEqualTypeOf<PreviewJob>();
  waitForJob(first, await first.tickets.enqueue({ ticket_type_id: "1", contacts: [{ id: "1" }] }));
  waitForJob(intercom, "1", { onProgress: (job) => expectTypeOf(job).toEqualTypeOf<Job>() });
});

test("a version without jobs does not compile", () => {
  // @ts-expect-error jobs came with 2.14
  waitForJob(old, "1");
  // @ts-expect-error a job is no number
  waitForJob(intercom, 1);
});
