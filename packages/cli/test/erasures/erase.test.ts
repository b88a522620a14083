import { expect, test } from "vitest";
import { listening } from "../support/listening.ts";

const ada = { email: "ada@example.com", external_id: "42" };

test("--dry-run prints what would be deleted, and deletes nothing", async () => {
  const { run, sandbox, writes } = await listening();
  const { id } = sandbox.seed.contact(ada);
  const { code, stdout, stderr } = await run("erase", "--email", ada.email, "--dry-run");
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${id}\tuser\temail\tfound\t\n` });
  expect(stderr).toContain("inactive contacts");
  expect(stderr).toContain("add --api-version 2.17 or preview");
  expect(writes()).toEqual([]);
});

test("--yes deletes, and the report names what stays", async () => {
  const { run, sandbox } = await listening();
  const { id } = sandbox.seed.contact(ada);
  const { code, stdout } = await run("erase", "--external-id", "42", "--yes", "--json");
  expect(code).toBe(0);
  const report = JSON.parse(stdout);
  expect(report.contacts).toEqual([{ id, role: "user", foundBy: "external_id", state: "pending" }]);
  expect(report.stays.map(({ what }: { what: string }) => what)).toContain("ratings");
  expect((await run("erase", "--id", id, "--dry-run")).stdout).toContain(id);
});

test("--api-version 2.17 finds archived contacts", async () => {
  const { run, sandbox, url } = await listening();
  const { id } = sandbox.seed.contact(ada);
  const headers = { Authorization: "Bearer test" };
  await fetch(`${url}/contacts/${id}/archive`, { method: "POST", headers });
  const args = ["erase", "--email", ada.email, "--dry-run"];
  expect((await run(...args)).stdout).toBe("");
  expect((await run(...args, "--api-version", "2.17")).stdout).toContain(id);
});

test("in a pipe nothing is deleted without --yes, and nothing is sent", async () => {
  const { run, requests } = await listening();
  for (const args of [["--email", ada.email], ["--yes"], []]) {
    const { code, stderr } = await run("erase", ...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^error: (erasing is final; .*--yes|nobody is named; give --email).*\n$/,
    );
  }
  expect(requests).toEqual([]);
});
