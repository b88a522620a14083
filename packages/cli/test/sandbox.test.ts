import { createSandbox } from "@interkit/sandbox";
import { expect, onTestFinished, test } from "vitest";
import { interkit } from "./support/interkit.ts";
import { start } from "./support/running.ts";

const listening = /listening on (http:\S+)/;

test("a sandbox runs until Ctrl-C, with the options of interkit-sandbox", async () => {
  const flags = ["--port", "0", "--api-version", "2.11", "--token", "mine", "--seed", "acme"];
  const running = start(["sandbox", ...flags], {});
  await expect.poll(running.stdout).toMatch(listening);
  const url = listening.exec(running.stdout())?.[1] ?? "";
  const hint = `INTERCOM_TOKEN=mine interkit --base-url ${url} contacts list`;
  expect(running.stdout()).toContain(hint);
  const me = await fetch(`${url}/me`, { headers: { Authorization: "Bearer mine" } });
  expect([me.status, me.headers.get("Intercom-Version")]).toEqual([200, "2.11"]);
  expect((await fetch(`${url}/me`, { headers: { Authorization: "Bearer x" } })).status).toBe(401);
  const { code, stdout } = await running.stop();
  expect(stdout).toMatch(/200 {2}GET {5}\/me/);
  expect(code).toBe(130);
  await expect(fetch(`${url}/me`)).rejects.toThrow();
});

test("--quiet prints no line per request", async () => {
  const running = start(["sandbox", "--port", "0", "--quiet"], {});
  await expect.poll(running.stdout).toMatch(listening);
  await fetch(`${listening.exec(running.stdout())?.[1]}/me`);
  expect((await running.stop()).stdout).not.toContain("/me ");
});

test("a port in use, and wrong options, are one line", async () => {
  const sandbox = createSandbox();
  onTestFinished(() => sandbox.close());
  const { port } = await sandbox.listen();
  for (const [flags, message] of [
    [["--port", `${port}`], `error: Port ${port} is already in use.`],
    [["--contacts", "5"], "error: --contacts needs --seed with a name"],
    [["--api-version", "9", "--port", "0"], 'error: There is no API version "9"'],
    [["--prot", "1"], "error: unknown option '--prot' (Did you mean --port?)"],
  ] as const) {
    const { code, stderr } = await interkit(["sandbox", ...flags]);
    expect(code).toBe(2);
    expect(stderr.startsWith(message)).toBe(true);
    expect(stderr.trimEnd()).not.toContain("\n");
  }
});
