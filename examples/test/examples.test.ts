import { createSandbox, type Sandbox } from "@interkit/sandbox";
import { expect, onTestFinished, test } from "vitest";
import { newContactFields } from "../compare-versions.ts";
import { exportCompanies } from "../export-companies.ts";
import { tagQuietUsers } from "../search-and-tag.ts";

test("search-and-tag tags only users who were not seen since the day", async () => {
  const { options, sandbox } = await startSandbox();
  const seen = (day: string) => ({ role: "user" as const, last_seen_at: Date.parse(day) / 1000 });
  const quiet = sandbox.seed.contact(seen("2020-01-01"));
  const busy = sandbox.seed.contact(seen("2026-01-01"));
  const tag = sandbox.seed.tag({ name: "Quiet" });
  expect(await tagQuietUsers(options, tag.id, new Date("2025-01-01"))).toBe(1);
  expect(await readTags(options.baseUrl, quiet.id)).toEqual(["Quiet"]);
  expect(await readTags(options.baseUrl, busy.id)).toEqual([]);
});

test("export-companies yields a line for every company", async () => {
  const { options, sandbox } = await startSandbox();
  sandbox.seed.company({ company_id: "engines", name: "Engines, Analytical" });
  for (let n = 0; n < 120; n += 1) sandbox.seed.company({ company_id: `c-${n}` });
  const lines: string[] = [];
  for await (const line of exportCompanies(options)) lines.push(line);
  expect(lines).toHaveLength(122);
  expect(lines.find((line) => line.startsWith("engines,"))).toContain('"Engines, Analytical"');
});

test("compare-versions names the new fields of a contact", async () => {
  const { options, sandbox } = await startSandbox();
  const fields = await newContactFields(options, sandbox.seed.contact({ role: "user" }).id);
  expect(fields).toContain("enabled_push_messaging");
  expect(fields).not.toContain("email");
});

async function startSandbox(): Promise<{
  options: { token: string; baseUrl: string };
  sandbox: Sandbox;
}> {
  const sandbox = createSandbox();
  const server = await sandbox.listen({ port: 0 });
  onTestFinished(() => server.close());
  return { options: { token: "any", baseUrl: server.url }, sandbox };
}

async function readTags(url: string, contactId: string): Promise<string[]> {
  const response = await fetch(`${url}/contacts/${contactId}/tags`, {
    headers: { authorization: "Bearer any", "intercom-version": "2.16" },
  });
  const { data } = (await response.json()) as { data: { name: string }[] };
  return data.map(({ name }) => name);
}
