import { expect, test } from "vitest";
import { openPty, plainLines } from "../support/pty.ts";
import { listen } from "../support/sandbox.ts";

test("a deletion is sent after the answer yes, and not after another one", async () => {
  const { sandbox, env } = await listen();
  const { id } = sandbox.seed.contact();
  const refused = openPty(["contacts", "delete", id], { env });
  await refused.shows("go on?");
  refused.type("n");
  const { code, shown } = await refused.ended;
  expect(code).toBe(1);
  expect(shown).toContain("not confirmed: nothing was sent");
  expect(sandbox.requests.list()).toEqual([]);
  const confirmed = openPty(["contacts", "delete", id], { env });
  await confirmed.shows("go on?");
  confirmed.type("y");
  expect((await confirmed.ended).code).toBe(0);
  expect(sandbox.requests.list({ operation: "contacts.delete" })).toHaveLength(1);
});

test("Ctrl-C in place of an answer sends nothing", async () => {
  const { sandbox, env } = await listen();
  const pty = openPty(["contacts", "delete", "7"], { env });
  await pty.shows("go on?");
  pty.type("\u0003");
  expect((await pty.ended).code).toBe(130);
  expect(sandbox.requests.list()).toEqual([]);
});

test("a file is not written to a terminal", async () => {
  const { sandbox, env } = await listen();
  const { code, shown } = await openPty(["data-exports", "download", "7"], { env }).ended;
  expect(code).toBe(2);
  expect(shown).toContain("the response is a file, which a terminal cannot show; give --out FILE");
  expect(sandbox.requests.list()).toEqual([]);
});

test("--data does not wait for a terminal", async () => {
  const { code, shown } = await openPty(["contacts", "create", "--data", "-"]).ended;
  expect(code).toBe(2);
  expect(shown).toContain("--data reads stdin, which is the terminal");
});

test("an object fits into the window, and its ids have no separators", async () => {
  const { sandbox, env } = await listen();
  const { id } = sandbox.seed.contact({ name: "Ada".repeat(50), external_id: "1234567" });
  const { shown } = await openPty(["contacts", "get", id], { env }).ended;
  const lines = plainLines(shown);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(lines.find((line) => line.startsWith("external_id"))).toMatch(/ 1234567$/);
  expect(lines.find((line) => line.startsWith("name"))).toMatch(/AdaAda.*…$/);
});
