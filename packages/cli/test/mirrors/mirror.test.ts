import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { interkit } from "../support/interkit.ts";
import { listening } from "../support/listening.ts";

test("a copy has everything, verify finds differences, and --compare corrects them", async () => {
  const { run, cwd, writes } = await listening({ seed: { name: "acme", contacts: 30 } });
  const copied = await run("mirror", "--to", "copy", "--streams", "contacts,tickets");
  expect({ code: copied.code, stdout: copied.stdout }).toEqual({
    ...{ code: 0, stdout: expect.stringMatching(/^contacts\t30\t0\t0\ntickets\t\d+\t0\t0\n$/) },
  });
  const args = ["verify", "--to", "copy", "--streams", "contacts"];
  const same = { code: 0, stdout: "", stderr: "The copy is the same.\n" };
  expect(await run(...args)).toEqual(same);

  const contacts = path.join(cwd, "copy", "contacts");
  const [file = ""] = readdirSync(contacts);
  const record = JSON.parse(readFileSync(path.join(contacts, file), "utf8"));
  record.data.name = "someone else";
  writeFileSync(path.join(contacts, file), JSON.stringify(record));
  const id = file.replace(".json", "");
  const found = await run(...args);
  expect(found).toEqual({ code: 3, stdout: `contacts\t${id}\tdiffers\tname\n`, stderr: "" });
  expect((await run(...args, "--json")).stdout).toBe(
    `${JSON.stringify({ stream: "contacts", id, kind: "differs", fields: ["name"] })}\n`,
  );
  await run("mirror", "--to", "copy", "--streams", "contacts", "--compare");
  expect(await run(...args)).toEqual(same);
  expect(writes()).toEqual([]);
});

test("the client of another workspace is refused, and removes nothing", async () => {
  const workspaces = [
    { id: "acme", token: "acme-token" },
    { id: "globex", token: "globex-token" },
  ];
  const { sandbox, cwd, env, url } = await listening({ workspaces });
  sandbox.seed.contact({ email: "ada@example.com" });
  const runAs = (token: string, ...args: string[]) =>
    interkit(["--base-url", url, ...args], { cwd, env: { ...env, INTERCOM_TOKEN: token } });
  expect((await runAs("acme-token", "mirror", "--to", "copy")).code).toBe(0);
  const { code, stderr } = await runAs("globex-token", "mirror", "--to", "copy", "--compare");
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr:
      "error: The copy is one of another workspace or region; use the --profile or the token that it was made with, or give --to another folder\n",
  });
  expect(readdirSync(path.join(cwd, "copy", "contacts"))).toHaveLength(1);
});

test("a wrong stream, and a folder without a copy, are refused before a request", async () => {
  const { run, requests } = await listening();
  expect(await run("mirror", "--to", "copy", "--streams", "people")).toEqual({
    ...{ code: 2, stdout: "" },
    stderr:
      'error: there is no stream "people"; --streams takes contacts, companies, conversations, tickets\n',
  });
  expect((await run("verify", "--to", "nothing")).stderr).toBe(
    "error: nothing has no copy; make one by `interkit mirror --to nothing`\n",
  );
  expect(requests).toEqual([]);
});
