import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../support/folder.ts";
import { serve } from "../support/http.ts";
import { interkit } from "../support/interkit.ts";
import { memoryKeyring } from "../support/memory-keyring.ts";
import { sourceCli } from "../support/processes.ts";
import { listen } from "../support/sandbox.ts";

const token = 'dG9rOjEyMzQ1Njc4/OTBhYmNk"ZWY+=';
const spellings = [token, JSON.stringify(token).slice(1, -1), encodeURIComponent(token), "dG9rOj"];

function expectNoToken(text: string): void {
  for (const spelling of spellings) expect(text).not.toContain(spelling);
}

test("a token that a server repeats is in no error and no result", async () => {
  const url = await serve(({ headers, url: target }, response) => {
    const isError = target?.startsWith("/tags/") === true;
    const { authorization = "" } = headers;
    response.writeHead(isError ? 400 : 200, {
      "content-type": "application/json",
      "x-request-id": authorization.replace("Bearer ", ""),
    });
    const errors = [{ code: "parameter_invalid", message: `Sent: ${authorization}` }];
    const tags = [{ type: "tag", id: "1", name: `You sent ${authorization}` }];
    response.end(
      JSON.stringify(isError ? { type: "error.list", errors } : { type: "list", data: tags }),
    );
  });
  const env = { INTERCOM_TOKEN: token, INTERCOM_BASE_URL: url };
  for (const args of [["get", "1"], ["list"], ["list", "--json"]]) {
    const { stdout, stderr } = await interkit(["--verbose", "tags", ...args], { env });
    expect(stdout + stderr).not.toBe("");
    expectNoToken(stdout + stderr);
  }
});

test("a stored token is in no file, and in no output with --verbose", async () => {
  const { url } = await listen();
  const folder = temporaryFolder();
  const options = {
    env: { XDG_CONFIG_HOME: folder, XDG_STATE_HOME: folder },
    keyring: memoryKeyring(),
  };
  const stdin = token;
  const printed = [
    await interkit(["login", "--verbose", "--base-url", url], { ...options, stdin }),
    await interkit(["--verbose", "tags", "list"], options),
    await interkit(["doctor", "--json", "--verbose"], options),
    await interkit(["tags", "create", "--name", "one", "--dry-run"], options),
  ];
  for (const { code, stdout, stderr } of printed) {
    expect(code).toBe(0);
    expectNoToken(stdout + stderr);
  }
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  const texts = files
    .filter((file) => file.isFile())
    .map((file) => {
      return readFileSync(path.join(file.parentPath, file.name), "utf8");
    });
  expect(texts).not.toEqual([]);
  expectNoToken(texts.join("\n"));
});

test.runIf(existsSync("/proc/self/cmdline"))(
  "a token is not in the arguments of the process",
  async () => {
    let child: ChildProcess | undefined;
    const cmdline = new Promise<string>((resolve) => {
      void serve(() => resolve(readFileSync(`/proc/${child?.pid}/cmdline`, "utf8"))).then((url) => {
        const [node = "", ...args] = [...sourceCli, "tags", "list"];
        const env = { INTERCOM_TOKEN: token, INTERCOM_BASE_URL: url, NODE_NO_WARNINGS: "1" };
        child = spawn(node, args, { env, stdio: "ignore" });
      });
    });
    onTestFinished(async () => {
      child?.kill("SIGKILL");
      if (child?.exitCode === null && child.signalCode === null) await once(child, "exit");
    });
    expect(await cmdline).toContain("tags");
    expectNoToken(await cmdline);
  },
);
