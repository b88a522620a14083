import { once } from "node:events";
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import type { Sandbox } from "@interkit/sandbox";
import { expect, test } from "vitest";
import { type Running, run } from "./support/program.ts";
import { ask, open, stateFile } from "./support/state.ts";
import type { Json } from "./support/workspace.ts";

/** When a program is killed: after so many answers, while it starts, or while it writes anew. */
const kills = [1, "starting", 30, "writing", 90, "writing", "starting", 200];

/** A contact: as it was answered for the last time, and the name that it was to have then. */
interface Expected {
  sure: Json | undefined;
  maybe: string | undefined;
}

type Contacts = Map<string, Expected>;

/** Makes contacts and renames them, one request after the other, until nobody answers. */
async function load(url: string, worker: string, contacts: Contacts, answered: () => void) {
  for (let count = 1; ; count += 1) {
    const external_id = `${worker}-${count}`;
    const expected: Expected = { sure: undefined, maybe: undefined };
    contacts.set(external_id, expected);
    for (const turn of ["first", "second"]) {
      // Of many lengths, so that kills hit here and there, and not in ASCII alone.
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

/** Everything that was answered is there, and what was not is whole or not there. */
async function check(sandbox: Sandbox, contacts: Contacts): Promise<void> {
  for (const [external_id, expected] of contacts) {
    const { sure, maybe } = expected;
    const path = `/contacts/find_by_external_id/${external_id}`;
    const { status, text } = await ask(sandbox, "GET", path);
    const found = status === 200 ? (JSON.parse(text) as Json) : undefined;
    if (maybe === undefined || found?.name !== maybe) expect(found).toEqual(sure);
    expected.sure = found;
    expected.maybe = undefined;
  }
}

/** Loads a program with requests, and kills it in the middle of them. */
async function killInTheMiddle(
  program: Running,
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
  // They end because nobody answers any more, and for no other reason.
  for (const error of await Promise.all(workers)) {
    expect(String(error)).toMatch(/fetch failed|terminated/);
  }
}

test("what was answered before a kill is there after it, and everything is whole", async () => {
  const file = stateFile();
  const all: Contacts = new Map();
  for (const kill of kills) {
    const contacts: Contacts = new Map();
    const program = run("--port", "0", "--file", file, "--quiet");
    const isGone = once(program.child, "exit");
    if (kill === "starting") {
      const lock = `${file}.${program.child.pid}.lock`;
      await expect.poll(() => existsSync(lock), { interval: 1, timeout: 30_000 }).toBe(true);
      program.child.kill("SIGKILL");
    } else {
      await killInTheMiddle(program, file, kill, contacts);
    }
    await isGone;
    const sandbox = await open(file);
    await check(sandbox, contacts);
    await sandbox.close();
    for (const [external_id, expected] of contacts) all.set(external_id, expected);
    // Nothing is left behind of what was half done, but for a file that was only just made.
    const left = readdirSync(dirname(file)).filter(
      (name) => statSync(join(dirname(file), name)).size > 0,
    );
    expect(left).toEqual([basename(file)]);
  }
  await check(await open(file), all);
  expect([...all.values()].filter(({ sure }) => sure).length).toBeGreaterThan(100);
}, 240_000);
