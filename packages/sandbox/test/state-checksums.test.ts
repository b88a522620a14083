import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { createSandbox } from "@interkit/sandbox";
import fc from "fast-check";
import { expect, test } from "vitest";
import { followProgram, programArguments } from "./support/program.ts";
import { create, openSandbox, stateFile } from "./support/state.ts";

/** A file with a snapshot and three journal entries, as after a kill. */
async function keptFile(): Promise<string> {
  const file = stateFile();
  const sandbox = await openSandbox(file);
  for (const name of ["First", "Second", "Third"]) await create(sandbox, "POST", "/tags", { name });
  return readFileSync(file, "utf8");
}

async function refusal(text: string): Promise<string> {
  const file = stateFile();
  writeFileSync(file, text);
  const error = await createSandbox({ file }).ready.catch((reason: unknown) => reason);
  expect(readFileSync(file, "utf8")).toBe(text);
  return error instanceof Error ? error.message : "";
}

test("a changed, missing or moved line is refused, with its number", async () => {
  const text = await keptFile();
  const [whole = "", first = "", second = "", third = ""] = text.trim().split("\n");
  const lines = (...all: string[]) => `${all.join("\n")}\n`;
  expect(await refusal(text.replace("Second", "Altered"))).toContain("Line 3 is broken");
  expect(await refusal(lines(whole, second, third))).toContain("Line 2 is broken");
  expect(await refusal(lines(whole, second, first, third))).toContain("Line 2 is broken");
  expect(await refusal(lines(whole, first, first))).toContain("Line 3 is broken");
  const withoutChecksum = /"is":(.*)\}$/.exec(third)?.[1] ?? "";
  expect(JSON.parse(withoutChecksum)).toHaveProperty("changes");
  expect(await refusal(lines(whole, first, second, withoutChecksum))).toContain("Line 4 is broken");
  const changed = whole.replace('"seed":"interkit"', '"seed":"interkid"');
  expect(await refusal(lines(changed, first))).toContain("Line 1 is not what was written there");
});

test("a change of any character of a complete line is detected", async () => {
  const text = await keptFile();
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: text.length - 2 }), fc.nat({ max: 94 }), async (at, code) => {
      const changed = text.slice(0, at) + String.fromCharCode(32 + code) + text.slice(at + 1);
      // A file cannot contain half of a surrogate pair.
      fc.pre(changed !== text && !/\p{Surrogate}/u.test(changed));
      expect(await refusal(changed)).not.toBe("");
    }),
    { numRuns: 60 },
  );
});

/** A program with a limit on the size of files, in blocks of 512 bytes. */
async function onFullDisk(file: string, blocks: number) {
  const limited = `ulimit -f ${blocks} && exec "$0" "$@"`;
  // The limit raises a signal, which must not end the program.
  const deaf = ["--import", 'data:text/javascript,process.on("SIGXFSZ", () => {})'];
  const flags = ["--port", "0", "--file", file, "--quiet"];
  const { child, said } = followProgram(
    spawn("sh", ["-c", limited, process.execPath, ...deaf, ...programArguments, ...flags]),
  );
  const url = await said(/listening on (http:\/\/127\.0\.0\.1:\d+)/);
  const send = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { Authorization: "Bearer x", "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  };
  const stop = async () => {
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  return { send, stop };
}

test("on a full disk, writes fail, and reads succeed", async () => {
  const file = stateFile();
  const { send, stop } = await onFullDisk(file, 200);
  const long = "x".repeat(9_000);
  let last = await send("POST", "/contacts", { role: "lead", name: long });
  for (let count = 0; count < 100 && last.status === 200; count += 1) {
    last = await send("POST", "/contacts", { role: "lead", name: long });
  }
  for (let count = 0; count < 3; count += 1) {
    expect((await send("GET", "/contacts")).status).toBe(200);
    expect((await send("GET", "/_sandbox/state")).status).toBe(200);
    const query = { field: "role", operator: "=", value: "lead" };
    expect((await send("POST", "/contacts/search", { query })).status).toBe(200);
    expect((await send("GET", "/no-such-path")).status).toBe(404);
    const refused = await send("POST", "/contacts", { role: "lead", name: long });
    expect(refused.status).toBe(500);
    expect(refused.text).toContain(`The sandbox cannot keep its state in ${file}`);
  }
  await stop();
});

test("on a full disk, an existing file is opened and read", async () => {
  const file = stateFile();
  const before = createSandbox({ file });
  await before.ready;
  for (let count = 0; count < 20; count += 1) before.seed.contact({ name: "x".repeat(9_000) });
  await before.close();
  const { size } = statSync(file);
  const { send, stop } = await onFullDisk(file, 8);
  const { status, text } = await send("GET", "/contacts?per_page=50");
  expect(status).toBe(200);
  expect(JSON.parse(text)).toMatchObject({ total_count: 20 });
  expect((await send("POST", "/tags", { name: "Lost" })).status).toBe(500);
  expect((await send("GET", "/tags")).status).toBe(200);
  await stop();
  expect(statSync(file).size).toBe(size);
  // Without the limit, it continues from there.
  const after = await openSandbox(file);
  await create(after, "POST", "/tags", { name: "Kept" });
  expect(after.snapshot().collections["contacts"]).toHaveLength(20);
});
