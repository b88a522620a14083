import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { listening } from "../support/listening.ts";
import { openPty } from "../support/pty.ts";

test("in a terminal a question follows the plan of a sync, which writes nothing without a yes", async () => {
  const { cwd, env, writes } = await listening();
  const docs = path.join(cwd, "docs");
  mkdirSync(docs);
  writeFileSync(path.join(docs, "start.md"), "# Start\n\nText");
  const base = "https://docs.example.com";
  const args = ["sync", "content", docs, "--source", base, "--url", base];
  for (const [answer, sent] of [
    ["n", 0],
    ["y", 2],
  ] as const) {
    const { type, shows, ended } = openPty(args, { env });
    await shows("1 to add");
    await shows("Apply 1 change?");
    type(answer);
    const { code, shown } = await ended;
    expect(code).toBe(0);
    // The plan that was confirmed is not printed again.
    expect(shown.match(/1 to add/g)).toHaveLength(1);
    // The content import source is written, too.
    expect(writes()).toHaveLength(sent);
  }
});
