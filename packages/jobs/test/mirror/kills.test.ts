import { once } from "node:events";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { createIntercom } from "@interkit/client/2.16";
import { createMirror, fileTarget } from "@interkit/jobs/sync";
import { createSandbox } from "@interkit/sandbox";
import { expect, onTestFinished, test, vi } from "vitest";
import { temporaryPath } from "../support/files.ts";
import { start } from "../support/process.ts";

test("a folder and a state file have every change after kills at random moments", async () => {
  const sandbox = createSandbox();
  const { url } = await sandbox.listen({ port: 0 });
  onTestFinished(() => sandbox.close());
  const people = createIntercom({ token: "people", fetch: sandbox.fetch });
  const contacts = Array.from({ length: 400 }, (_, number) =>
    sandbox.seed.contact({ external_id: `${number}` }),
  );
  const conversations = contacts
    .slice(0, 100)
    .map(({ id }) => sandbox.seed.conversation({ contact_ids: [id] }));
  const state = temporaryPath();
  const folder = path.join(path.dirname(state), "copy");
  const kept: number[] = [];
  for (let kills = 0; kills < 6; kills += 1) {
    const { child, printed, ended } = start("mirror-sync.ts", [url, folder, state]);
    sandbox.requests.clear();
    await once(child.stdout, "data");
    for (const { id } of contacts.slice(kills * 10, kills * 10 + 60)) {
      await people.contacts.update(id, { name: `name ${kills}` });
    }
    for (const { id } of conversations.slice(kills * 10, kills * 10 + 20)) {
      await people.conversations.update(id, { title: `title ${kills}` });
    }
    const requests = Math.ceil(Math.random() * 150);
    const sent = () => sandbox.requests.list().filter(({ method }) => method !== "PUT").length;
    await vi.waitUntil(() => sent() >= requests, { timeout: 60_000, interval: 1 });
    child.kill("SIGKILL");
    await ended;
    expect(printed.errors).toBe("");
    kept.push((await fileTarget(folder).ids("contacts", { limit: 1_000 })).length);
  }
  expect(Math.max(...kept)).toBeGreaterThan(0);
  const intercom = createIntercom({ token: "mirror", baseUrl: url });
  const mirror = createMirror(intercom, { target: fileTarget(folder), state });
  await wait(60);
  await mirror.sync();
  expect(await mirror.verify({ deep: true })).toEqual([]);
  expect(await fileTarget(folder).ids("contacts", { limit: 1_000 })).toHaveLength(400);
}, 180_000);
