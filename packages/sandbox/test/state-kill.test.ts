import { once } from "node:events";
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import type { Sandbox } from "@interkit/sandbox";
import { expect, test } from "vitest";
import { type RunningProgram, runProgram } from "./support/program.ts";
import { openSandbox, sendRequest, stateFile } from "./support/state.ts";
import type { Json } from "./support/workspace.ts";

/** When a program is killed: after a number of responses, during its start, or during compaction. */
const kills = [1, "starting", 30, "writing", 90, "writing", "starting", 200];

/** A contact: its last response, and the name of the request that was not answered. */
interface Expected {
  sure: Json | undefined;
  maybe: string | undefined;
}

type Contacts = Map<string, Expected>;

/** Creates contacts and renames them, one request after the other, until the program is killed. */
async function load(url: string, worker: string, contacts: Contacts, answered: () => void) {
  for (let count = 1; ; count += 1) {
    const external_id = `${worker}-${count}`;
    const expected: Expected = { sure: undefined, maybe: undefined };
    contacts.set(external_id, expected);
    for (const turn of ["first", "second"]) {
      // Names of different lengths and with other characters than ASCII, so that kills hit any byte.
      expected.maybe = `${external_id} ${turn} ${"Zoë 🎉 ".repeat((count * 37) % 300)}end`;
      const path = expected.sure ? `/contacts/${expected.sure.id}` : "/contacts";
      const response = await fetch(url + path, {
        method: expected.sure ? "PUT" : "POST",
        headers: {
          Authorization: "Bearer x",
          "Content-Type": "application/json",
          "Intercom-Version": "Preview",
        },
        body: JSON.stringify({ role: "user", external_id, name: expected.maybe }),
      });
      expected.sure = (await response.json()) as Json;
      expect(response.status).toBe(200);
      expected.maybe = undefined;
      answered();
    }
  }
}

/** Every answered change exists, and an unanswered change exists completely or not at all. */
async function check(sandbox: Sandbox, contacts: Contacts): Promise<void> {
  for (const [external_id, expected] of contacts) {
    const { sure, maybe } = expected;
    const path = `/contacts/find_by_external_id/${external_id}`;
    const { status, text } = await sendRequest(sandbox, "GET", path);
    const found = status === 200 ? (JSON.parse(text) as Json) : undefined;
    if (maybe === undefined || found?.name !== maybe) expect(found).toEqual(sure);
    expected.sure = found;
    expected.maybe = undefined;
  }
}

/** Sends requests to a program, and kills it during them. */
async function killInTheMiddle(
  program: RunningProgram,
  file: string,
  kill: number | string,
  to: Contacts,
) {
  const url = await program.said(/listening on (http:\/\/127\.0\.0\.1:\d+)/);
  let answers = 0;
  const workers = ["a", "b", "c", "d"].map((name) =>
    load(url, `${program.child.pid}${name}`, to, () => {
      answers += 1;
    }).catch((error: unknown) => error),
  );
  const isWriting = () =>
    readdirSync(dirname(file)).some((name) => /^\.\d+$/.test(name.slice(basename(file).length)));
  const isTime = () => (typeof kill === "number" ? answers >= kill : isWriting());
  while (!isTime() && answers < 2_000) await turn();
  program.child.kill("SIGKILL");
  // The requests end because the program is killed, and for no other reason.
  for (const error of await Promise.all(workers)) {
    expect(String(error)).toMatch(/fetch failed|terminated/);
  }
}

test("every change that was answered before a kill is there after it, and the state is consistent", async () => {
  const file = stateFile();
  const all: Contacts = new Map();
  for (const kill of kills) {
    const contacts: Contacts = new Map();
    const program = runProgram("--port", "0", "--file", file, "--quiet");
    const isGone = once(program.child, "exit");
    if (kill === "starting") {
      const lock = `${file}.${program.child.pid}.lock`;
      await expect.poll(() => existsSync(lock), { interval: 1 }).toBe(true);
      program.child.kill("SIGKILL");
    } else {
      await killInTheMiddle(program, file, kill, contacts);
    }
    await isGone;
    const sandbox = await openSandbox(file);
    await check(sandbox, contacts);
    await sandbox.close();
    for (const [external_id, expected] of contacts) all.set(external_id, expected);
    // No temporary file remains, except one that was created at the moment of the kill.
    const left = readdirSync(dirname(file)).filter(
      (name) => statSync(join(dirname(file), name)).size > 0,
    );
    expect(left).toEqual([basename(file)]);
  }
  await check(await openSandbox(file), all);
  expect([...all.values()].filter(({ sure }) => sure).length).toBeGreaterThan(100);
}, 240_000);
