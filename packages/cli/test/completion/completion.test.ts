import { execFile, execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { temporaryFolder } from "../support/folder.ts";
import { interkit } from "../support/interkit.ts";
import { sourceCli } from "../support/processes.ts";

/** A folder with `interkit` in it, and profiles of which one has a name that a shell would run. */
function prepare() {
  const folder = temporaryFolder();
  const program = path.join(folder, "interkit");
  writeFileSync(program, `#!/bin/sh\nexec ${sourceCli.map((arg) => `'${arg}'`).join(" ")} "$@"\n`);
  chmodSync(program, 0o755);
  mkdirSync(path.join(folder, "config/interkit"), { recursive: true });
  const profile = { workspace: { id: "a", name: "A" } };
  writeFileSync(
    path.join(folder, "config/interkit/config.json"),
    JSON.stringify({ profiles: { work: profile, [`$(touch ${folder}/ran)`]: profile } }),
  );
  const env = {
    PATH: `${folder}:${process.env["PATH"]}`,
    XDG_CONFIG_HOME: path.join(folder, "config"),
    NODE_NO_WARNINGS: "1",
  };
  return { folder, env };
}

/** The proposals for words, the last of which is incomplete. */
async function proposals(...words: string[]): Promise<string[]> {
  const [node = "", ...args] = [...sourceCli, "complete", "--", ...words];
  const { stdout } = await promisify(execFile)(node, args, { env: prepare().env });
  const lines = stdout.trimEnd().split("\n");
  return lines.filter((line) => !line.startsWith(":")).map((line) => line.split("\t")[0] ?? "");
}

test("commands, options and their values are proposed", async () => {
  expect(await proposals("prof")).toEqual(["profiles"]);
  expect(await proposals("profiles", "u")).toEqual(["use"]);
  expect(await proposals("completion", "")).toEqual(["bash", "zsh", "fish", "powershell"]);
  expect(await proposals("doctor", "--js")).toEqual(["--json"]);
  expect(await proposals("doctor", "--region", "")).toEqual(["us", "eu", "au"]);
  expect(await proposals("doctor", "--region=e")).toEqual(["eu"]);
  expect(await proposals("--region=eu", "doct")).toEqual(["doctor"]);
  expect(await proposals("doctor", "--api-version", "pre")).toEqual(["preview"]);
});

test("operations of the API version, their options and their choices are proposed", async () => {
  expect(await proposals("contacts", "merge")).toEqual(["merge", "merge-history"]);
  expect(await proposals("contacts", "companies", "")).toEqual(["list", "attach", "detach"]);
  expect(await proposals("contacts", "create", "--ext")).toEqual(["--external-id"]);
  expect(await proposals("contacts", "create", "--role", "")).toEqual(["user", "lead"]);
  expect(await proposals("--api-version", "2.7", "contacts", "merge")).toEqual(["merge"]);
  expect(await proposals("--api-version=1", "contacts", "merge")).toEqual([]);
});

test("names of profiles are proposed, except those that a shell would run", async () => {
  expect(await proposals("--profile", "")).toEqual(["work"]);
  expect(await proposals("profiles", "use", "")).toEqual(["work"]);
});

/** Completes the last word of a command line in a bash that has loaded the script. */
function completeInBash(env: Record<string, string>, line: string): string[] {
  const program = `
    eval "$(interkit completion bash)"
    words() { COMP_WORDS=(); local word; while IFS= read -r word; do COMP_WORDS+=("$word"); done; }
    words < <(printf '%s\\n' "$LINE" | sed -E 's/([=:])/\\n\\1\\n/g' | tr ' ' '\\n' | sed '/^$/d')
    [[ $LINE == *[\\ =] ]] && COMP_WORDS+=("")
    [[ $LINE == *= ]] && unset 'COMP_WORDS[-1]'
    COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 ))
    _interkit_complete
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const args = ["--norc", "-c", program];
  const text = execFileSync("bash", args, { env: { ...env, LINE: line }, encoding: "utf8" });
  return text.split("\n").filter((value) => value !== "");
}

test.runIf(existsSync("/bin/bash"))("bash completes words, also after an equals sign", () => {
  const { env } = prepare();
  expect(completeInBash(env, "interkit prof")).toEqual(["profiles"]);
  expect(completeInBash(env, "interkit doctor --region=")).toEqual(["us", "eu", "au"]);
  expect(completeInBash(env, "interkit doctor --region=e")).toEqual(["eu"]);
  expect(completeInBash(env, "interkit --region=eu doct")).toEqual(["doctor"]);
});

test.runIf(existsSync("/bin/bash"))("bash runs nothing of what is typed or proposed", () => {
  const { folder, env } = prepare();
  const typed = `interkit doctor --base-url $(touch\${IFS}${folder}/ran) > ${folder}/ran --profile `;
  expect(completeInBash(env, typed)).toEqual(["work"]);
  expect(existsSync(path.join(folder, "ran"))).toBe(false);
});

test("a shell without a script is refused", async () => {
  const { code, stderr } = await interkit(["completion", "tcsh"]);
  expect(code).toBe(2);
  expect(stderr).toContain("Allowed choices are bash, zsh, fish, powershell");
});

test.each(["zsh", "fish", "powershell"])("there is a script for %s", (shell) => {
  const [node = "", ...args] = [...sourceCli, "completion", shell];
  const text = execFileSync(node, args, { encoding: "utf8" });
  expect(text).toContain("interkit complete");
});
