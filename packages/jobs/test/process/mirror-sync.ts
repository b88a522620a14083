// Synchronises a mirror in a folder again and again, and prints a line each time, until it is killed.
import { writeSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { createIntercom } from "@interkit/client/2.16";
import { JobError } from "@interkit/jobs";
import { createMirror, fileTarget } from "@interkit/jobs/sync";

const [baseUrl = "", folder = "", state = ""] = process.argv.slice(2);
const intercom = createIntercom({ token: "mirror", baseUrl });
const mirror = createMirror(intercom, { target: fileTarget(folder), state });
writeSync(1, "started\n");
for (;;) {
  try {
    await mirror.sync({ leaseMs: 50 });
    writeSync(1, "synchronised\n");
  } catch (error) {
    // The leases of the process before this one have to expire, and its own ones end early on a slow disk.
    if (!(error instanceof JobError) || error.reason === "state") throw error;
    await wait(5);
  }
}
