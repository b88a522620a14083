// Prints the milliseconds in which the state of a sandbox with 100,000 contacts is saved, or restored.
import { createSandbox } from "@interkit/sandbox";

const [name] = process.argv.slice(2);
const sandbox = createSandbox();
for (let index = 0; index < 100_000; index += 1) {
  sandbox.seed.contact({ role: "user", email: `user-${index}@example.com`, name: `User ${index}` });
}
const begin = performance.now();
const snapshot = await sandbox.snapshot();
const saved = performance.now();
await sandbox.restore(snapshot);
console.log(name === "snapshot" ? saved - begin : performance.now() - saved);
