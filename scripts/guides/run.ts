// npm run check:guides: follows each guide of CONTRIBUTING.md in a copy of the repository.
import { execFileSync } from "node:child_process";
import Table from "cli-table3";
import { type Copy, copyRepository } from "./copy.ts";
import { editedFiles, type Guide, guides, mostEdits } from "./guides.ts";

const table = new Table({ head: ["guide", "files edited by hand", "commands", "seconds", ""] });
const sum = { passed: 0, failed: 0 };
const copy = copyRepository();
try {
  for (const guide of guides()) {
    const start = performance.now();
    const edited = editedFiles(guide.steps).length;
    const most = mostEdits[guide.title] ?? 0;
    const fault = edited > most ? `more than ${most} files` : follow(guide, copy);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const commands = guide.steps.filter((step) => "command" in step).length;
    table.push([guide.title, edited, commands, seconds, fault ?? "passed"]);
    sum[fault === undefined ? "passed" : "failed"] += 1;
    copy.reset();
  }
} finally {
  copy.remove();
}
console.log(table.toString());
console.log(`${sum.passed} passed, ${sum.failed} failed, 0 skipped`);
process.exitCode = sum.failed > 0 ? 1 : 0;

/** Makes the steps in their order; returns the failure, if there was one. */
function follow({ title, steps }: Guide, { folder }: Copy): string | undefined {
  for (const step of steps) {
    const [program = "", ...args] = "patch" in step ? ["git", "apply", "-"] : step.command;
    const shown = "patch" in step ? "git apply" : step.command.join(" ");
    try {
      const input = "patch" in step ? step.patch : "";
      execFileSync(program, args, { cwd: folder, input, encoding: "utf8", timeout: 600_000 });
    } catch (error) {
      const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
      console.log(`${title}: ${shown}\n${stdout}${stderr}`);
      return `failed at: ${shown}`;
    }
  }
  return undefined;
}
