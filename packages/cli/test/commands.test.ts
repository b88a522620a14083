import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { listening } from "./support/listening.ts";

const commands = [
  ...["export conversations", "export contacts", "export companies", "export tickets"],
  ...["mirror", "verify", "erase", "sync content", "sync articles"],
  ...["import contacts", "import companies", "backfill contacts"],
];

/** The examples of a help, each a list of arguments. */
function examplesOf(help: string): string[][] {
  const lines = help.replaceAll(/\\\n\s+/g, "").split("\n");
  return lines
    .filter((line) => line.startsWith("  $ interkit "))
    .map((line) => line.slice("  $ interkit ".length).split(" "));
}

test("the help of each command has lines of at most 80 characters, and examples that run", async () => {
  const { run, cwd, url } = await listening();
  const headers = { Authorization: "Bearer test", "Content-Type": "application/json" };
  const body = JSON.stringify({ name: "plan", model: "contact", data_type: "string" });
  await fetch(`${url}/data_attributes`, { method: "POST", headers, body });
  for (const folder of ["docs", "help"]) {
    mkdirSync(path.join(cwd, folder));
    writeFileSync(path.join(cwd, folder, "start.md"), "# Start\n\nText");
  }
  writeFileSync(path.join(cwd, "people.csv"), "external_id,email\n1,ada@example.com\n");
  writeFileSync(path.join(cwd, "customers.csv"), "company_id,name\nengines,Engines\n");
  for (const command of commands) {
    const { stdout } = await run(...command.split(" "), "--help");
    for (const line of stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
    const examples = examplesOf(stdout);
    expect(examples.length, command).toBeGreaterThan(1);
    for (const args of examples) {
      const { code, stderr } = await run(...args);
      expect({ args, code, stderr: code === 0 ? "" : stderr }).toEqual({
        ...{ args, code: 0, stderr: "" },
      });
    }
  }
});
