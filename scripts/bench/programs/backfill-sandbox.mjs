// A sandbox with a limit of calls a minute, which counts what it gets. Sends its URL, and its counts on request.
import { createSandbox } from "@interkit/sandbox";

const [perMinute, latencyMs] = process.argv.slice(2).map(Number);
const counts = { calls: 0, creates: 0, created: 0, limited: 0 };
const sandbox = createSandbox({
  rateLimit: { perMinute, workspacePerMinute: perMinute },
  log: ({ operation, status }) => {
    if (status === 429) counts.limited += 1;
    else counts.calls += 1;
    if (operation !== "contacts.create" || status === 429) return;
    counts.creates += 1;
    if (status === 200) counts.created += 1;
  },
});
if (latencyMs > 0) sandbox.faults.add({ route: "* /*", fault: { kind: "slow", latencyMs } });

process.once("disconnect", () => process.exit());
process.on("message", () => process.send(counts));
const { url } = await sandbox.listen();
process.send(url);
