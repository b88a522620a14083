import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../support/folder.ts";
import { programCommand, sourceCli } from "../support/processes.ts";
import { openPty, plainLines } from "../support/pty.ts";
import { listen } from "../support/sandbox.ts";

const ctrlC = "\u0003";
const esc = "\u001b";
const outputProgram = programCommand("output");

/** The environment of a person with this many profiles. */
function withProfiles(count: number, workspaceName = "Analytical Engines"): Record<string, string> {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, "interkit"));
  const profiles = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `profile-${index}`,
      { workspace: { id: `id-${index}`, name: workspaceName } },
    ]),
  );
  writeFileSync(path.join(folder, "interkit/config.json"), JSON.stringify({ profiles }));
  return { XDG_CONFIG_HOME: folder };
}

test("a token that is typed is not shown", async () => {
  // A token that is accepted would be stored in the keyring of the person who runs this test.
  const { url } = await listen({ token: ["another"] });
  const env = { XDG_CONFIG_HOME: temporaryFolder() };
  const pty = openPty(["login", "--base-url", url], { env });
  await pty.shows("Access token:");
  const token = "dG9rOjEyMzQ1Njc4OTBhYmNkZWY=";
  pty.type(token);
  await pty.shows("*".repeat(token.length));
  pty.type("\r");
  const { code, shown } = await pty.ended;
  expect(code).toBe(4);
  expect(shown).not.toContain("dG9r");
});

test("Ctrl-C at a question is exit code 130, without an error", async () => {
  const pty = openPty(["login"], { env: { XDG_CONFIG_HOME: temporaryFolder() } });
  await pty.shows("Access token:");
  pty.type(ctrlC);
  const { code, shown } = await pty.ended;
  expect(code).toBe(130);
  expect(shown).not.toContain("error");
});

test("Ctrl-D at a question is exit code 130, and shows the cursor again", async () => {
  for (const command of [["login"], ["tags", "delete", "1"]]) {
    const env = { XDG_CONFIG_HOME: temporaryFolder() };
    const pty = openPty(command, { env });
    await pty.shows(/Access token:|Yes/);
    pty.type("\u0004");
    const { code, shown } = await pty.ended;
    expect(code).toBe(130);
    expect(shown.lastIndexOf(`${esc}[?25h`)).toBeGreaterThan(shown.lastIndexOf(`${esc}[?25l`));
    expect(shown).not.toContain("error");
  }
});

test("Ctrl-C ends a request that is not answered, with exit code 130", async () => {
  const server = createServer();
  const requested = once(server, "request");
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.closeAllConnections());
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  const env = { INTERCOM_TOKEN: "test", INTERCOM_BASE_URL: `http://127.0.0.1:${port}` };
  const pty = openPty(["doctor"], { env });
  await requested;
  pty.type(ctrlC);
  const { code, shown } = await pty.ended;
  expect(code).toBe(130);
  expect(shown).not.toContain("error");
});

test("a table fits into the window, with its titles", async () => {
  const env = withProfiles(3, "A workspace with a very long name 株式会社 ".repeat(4));
  const { code, shown } = await openPty(["profiles"], { env, columns: 60 }).ended;
  expect(code).toBe(0);
  const lines = plainLines(shown).filter((line) => line !== "");
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/profile +workspace +id/);
  expect(lines[1]).toContain("…");
  for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(60);
});

/** Characters of East Asia are two columns wide. */
const widthOf = (line: string) => line.length + (line.match(/[\u3000-\u9fff]/g)?.length ?? 0);

test("titles are bold on a terminal, except with NO_COLOR", async () => {
  const env = withProfiles(1);
  expect((await openPty(["profiles"], { env }).ended).shown).toContain(`${esc}[1m`);
  const { shown } = await openPty(["profiles"], { env: { ...env, NO_COLOR: "1" } }).ended;
  expect(shown).not.toContain(`${esc}[1m`);
});

test("what a stored name contains is not interpreted by the terminal", async () => {
  const env = withProfiles(1, `${esc}]0;title\u0007${esc}[31m`);
  const { shown } = await openPty(["profiles"], { env }).ended;
  expect(shown).toContain("\\u001b]0;title\\u0007\\u001b[31m");
});

test("a pipe that is closed early ends the command quietly", async () => {
  const env = withProfiles(20_000);
  const script = '"$@" | head -n 1; echo "exit $PIPESTATUS"';
  const command = ["/bin/bash", "-c", script, "bash"];
  const { shown } = await openPty([...sourceCli, "profiles"], { env, command }).ended;
  expect(plainLines(shown).filter((line) => line !== "")).toEqual([
    "\tprofile-0\tAnalytical Engines\tid-0\t\t",
    "exit 0",
  ]);
});

test("progress is a bar that leaves notices whole, and goes away", async () => {
  const pty = openPty([], { command: outputProgram });
  await pty.shows(/Reading contacts \[-+\] 0 of 3,000/);
  pty.type("\r");
  const shown = await pty.shows(/A notice above the bar\r\n(?:.|\n)*\[=+-+\] 1,500 of 3,000/);
  expect(plainLines(shown)).toContainEqual(expect.stringMatching(/A notice above the bar$/));
  pty.type("\r");
  await pty.shows("Delete everything?");
  pty.type("y");
  const { code, shown: all } = await pty.ended;
  expect(code).toBe(0);
  expect(plainLines(all)).toContain("deleted");
});
