import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { createSandbox } from "@interkit/sandbox";
import { expect, test } from "vitest";
import { followProgram, programArguments, runProgram } from "./support/program.ts";
import { create, openSandbox, readState, sendRequest, stateFile } from "./support/state.ts";

const empty = JSON.stringify(createSandbox().snapshot());

const unfit: readonly [string, (file: string) => void, RegExp][] = [
  ["text", (file) => writeFileSync(file, "# Notes\n\nBuy milk\n"), /is not a snapshot/],
  ["other JSON", (file) => writeFileSync(file, '{"name":"x"}\n'), /it has no format/],
  ["another format", (file) => writeFileSync(file, '{"format":2}\n'), /its format is 2, not 1/],
  ["half a snapshot", (file) => writeFileSync(file, empty.slice(0, -9)), /is not a snapshot/],
  ["a broken line", (file) => writeFileSync(file, `${empty}\n{"ids\n\n`), /Line 2 is broken/],
  ["a line of else", (file) => writeFileSync(file, `${empty}\n{"a":1}\n`), /Line 2 is broken/],
  ["a folder", (file) => mkdirSync(file), /It is not a file\. Name one/],
];

test.each(unfit)("%s is refused by name and not changed", async (_, prepare, reason) => {
  const file = stateFile();
  prepare(file);
  const content = () => (statSync(file).isFile() ? readFileSync(file, "utf8") : readdirSync(file));
  const before = content();
  const sandbox = createSandbox({ file });
  const error = (await sandbox.ready.catch((refusal: unknown) => refusal)) as Error;
  expect(error.message).toMatch(reason);
  expect(error.message).toContain(`The sandbox cannot keep its state in ${file}.`);
  expect(error.message).not.toContain("\n");
  await expect(sendRequest(sandbox, "GET", "/tags")).rejects.toBe(error);
  await expect(sandbox.listen()).rejects.toBe(error);
  for (const work of [sandbox.seed.tag, sandbox.reset, sandbox.snapshot]) {
    expect(() => work()).toThrow(error.message);
  }
  await sandbox.close();
  expect(content()).toEqual(before);
  expect(readdirSync(dirname(file))).toEqual([basename(file)]);
});

test("the error of a missing folder names it, and the fix", async () => {
  const file = join(stateFile(), "state.jsonl");
  await expect(createSandbox({ file }).ready).rejects.toThrow(
    `cannot keep its state in ${file}. There is no such folder. Make it first.`,
  );
});

// Permissions do not apply to the superuser.
test.skipIf(process.getuid?.() === 0)("a file that may not be written is refused", async () => {
  const file = stateFile();
  writeFileSync(file, empty);
  chmodSync(file, 0o400);
  await expect(createSandbox({ file }).ready).rejects.toThrow(/Change its permissions, or name/);
  expect(readFileSync(file, "utf8")).toBe(empty);
});

test("the workspace cannot be used before it is created", async () => {
  const sandbox = createSandbox({ file: stateFile() });
  expect(() => sandbox.seed.tag()).toThrow("await sandbox.ready first");
  expect(() => sandbox.snapshot()).toThrow("await sandbox.ready first");
  await sandbox.ready;
  expect(sandbox.seed.tag().id).toBe("1");
  await sandbox.close();
});

test("two sandboxes of a program cannot open the same file, under any path", async () => {
  const file = stateFile();
  const first = await openSandbox(file);
  const other = `${file}.link`;
  symlinkSync(file, other);
  for (const name of [file, other, join(dirname(file), ".", "x", "..", basename(file))]) {
    await expect(createSandbox({ file: name }).ready).rejects.toThrow(
      `in ${file}. Another sandbox of this program has it open; close() that one first.`,
    );
  }
  await first.close();
  const second = await openSandbox(other);
  second.seed.tag({ name: "Second" });
  expect(await readState(file)).toEqual(second.snapshot());
});

test("a program cannot open the file of another running program, and prints one line", async () => {
  const file = stateFile();
  const first = runProgram("--port", "0", "--file", file);
  await first.said(/listening on (http:\/\/127\.0\.0\.1:\d+)/);
  const second = runProgram("--port", "0", "--file", file);
  const [code] = await once(second.child, "exit");
  expect(code).toBe(1);
  expect(second.mistakes().trim().split("\n")).toEqual([
    expect.stringMatching(`Process ${first.child.pid} has it open; stop that one first`),
  ]);
  // After Ctrl-C, only the file remains.
  first.child.kill("SIGINT");
  await once(first.child, "exit");
  expect(readdirSync(dirname(file))).toEqual([basename(file)]);
});

test("the lock and temporary file of a killed program are removed, and no other file", async () => {
  const file = stateFile();
  const { pid } = spawnSync(process.execPath, ["--version"]);
  const half = `${file}.123456`;
  const [backup, strange] = [`${file}.1`, `${dirname(file)}/other.jsonl.7.lock`];
  writeFileSync(`${file}.${pid}.lock`, half);
  for (const path of [half, backup, strange]) writeFileSync(path, "");
  const sandbox = await openSandbox(file);
  await sandbox.close();
  expect(readdirSync(dirname(file)).sort()).toEqual(
    [strange, file, backup].map((path) => basename(path)).sort(),
  );
});

test("a file that another program has changed is not written, and every response reports it", async () => {
  const file = stateFile();
  const sandbox = await openSandbox(file);
  const kept = readFileSync(file);
  for (const change of [() => writeFileSync(file, "Mine"), () => rmSync(file)]) {
    change();
    const { status, text } = await sendRequest(sandbox, "POST", "/tags", { name: "Lost?" });
    expect(status).toBe(500);
    expect(text).toContain("Something else changed or removed it. Start the sandbox again");
    expect(existsSync(file) ? readFileSync(file, "utf8") : "Mine").toBe("Mine");
  }
  // With the original content, all changes in between are written.
  writeFileSync(file, kept);
  await create(sandbox, "POST", "/tags", { name: "Kept" });
  expect(await readState(file)).toEqual(sandbox.snapshot());
});

test("a full disk is an error in the response, and loses no answered change", async () => {
  const file = stateFile();
  // A limit on the size of files fails in the middle of a line, as a full disk does. It raises a
  // signal, which must not end the program.
  const limited = `ulimit -f 200 && exec "$0" "$@"`;
  const deaf = ["--import", 'data:text/javascript,process.on("SIGXFSZ", () => {})'];
  const flags = ["--port", "0", "--file", file, "--quiet"];
  const { child, said } = followProgram(
    spawn("sh", ["-c", limited, process.execPath, ...deaf, ...programArguments, ...flags]),
  );
  const url = await said(/listening on (http:\/\/127\.0\.0\.1:\d+)/);
  const answered: string[] = [];
  let refusal = "";
  for (let count = 1; count < 100 && refusal === ""; count += 1) {
    const name = `${count} ${"x".repeat(9_000)}`;
    const response = await fetch(`${url}/contacts`, {
      method: "POST",
      headers: { Authorization: "Bearer x", "Content-Type": "application/json" },
      body: JSON.stringify({ role: "lead", name }),
    });
    if (response.status === 200) answered.push(name);
    else refusal = await response.text();
  }
  expect(refusal).toContain(`The sandbox cannot keep its state in ${file}`);
  child.kill("SIGKILL");
  await once(child, "exit");
  const names = (await readState(file)).collections["contacts"]?.map((contact) => contact);
  expect(names?.map((contact) => "name" in contact && contact.name)).toEqual(answered);
});
