import { once } from "node:events";
import { createSandbox } from "@interkit/sandbox";
import { expect, onTestFinished, test } from "vitest";
import { runProgram } from "./support/program.ts";
import { isSigned, receiver } from "./support/receiver.ts";

const address = /listening on (http:\/\/127\.0\.0\.1:\d+)/;

test("the program prints its URL, and a curl command", async () => {
  const { said } = runProgram("--port", "0", "--token", "mine", "--api-version", "2.11");
  const url = await said(address);
  expect(await said(/to read and to try {3}(\S+)/)).toBe(`${url}/`);
  const call = await said(/curl (.+)/);
  expect(call).toBe(`-H "Authorization: Bearer mine" -H "Intercom-Version: 2.11" ${url}/contacts`);
});

test("the program prints a line per request, and stops on Ctrl-C", async () => {
  const { child, said } = runProgram("--port", "0");
  const url = await said(address);
  await fetch(`${url}/contacts`, { headers: { Authorization: "Bearer x" } });
  await said(/^\d\d:\d\d:\d\d {2}(200 {2}GET {5}\/contacts +contacts\.list +2\.16 +\d+ ms)$/m);
  await fetch(`${url}/contacts`);
  await said(/(401 {2}GET {5}\/contacts)/);
  child.kill("SIGINT");
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
});

test.each([
  [["--host", "0.0.0.0"], /Warning: anyone who reaches 0\.0\.0\.0 .* Set a --token\./s],
  [["--host", "0.0.0.0", "--token", "mine"], /^$/],
  [["--host", "localhost"], /^$/],
  [[], /^$/],
])("the program warns when any client may control it: %j", async (flags, warning) => {
  const { child, said, mistakes } = runProgram("--port", "0", ...flags);
  await said(/listening on (http:\/\/\S+)/);
  child.kill("SIGTERM");
  await once(child, "close");
  expect(mistakes()).toMatch(warning);
});

test("the program creates a workspace with data with --seed", async () => {
  const { said } = runProgram("--port", "0", "--seed", "acme", "--contacts", "3", "--quiet");
  const list = await fetch(`${await said(address)}/contacts`, {
    headers: { Authorization: "Bearer x" },
  });
  expect((await list.json()).data).toHaveLength(3);
});

test("the program allows the origins of --cors", async () => {
  const { said } = runProgram(
    "--port",
    "0",
    "--cors",
    "http://localhost:3000",
    "https://app.example",
  );
  const url = await said(address);
  const allowed = async (Origin: string) => {
    const response = await fetch(`${url}/contacts`, { headers: { Origin } });
    return response.headers.get("Access-Control-Allow-Origin");
  };
  expect(await allowed("https://app.example")).toBe("https://app.example");
  expect(await allowed("https://other.example")).toBeNull();
  const any = runProgram("--port", "0", "--cors");
  const open = await any.said(address);
  const response = await fetch(`${open}/contacts`, { headers: { Origin: "https://a.example" } });
  expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
});

test("the program reports a port in use in one line", async () => {
  const server = await createSandbox().listen();
  onTestFinished(() => server.close());
  expect(await mistake("--port", String(server.port))).toMatch(
    new RegExp(`^error: Port ${server.port} is already in use\\..*\n$`),
  );
});

test.each([
  [["--prot", "1"], "error: unknown option '--prot' (Did you mean --port?)"],
  [["--port", "65536"], /'65536' is invalid\. It has to be a whole number from 0 to 65535\.$/],
  [["--cors", "localhost:3000"], /^error: "localhost:3000" is no origin\. Write scheme, /],
  [
    ["--api-version", "9"],
    /^error: There is no API version "9"; --api-version is one of 1\.0, 2\.7,/,
  ],
  [["--token", "a b"], /'a b' is invalid\. It has to be a word without spaces\.$/],
])("the program refuses %j in one line", async (flags, said) => {
  const line = await mistake(...flags);
  expect(line.trimEnd()).toMatch(said);
  expect(line.trimEnd()).not.toContain("\n");
});

/** What the program prints to standard error when its arguments are wrong. */
async function mistake(...flags: string[]): Promise<string> {
  const { child, mistakes } = runProgram(...flags);
  const [code] = await once(child, "close");
  expect(code).toBe(1);
  return mistakes();
}

test("the program sends notifications to --webhook", async () => {
  const endpoint = await receiver();
  const flags = ["--webhook", endpoint.url, "--webhook-secret", "mine", "--webhook-topic", "tag.*"];
  const wrong = runProgram("--port", "0", ...flags);
  await once(wrong.child, "close");
  expect(wrong.mistakes()).toMatch(/No version has a topic "tag\.\*"/);
  flags.splice(-1, 1, "contact.*", "company.*");
  const { said } = runProgram("--port", "0", ...flags);
  const url = await said(address);
  await fetch(`${url}/_sandbox/seed/contact`, { method: "POST", body: "{}" });
  await expect.poll(() => endpoint.topics).toEqual(["contact.user.created"]);
  const posts = endpoint.requests.filter(({ method }) => method === "POST");
  expect(posts.every((request) => isSigned(request, "mine"))).toBe(true);
  const alone = runProgram("--port", "0", "--webhook-secret", "mine");
  await once(alone.child, "close");
  expect(alone.mistakes()).toMatch(/--webhook-topic need --webhook with an address/);
});
