// What the programs have in common: their arguments, and a run that waits for the lease of one that was killed.
import { setTimeout as wait } from "node:timers/promises";
import { createIntercom } from "@interkit/client/2.16";
import { JobError } from "@interkit/jobs";

const [url, folder] = process.argv.slice(2);

/** Where the program keeps its files. */
export const at = (name) => `${folder}/${name}`;

export const intercom = createIntercom({ token: "any", baseUrl: url });

/** A short lease, so that the next process need not wait long for one that was killed; its report is left out. */
export const lease = { leaseMs: 300, onWait: () => undefined };

/** Works until no other process has the lease. */
export async function whenFree(work) {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof JobError) || error.reason !== "running") throw error;
      await wait(20);
    }
  }
}
