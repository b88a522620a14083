// npm run release:rehearse: from a change of the description to installed packages, on this machine alone.
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { rehearse } from "./rehearse.ts";
import { Steps, Stopped } from "./steps.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "interkit-rehearsal-"));
const steps = new Steps();
const cleaning: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
let output: string | undefined;

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, async () => {
    await clean();
    process.exit(1);
  });
try {
  output = await rehearse(folder, steps, (work) => cleaning.unshift(work));
} catch (error) {
  if (!(error instanceof Stopped)) throw error;
} finally {
  await clean();
}
console.log(steps.table());
if (output !== undefined)
  console.log(`\nThe first program of the README, as installed:\n${output}\n`);
console.log(steps.closingLine());
process.exitCode = steps.failed ? 1 : 0;

async function clean(): Promise<void> {
  for (const work of cleaning.splice(0)) await work();
}
