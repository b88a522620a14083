import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../support/folder.ts";
import { serve } from "../support/http.ts";
import { interkit } from "../support/interkit.ts";
import { memoryKeyring } from "../support/memory-keyring.ts";

interface Sent {
  readonly token: string | undefined;
  readonly version: string | undefined;
}

/** Runs a command, and returns what it sent to which of two addresses. */
async function sent(args: readonly string[], env: Record<string, string>) {
  const received: (Sent & { server: string })[] = [];
  const servers = ["A", "B"].map((server) =>
    serve(({ headers }, response) => {
      const version = headers["intercom-version"]?.toString();
      received.push({ server, token: headers.authorization?.slice("Bearer ".length), version });
      response.writeHead(200, { "content-type": "application/json" });
      response.end('{"type":"list","data":[{"type":"tag","id":"1","name":"A"}]}');
    }),
  );
  const [a = "", b = ""] = await Promise.all(servers);
  const place = (text: string) => text.replace("URL-A", a).replace("URL-B", b);
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, "interkit"));
  const workspace = { id: "1", name: "One" };
  const profiles = {
    current: { workspace, baseUrl: a, apiVersion: "2.14" },
    other: { workspace, baseUrl: b },
  };
  const file = path.join(folder, "interkit/config.json");
  writeFileSync(file, JSON.stringify({ current: "current", profiles }));
  const keyring = memoryKeyring(
    new Map([
      ["current", "token-current"],
      ["other", "token-other"],
    ]),
  );
  const placed = Object.fromEntries(Object.entries(env).map(([name, text]) => [name, place(text)]));
  const { code, stderr } = await interkit([...args.map(place), "tags", "list", "--json"], {
    env: { XDG_CONFIG_HOME: folder, ...placed },
    keyring,
  });
  return { code, stderr, received };
}

const atA = (token: string, version: string) => [{ server: "A", token, version }];
const atB = (token: string, version: string) => [{ server: "B", token, version }];

test.each([
  ["the current profile is used by default", [], {}, atA("token-current", "2.14")],
  ["--profile names another one", ["--profile", "other"], {}, atB("token-other", "2.16")],
  ["INTERCOM_PROFILE does the same", [], { INTERCOM_PROFILE: "other" }, atB("token-other", "2.16")],
  [
    "--profile comes before INTERCOM_PROFILE and INTERCOM_TOKEN",
    ["--profile", "other"],
    { INTERCOM_PROFILE: "current", INTERCOM_TOKEN: "of-env" },
    atB("token-other", "2.16"),
  ],
  [
    "INTERCOM_TOKEN comes before the current profile, without its settings",
    ["--base-url", "URL-B"],
    { INTERCOM_TOKEN: "of-env" },
    atB("of-env", "2.16"),
  ],
  [
    "a flag comes before the variable, and the variable before the profile",
    ["--api-version", "2.12"],
    { INTERCOM_API_VERSION: "2.13", INTERCOM_BASE_URL: "URL-B" },
    atB("token-current", "2.12"),
  ],
])("%s", async (_, args, env, expected) => {
  expect(await sent(args, env)).toEqual({ code: 0, stderr: "", received: expected });
});

test.each([
  [["--profile", "third"], {}, 2, 'There is no profile "third" (there is current, other); run'],
  [["--profile", "toString"], {}, 2, 'There is no profile "toString"'],
  [["--region", "eu", "--base-url", "URL-A"], {}, 2, "--region and --base-url exclude each other"],
  [["--region", "mars"], {}, 2, "Allowed choices are us, eu, au"],
  [["--api-version", "9.9"], {}, 2, "2.16, 2.17, preview"],
])("%j is one error, and nothing is sent", async (args, env, code, text) => {
  const { code: found, stderr, received } = await sent(args, env);
  expect({ found, received }).toEqual({ found: code, received: [] });
  expect(stderr).toMatch(/^error: [^\n]*\n$/);
  expect(stderr).toContain(text);
});

test("without a token the error names both ways to give one", async () => {
  const env = { XDG_CONFIG_HOME: temporaryFolder() };
  const { code, stderr } = await interkit(["tags", "list"], { env });
  expect(code).toBe(4);
  expect(stderr).toBe(
    "error: There is no access token; run `interkit login`, or set INTERCOM_TOKEN\n",
  );
});
