import { createSandbox } from "@interkit/sandbox";
import { expect, test } from "vitest";
import { errorOf, listening } from "./support/connection.ts";
import { openSandbox, stateFile } from "./support/state.ts";
import type { Json } from "./support/workspace.ts";
import { acme, both, globex } from "./support/workspaces.ts";

test("the state of one workspace is reset, copied and restored alone", async () => {
  const sandbox = createSandbox(both);
  const [one, two] = sandbox.workspaces.list() as [Json, Json];
  one.seed.tag({ name: "First" });
  two.seed.tag({ name: "Second" });
  const before = two.snapshot();
  two.seed.tag({ name: "Third" });
  two.restore(before);
  expect(two.snapshot()).toEqual(before);
  two.reset();
  expect(two.snapshot().collections.tags).toBeUndefined();
  expect(one.snapshot().collections.tags).toHaveLength(1);
  expect(() => two.restore({ format: 2 })).toThrow("This is not a snapshot");
});

test("a snapshot has all workspaces with their status, and restores them anywhere", async () => {
  const sandbox = createSandbox(both);
  sandbox.workspaces.get("globex").seed.tag({ name: "Kept" });
  await sandbox.workspaces.add({ id: "late" });
  sandbox.workspaces.get("acme").suspend();
  const snapshot = JSON.parse(JSON.stringify(sandbox.snapshot()));
  const other = createSandbox();
  other.restore(snapshot);
  expect(other.snapshot()).toEqual(snapshot);
  const { send } = await listening(other);
  expect((await send("globex-secret", "GET", "/tags")).body.data[0].name).toBe("Kept");
  expect(errorOf(await send("acme-secret", "GET", "/tags"))).toEqual([401, "token_suspended"]);
  expect((await send("late-token", "GET", "/me")).body.app.id_code).toBe("late");
  expect(errorOf(await send("any", "GET", "/me"))).toEqual([401, "unauthorized"]);
});

test("a snapshot of one workspace becomes the state of the first one", () => {
  const single = createSandbox();
  single.seed.tag({ name: "Old" });
  const snapshot = single.snapshot();
  expect(Object.keys(snapshot)).toEqual(["format", "seed", "ids", "collections"]);
  const sandbox = createSandbox(both);
  sandbox.workspaces.get("globex").seed.tag({ name: "Lost" });
  sandbox.restore(snapshot);
  const [one, two] = sandbox.workspaces.list();
  expect(one?.snapshot().collections["tags"]).toMatchObject([{ name: "Old" }]);
  expect(two?.snapshot().collections["tags"]).toBeUndefined();
});

test("snapshots with workspaces that do not fit together are refused", () => {
  const sandbox = createSandbox(both);
  const whole = JSON.parse(JSON.stringify(sandbox.snapshot()));
  const { globex: state } = whole.workspaces;
  const wrong: [string, unknown][] = [
    ["its registry has other workspaces", { ...whole, workspaces: {} }],
    ["its registry has other workspaces", { ...whole, workspaces: { globex: state, more: state } }],
    ["its workspaces are not an object", { ...whole, workspaces: [] }],
    [
      "its collections are not an object",
      { ...whole, workspaces: { globex: { ...state, collections: 1 } } },
    ],
  ];
  for (const [reason, snapshot] of wrong) {
    expect(() => sandbox.restore(snapshot as never)).toThrow(`This is not a snapshot: ${reason}`);
  }
  expect(sandbox.snapshot()).toEqual(whole);
});

test("a file keeps the changes of all workspaces, and what was added", async () => {
  const file = stateFile();
  const first = await openSandbox(file, both);
  first.seed.tag({ name: "One" });
  first.workspaces.get("globex").seed.tag({ name: "Two" });
  await first.workspaces.add({ id: "late" });
  first.workspaces.get("late").seed.tag({ name: "Three" });
  first.workspaces.get("globex").suspend();
  const before = first.snapshot();
  await first.close();
  const second = await openSandbox(file, both);
  expect(second.snapshot()).toEqual(before);
  expect(second.workspaces.get("globex").status).toBe("suspended");
  await second.close();
  // Without the option, the workspaces of the file stay.
  const third = await openSandbox(file);
  expect(third.snapshot()).toEqual(before);
});

test("a file of one workspace is continued by the first of several", async () => {
  const file = stateFile();
  const single = await openSandbox(file);
  single.seed.tag({ name: "Old" });
  await single.close();
  const several = await openSandbox(file, both);
  expect(several.workspaces.list().map(({ id }) => id)).toEqual(["acme", "globex"]);
  expect(several.workspaces.get("acme").snapshot().collections["tags"]).toHaveLength(1);
});

test("the facts and tokens of the options replace those of the file", async () => {
  const file = stateFile();
  await (await openSandbox(file, both)).close();
  const renamed = { ...globex, name: "Globex Ltd", token: "new-secret" };
  const sandbox = await openSandbox(file, { ...both, workspaces: [acme, renamed] });
  const { send } = await listening(sandbox);
  expect((await send("new-secret", "GET", "/me")).body.app.name).toBe("Globex Ltd");
  expect(errorOf(await send("globex-secret", "GET", "/me"))).toEqual([401, "unauthorized"]);
});
