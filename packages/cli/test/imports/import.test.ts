import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { listening } from "../support/listening.ts";

async function withFile(text: string, name = "people.csv") {
  const setup = await listening();
  const write = (content: string) => writeFileSync(path.join(setup.cwd, name), content);
  write(text);
  const headers = { Authorization: "Bearer test", "Content-Type": "application/json" };
  const api = async (route: string, body?: object) => {
    const init =
      body === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(body) };
    return (await fetch(setup.url + route, init)).json();
  };
  return { ...setup, write, api };
}

const people =
  "Id,Mail,name,Seats,Note\n1,ada@example.com,Ada,3,x\n2,grace@example.com,Grace,4,y\n";
const mapped = [
  ...["--map", "Id=external_id", "--map", "Mail=email", "--map", "Seats=custom_attributes.seats"],
  ...["--ignore", "Note"],
];

test("contacts are written once: the second import has nothing to do", async () => {
  const { run, api, write, writes } = await withFile(people);
  await api("/data_attributes", { name: "seats", model: "contact", data_type: "integer" });
  const args = ["import", "contacts", "people.csv", ...mapped];
  const before = writes().length;
  const planned = await run(...args, "--dry-run");
  expect(planned.stdout).toContain("2 to add, 0 to change, 0 to remove, 0 unchanged");
  expect(writes()).toHaveLength(before);
  expect((await run(...args)).stdout).toContain("complete: 2 added");
  const sent = writes().length;
  expect((await run(...args)).stdout).toContain("0 added, 0 changed, 0 removed, 2 unchanged");
  expect(writes()).toHaveLength(sent);
  write(people.replace("Grace", "Grace Hopper"));
  expect((await run(...args)).stdout).toContain("0 added, 1 changed");
  const { data } = await api("/contacts");
  expect(
    data
      .map((one: Record<string, unknown>) => [one["email"], one["name"], one["custom_attributes"]])
      .sort(),
  ).toEqual([
    ["ada@example.com", "Ada", { seats: 3 }],
    ["grace@example.com", "Grace Hopper", { seats: 4 }],
  ]);
});

test("the rows of one file have not left another file", async () => {
  const { run, cwd } = await withFile("external_id\n1\n2\n");
  expect((await run("import", "contacts", "people.csv")).stdout).toContain("complete: 2 added");
  writeFileSync(path.join(cwd, "more.csv"), "external_id\n3\n");
  const args = ["import", "contacts", "more.csv", "--removal", "archive", "--max-removals", "9"];
  expect((await run(...args)).stdout).toContain("complete: 1 added, 0 changed, 0 removed");
});

test("companies of JSON lines are written once", async () => {
  const lines = '{"company_id":"engines","name":"Analytical Engines"}\n';
  const { run, api } = await withFile(lines, "companies.jsonl");
  const args = ["import", "companies", "companies.jsonl"];
  expect((await run(...args)).stdout).toContain("complete: 1 added");
  expect((await run(...args)).stdout).toContain("0 added, 0 changed, 0 removed, 1 unchanged");
  expect((await api("/companies?company_id=engines")).name).toBe("Analytical Engines");
});

test("columns that are no fields are named at once, each on a line with the flags that fix it", async () => {
  const { run, writes } = await withFile("external_id,Mail,It's\n1,ada@example.com,x\n");
  const refused = await run("import", "contacts", "people.csv");
  expect(refused.code).toBe(2);
  const [first, ...columns] = refused.stderr.trimEnd().split("\n");
  expect(first).toContain("contacts: 2 columns cannot be sent");
  expect(columns).toEqual([
    expect.stringContaining('with --map "Mail=email", or leave it out with --ignore "Mail"'),
    expect.stringContaining(`--map "It's=custom_attributes.It's", or`),
  ]);
  expect(writes()).toEqual([]);
});

test("a --map of a column that the file does not have is named", async () => {
  const { run } = await withFile("external_id,Mail\n1,ada@example.com\n");
  const { stderr } = await run("import", "contacts", "people.csv", "--map", "Mial=email");
  expect(stderr).toContain('The row has no column "Mial" of --map');
});

test("a file with another delimiter is refused with the flag for it", async () => {
  const { run } = await withFile("Id;Mail\n1;ada@example.com\n");
  const args = ["import", "contacts", "people.csv", "--map", "Id=external_id"];
  expect((await run(...args)).stderr).toContain('add --delimiter ";"');
});

test("an attribute that does not exist is refused before anything is written", async () => {
  const { run, writes } = await withFile(people);
  const { code, stderr } = await run("import", "contacts", "people.csv", ...mapped);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^error: .*\n {2}- .*`interkit data-attributes create --name "seats" --model contact --data-type string`.*\n$/,
  );
  expect(writes()).toEqual([]);
});

test("what is wrong in the command line or the file is one line, and nothing is sent", async () => {
  const { run, requests } = await withFile(people);
  for (const [args, message] of [
    [["nobody.csv"], /^error: nobody.csv does not exist; .*\n$/],
    [["people.csv", "--map", "Mail"], /^error: --map Mail has no names .*--map Mail=email\n$/],
    [["people.csv", "--role", "lead"], /^error: --role goes with --match-by email; .*\n$/],
  ] as const) {
    const { code, stderr } = await run("import", "contacts", ...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  }
  expect(requests).toEqual([]);
});

test("a backfill sends each row, names those that failed, and sends them again", async () => {
  const { run, api, sandbox, writes } = await withFile(people);
  await api("/data_attributes", { name: "seats", model: "contact", data_type: "integer" });
  const args = ["backfill", "contacts", "people.csv", ...mapped];
  const before = writes().length;
  expect((await run(...args, "--dry-run")).stdout).toBe("2 contacts would be sent, 0 cannot be\n");
  expect(writes()).toHaveLength(before);
  sandbox.faults.add({
    ...{ route: "POST /contacts", times: 1 },
    fault: { status: 422, message: "This row is refused" },
  });
  const first = await run(...args);
  expect(first).toMatchObject({ code: 1, stdout: "1 contacts were sent, 1 failed\n" });
  expect(first.stderr).toMatch(/^\d: .*This row is refused.*\n--retry-failed sends them again\n$/);
  const again = await run(...args, "--retry-failed", "--json");
  expect(JSON.parse(again.stdout)).toEqual({ dryRun: false, sent: 1, failed: [] });
  expect((await api("/contacts")).total_count).toBe(2);
});

test("a column that no contact has is a mistake of the file, and not of each row", async () => {
  const { run, writes } = await withFile(people);
  const { code, stderr } = await run("backfill", "contacts", "people.csv");
  expect(code).toBe(2);
  expect(stderr).toMatch(/^error: contacts: 4 columns cannot be sent\n(?: {2}- .*\n){4}$/);
  expect(writes()).toEqual([]);
});
