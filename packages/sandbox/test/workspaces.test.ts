import { createSandbox, type SandboxOptions } from "@interkit/sandbox";
import { expect, test } from "vitest";
import { type Answer, errorOf, listening } from "./support/connection.ts";
import type { Json } from "./support/workspace.ts";
import { acme, both, globex } from "./support/workspaces.ts";

const emails = ({ body }: Answer): string[] => body.data.map((one: Json) => one.email);

test("the token selects the workspace, which GET /me names", async () => {
  const { send } = await listening(createSandbox(both));
  const { body: me } = await send("globex-other", "GET", "/me");
  const facts = { id_code: "globex", name: "Globex", region: "EU", timezone: "Europe/Dublin" };
  expect(me.app).toMatchObject(facts);
  const other = await send("acme-secret", "GET", "/me");
  expect(other.body.app).toMatchObject({ id_code: "acme", name: "acme", timezone: "Etc/UTC" });
  expect(errorOf(await send("initech-secret", "GET", "/me"))).toEqual([401, "unauthorized"]);
});

test("records of one workspace are not in another", async () => {
  const sandbox = createSandbox(both);
  const { send } = await listening(sandbox);
  const ada = await send("acme-secret", "POST", "/contacts", { email: "ada@example.com" });
  sandbox.workspaces.get("globex").seed.contact({ email: "hank@example.com" });
  expect(ada.body.workspace_id).toBe("acme");
  expect(emails(await send("acme-secret", "GET", "/contacts"))).toEqual(["ada@example.com"]);
  expect(emails(await send("globex-secret", "GET", "/contacts"))).toEqual(["hank@example.com"]);
  const foreign = await send("globex-secret", "GET", `/contacts/${ada.body.id}`);
  expect(errorOf(foreign)).toEqual([404, "not_found"]);
  // An email is unique in its workspace alone.
  const same = await send("globex-secret", "POST", "/contacts", { email: "ada@example.com" });
  expect(same.status).toBe(200);
  expect(same.body.id).not.toBe(ada.body.id);
});

test("two workspaces with the same seed have the same people under different ids", async () => {
  const seed = { name: "acme", contacts: 3 };
  const sandbox = createSandbox({
    workspaces: [
      { ...acme, seed },
      { ...globex, seed },
    ],
  });
  const { send } = await listening(sandbox);
  const [one, two] = [
    await send("acme-secret", "GET", "/contacts"),
    await send("globex-secret", "GET", "/contacts"),
  ];
  expect(emails(one)).toEqual(emails(two));
  expect(one.body.data[0].id).not.toBe(two.body.data[0].id);
});

test("a workspace is added while the sandbox runs, with its data", async () => {
  const sandbox = createSandbox();
  const { send } = await listening(sandbox);
  const added = await sandbox.workspaces.add({ id: "late", seed: { name: "late", contacts: 2 } });
  expect(added).toMatchObject({ id: "late", token: "late-token", status: "active" });
  expect(emails(await send("late-token", "GET", "/contacts"))).toHaveLength(2);
  // The workspace that every sandbox has still accepts any other token.
  expect(emails(await send("any", "GET", "/contacts"))).toEqual([]);
  expect(sandbox.workspaces.list().map(({ id, token }) => [id, token])).toEqual([
    ["sandbox1", "any"],
    ["late", "late-token"],
  ]);
  sandbox.reset();
  expect(sandbox.workspaces.list().map(({ id }) => id)).toEqual(["sandbox1"]);
});

test("a suspended and a restricted workspace refuse their tokens, and no others", async () => {
  const sandbox = createSandbox(both);
  const { send } = await listening(sandbox);
  const workspace = sandbox.workspaces.get("globex");
  workspace.suspend();
  expect(errorOf(await send("globex-secret", "GET", "/me"))).toEqual([401, "token_suspended"]);
  expect(errorOf(await send("globex-other", "POST", "/contacts", {}))).toEqual([
    401,
    "token_suspended",
  ]);
  expect((await send("acme-secret", "GET", "/me")).status).toBe(200);
  workspace.restrict();
  expect(errorOf(await send("globex-secret", "GET", "/me"))).toEqual([403, "api_plan_restricted"]);
  expect(workspace.status).toBe("restricted");
  workspace.activate();
  expect((await send("globex-secret", "GET", "/me")).status).toBe(200);
});

test("each app has a limit, and the apps of a workspace share another one", async () => {
  const rateLimit = { perMinute: 12, workspacePerMinute: 18 };
  const { send } = await listening(createSandbox({ ...both, rateLimit }));
  const left = async (token: string) => {
    const { status, headers } = await send(token, "GET", "/me");
    const [limit, remaining] = ["Limit", "Remaining"].map((name) =>
      headers.get(`X-RateLimit-${name}`),
    );
    return [status, limit, remaining];
  };
  expect(await left("globex-secret")).toEqual([200, "2", "1"]);
  expect(await left("globex-secret")).toEqual([200, "2", "0"]);
  // The limit of the app refuses this one, which does not count for the others.
  expect(await left("globex-secret")).toEqual([429, "2", "0"]);
  expect(await left("globex-other")).toEqual([200, "3", "0"]);
  expect(await left("globex-other")).toEqual([429, "3", "0"]);
  expect(await left("acme-secret")).toEqual([200, "2", "1"]);
});

test("options of workspaces that are wrong are refused with the mistake", async () => {
  const wrong: [SandboxOptions, string][] = [
    [{ workspaces: [] }, "workspaces is a list of at least one workspace"],
    [{ workspaces: [{ id: "a b" }] }, "A workspace needs an id"],
    [{ workspaces: [acme, acme] }, "There is a workspace acme already"],
    [
      { workspaces: [{ id: "a", region: "UK" as "EU" }] },
      'The region of workspace a is US, EU, AU, not "UK"',
    ],
    [{ workspaces: [{ id: "a", timezone: "Dublin" }] }, 'not "Dublin"'],
    [
      { workspaces: [{ id: "a", token: "two words" }] },
      "A token of workspace a is a text without spaces",
    ],
    [{ workspaces: [{ id: "a", token: [] }] }, "Workspace a needs at least one token"],
    [{ workspaces: [acme], token: "x" }, "Each workspace has a token of its own"],
    [{ workspaces: [acme], seed: "x" }, "Each workspace has a seed of its own"],
  ];
  for (const [options, message] of wrong) expect(() => createSandbox(options)).toThrow(message);
  const shared = { workspaces: [acme, { id: "b", token: acme.token }] };
  expect(() => createSandbox(shared)).toThrow("Workspaces acme and b have the same token");
  // The message does not show the token.
  expect(() => createSandbox(shared)).not.toThrow(acme.token);
  const sandbox = createSandbox(both);
  await expect(sandbox.workspaces.add(acme)).rejects.toThrow("There is a workspace acme already");
  expect(() => sandbox.workspaces.get("initech")).toThrow(
    "There is no workspace initech. There is acme, globex.",
  );
});

test("the control API adds workspaces, and changes one of them", async () => {
  const { send } = await listening(createSandbox());
  const control = (method: string, path: string, body?: unknown) =>
    send("any", method, `/_sandbox/workspaces${path}`, body);
  const made = await control("POST", "", { id: "late", region: "AU" });
  const facts = { id: "late", name: "late", region: "AU", timezone: "Etc/UTC" };
  const view = { ...facts, token: "late-token", status: "active" };
  expect([made.status, made.body]).toEqual([201, view]);
  expect((await control("GET", "")).body.workspaces).toHaveLength(2);
  expect((await control("GET", "/late")).body).toEqual(view);
  const seeded = await control("POST", "/late/seed/contact", { email: "ada@example.com" });
  expect(seeded.status).toBe(201);
  expect(emails(await send("late-token", "GET", "/contacts"))).toEqual(["ada@example.com"]);
  const { body: before } = await control("GET", "/late/state");
  expect((await control("DELETE", "/late/state")).status).toBe(204);
  expect(emails(await send("late-token", "GET", "/contacts"))).toEqual([]);
  expect((await control("PUT", "/late/state", before)).status).toBe(204);
  expect(emails(await send("late-token", "GET", "/contacts"))).toEqual(["ada@example.com"]);
  const suspended = await control("PATCH", "/late", { status: "suspended" });
  expect(suspended.body.status).toBe("suspended");
  expect(errorOf(await send("late-token", "GET", "/me"))).toEqual([401, "token_suspended"]);
  const mistakes: [Answer, number, string][] = [
    [
      await control("GET", "/nobody"),
      404,
      "There is no workspace nobody. There is sandbox1, late.",
    ],
    [await control("PATCH", "/late", { status: "closed" }), 400, "A workspace takes"],
    [await control("PATCH", "/late", { name: "x" }), 400, "not name"],
    [await control("POST", "", { id: "late" }), 400, "There is a workspace late already"],
  ];
  for (const [{ status, body }, expected, message] of mistakes) {
    expect([status, body.error]).toEqual([expected, expect.stringContaining(message)]);
  }
});
