import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { ChangeClass } from "../policy.ts";
import { documentsOf, type Mutant } from "./check-edit.ts";

const cli = path.resolve(import.meta.dirname, "../../../node_modules/@redocly/cli/bin/cli.js");
const run = promisify(execFile);

/** The class that `redocly diff` gives a mutant. */
export async function classByRedocly(mutant: Mutant): Promise<ChangeClass> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "mutant-"));
  try {
    const files = ["base.json", "head.json"];
    for (const [index, document] of documentsOf(mutant).entries()) {
      await writeFile(path.join(folder, files[index] ?? ""), JSON.stringify(document));
    }
    const options = ["--format=json", "--fail-on=none"];
    const { stdout } = await run(process.execPath, [cli, "diff", ...files, ...options], {
      cwd: folder,
      timeout: 60_000,
      maxBuffer: 50_000_000,
      env: { ...process.env, REDOCLY_TELEMETRY: "off" },
    });
    return (JSON.parse(stdout) as { bump: ChangeClass }).bump;
  } finally {
    await rm(folder, { recursive: true });
  }
}
