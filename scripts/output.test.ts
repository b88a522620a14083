import { spawn } from "node:child_process";
import path from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");

/** Runs a program of the repository with a pipe that closes without reading its output. */
async function unread(program: string, argument: string) {
  const child = spawn(process.execPath, ["--import", "tsx", program, argument], { cwd: root });
  child.stdout.destroy();
  const code = new Promise((resolve) => child.once("close", resolve));
  return { errors: await text(child.stderr), code: await code };
}

test.concurrent.each([
  ["scripts/evidence/run.ts", "Contact.name"],
  ["openapi/src/check-recorded.ts", "--help"],
  ["scripts/official/run.ts", "."],
])("%s ends without an error when its reader closes the pipe", async (program, argument) => {
  expect(await unread(program, argument)).toEqual({ errors: "", code: 0 });
});
