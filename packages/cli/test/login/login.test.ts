import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../support/folder.ts";
import { interkit } from "../support/interkit.ts";
import { memoryKeyring } from "../support/memory-keyring.ts";
import { listen } from "../support/sandbox.ts";

const token = "dG9rOjEyMzQ1Njc4OTBhYmNkZWY=";
const other = "dG9rOm90aGVyb3RoZXJvdGhlcg==";

/** A person's folder of settings, a keyring, and a sandbox that takes the two tokens. */
async function person() {
  const { url } = await listen({ token: [token, other] });
  const folder = temporaryFolder();
  const entries = new Map<string, string>();
  const options = { env: { XDG_CONFIG_HOME: folder }, keyring: memoryKeyring(entries) };
  const login = (name: string, stdin: string) =>
    interkit(["login", "--profile", name, "--base-url", url], { ...options, stdin });
  return { url, file: path.join(folder, "interkit/config.json"), entries, options, login };
}

test("a token from a pipe is stored in the keyring, and nowhere else", async () => {
  const { url, file, entries, options, login } = await person();
  const { code, stdout, stderr } = await login("default", `${token}\n`);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain('as the profile "default"');
  expect([...entries]).toEqual([["default", token]]);
  const text = readFileSync(file, "utf8");
  expect(JSON.parse(text)).toEqual({
    current: "default",
    profiles: {
      default: { baseUrl: url, workspace: { id: expect.any(String), name: expect.any(String) } },
    },
  });
  expect(text + stdout).not.toContain(token);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect((await interkit(["profiles"], options)).stdout).toMatch(/^\*\tdefault\t/);
});

test("a token that Intercom refuses is not stored", async () => {
  const { entries, login } = await person();
  const { code, stderr } = await login("default", "dG9rOndyb25nd3Jvbmd3cm9uZw==");
  expect(code).toBe(4);
  expect(stderr).toMatch(/^error: GET \/me answered 401 .*; copy it once more: .*\n$/);
  expect(entries.size).toBe(0);
});

test("without a keyring nothing is stored, and the error names the variable", async () => {
  const { url } = await listen();
  const env = { XDG_CONFIG_HOME: temporaryFolder() };
  const fail = () => Promise.reject(new Error("AccessDenied"));
  const keyring = { get: fail, set: fail, delete: fail };
  const args = ["login", "--base-url", url];
  const { code, stderr } = await interkit(args, { env, keyring, stdin: token });
  expect(code).toBe(1);
  expect(stderr).toBe(
    "error: Nothing was stored, since this system has no keyring that can be used; set INTERCOM_TOKEN instead\n",
  );
  expect((await interkit(["profiles", "--json"], { env, keyring })).stdout).toBe("");
});

test("an empty pipe is one line, before any request", async () => {
  const { code, stderr } = await interkit(["login", "--base-url", "http://127.0.0.1:9"]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: stdin has no access token; pipe it: .*\n$/);
});

test("profiles are listed, chosen and removed", async () => {
  const { entries, options, login } = await person();
  await login("one", token);
  await login("two", other);
  const current = async () => (await interkit(["profiles", "current"], options)).stdout;
  expect(await current()).toBe("two\n");
  expect((await interkit(["profiles", "use", "one"], options)).code).toBe(0);
  expect(await current()).toBe("one\n");
  const listed = (await interkit(["profiles", "--json"], options)).stdout.trim().split("\n");
  expect(listed.map((line) => JSON.parse(line))).toMatchObject([
    { name: "one", isCurrent: true },
    { name: "two", isCurrent: false },
  ]);
  expect((await interkit(["logout"], options)).code).toBe(0);
  expect([...entries.keys()]).toEqual(["two"]);
  expect((await interkit(["profiles", "current"], options)).code).toBe(1);
  const { code, stderr } = await interkit(["profiles", "use", "three"], options);
  expect(code).toBe(2);
  expect(stderr).toBe(
    'error: There is no profile "three" (there is two); run `interkit login --profile three`\n',
  );
});

test("a broken configuration file is named, and stays as it is", async () => {
  const { file, options, login } = await person();
  mkdirSync(path.dirname(file), { recursive: true });
  for (const text of ["{", "[]", '{"profiles":{"a":1}}', '{"profiles":{"a":{"region":1}}}']) {
    writeFileSync(file, text);
    for (const run of [() => interkit(["profiles"], options), () => login("a", token)]) {
      const { code, stderr } = await run();
      expect(code).toBe(2);
      expect(stderr).toMatch(/^error: The configuration file .*config\.json .*; correct it, .*\n$/);
    }
    expect(readFileSync(file, "utf8")).toBe(text);
  }
});
