import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { readCsv } from "../support/csv.ts";
import { listening } from "../support/listening.ts";

const day = 86_400;

async function withConversations() {
  const setup = await listening();
  const { sandbox, cwd } = setup;
  const now = Math.floor(Date.now() / 1000);
  const ada = sandbox.seed.contact({ email: "ada@example.com", name: "=1+1" });
  for (const days of [1, 20, 40]) {
    const at = now - days * day;
    const { id } = sandbox.seed.conversation({
      contact_ids: [ada.id],
      ...{ title: `${days} days ago`, created_at: at, updated_at: at },
    });
    sandbox.seed.conversationPart({ conversation_id: id, admin_id: "1", body: `<p>${days}</p>` });
  }
  const read = (name: string) => readFileSync(path.join(cwd, name), "utf8");
  const rows = (name: string) => readCsv(path.join(cwd, name));
  const lines = (name: string) =>
    read(name)
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  return { ...setup, read, rows, lines };
}

describe("interkit export conversations", () => {
  test("writes a row for each part, the first message included, with times in ISO 8601", async () => {
    const { run, rows, writes } = await withConversations();
    const ended = await run("export", "conversations", "--since", "30d", "--to", "out.csv");
    expect(ended).toEqual({ code: 0, stdout: "out.csv: 2 conversations\n", stderr: "" });
    const written = await rows("out.csv");
    expect(written.map(({ conversation_title }) => conversation_title).sort()).toEqual(
      ["1 days ago", "1 days ago", "20 days ago", "20 days ago"].sort(),
    );
    expect(written.map(({ part_type }) => part_type)).toEqual([
      ...["source", "comment", "source", "comment"],
    ]);
    expect(written[1]?.["body"]).toMatch(/^<p>\d+<\/p>$/);
    expect(written[0]?.["conversation_created_at"]).toMatch(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.000Z$/,
    );
    expect(writes()).toEqual([]);
  });

  test("writes whole conversations with their parts as lines of JSON", async () => {
    const { run, lines } = await withConversations();
    const ended = await run("export", "conversations", "--to", "out.jsonl", "--json");
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({ conversations: 3, format: "jsonl", gone: 0 });
    const written = lines("out.jsonl");
    expect(written).toHaveLength(3);
    for (const { conversation_parts, source } of written) {
      expect(conversation_parts.total_count).toBe(1);
      expect(source.author).toBeDefined();
    }
  });

  test("--no-parts writes one row for each, without a request for each", async () => {
    const { run, rows, requests } = await withConversations();
    await run("export", "conversations", "--no-parts", "--to", "out.csv");
    expect((await rows("out.csv")).map(({ title }) => title)).toHaveLength(3);
    expect(requests.filter((one) => /^GET \/conversations\/\d/.test(one))).toEqual([]);
  });

  test("--by updated_at selects what changed", async () => {
    const { run, rows, sandbox } = await withConversations();
    const now = Math.floor(Date.now() / 1000);
    sandbox.seed.conversation({
      ...{ contact_ids: [sandbox.seed.contact({ email: "b@example.com" }).id], title: "changed" },
      ...{ created_at: now - 90 * day, updated_at: now - 60 },
    });
    await run(
      ...["export", "conversations", "--no-parts", "--since", "1h", "--by", "updated_at"],
      ...["--to", "out.csv"],
    );
    expect((await rows("out.csv")).map(({ title }) => title)).toEqual(["changed"]);
  });

  test("a conversation with more parts than Intercom returns is named", async () => {
    const { run, sandbox } = await withConversations();
    const { id } = sandbox.seed.conversation({
      contact_ids: [sandbox.seed.contact({ email: "c@example.com" }).id],
    });
    for (let part = 0; part < 510; part += 1) {
      sandbox.seed.conversationPart({ conversation_id: id, admin_id: "1", body: "<p>Hi</p>" });
    }
    const { code, stderr } = await run("export", "conversations", "--to", "out.jsonl");
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: `conversation ${id} has the newest 500 of 510 parts\n`,
    });
  });

  test("a conversation that cannot be read is named, and the exit code is 1", async () => {
    const { run, sandbox, lines } = await withConversations();
    sandbox.faults.add({
      ...{ route: "GET /conversations/{conversation_id}", skip: 1, times: 1 },
      fault: { status: 422, message: "This conversation is broken" },
    });
    const { code, stderr } = await run("export", "conversations", "--to", "out.jsonl");
    expect(code).toBe(1);
    expect(stderr).toMatch(/^warning: out.jsonl lacks 1 conversations .*broken.*--force\n$/);
    expect(lines("out.jsonl")).toHaveLength(2);
  });
});

describe("interkit export", () => {
  test("contacts that a day has are cut to the second of --since", async () => {
    const { run, rows, sandbox } = await withConversations();
    const noon = Date.UTC(2026, 10, 3, 12) / 1000;
    for (const minutes of [-1, 0, 1]) {
      sandbox.seed.contact({ external_id: `${minutes}`, created_at: noon + minutes * 60 });
    }
    await run(
      ...["export", "contacts", "--since", "2026-11-03T12:00:00Z"],
      ...["--until", "2026-11-03T12:01:00Z", "--to", "out.csv"],
    );
    expect((await rows("out.csv")).map(({ external_id }) => external_id)).toEqual(["0"]);
  });

  test("a text that a spreadsheet would run as a formula has an apostrophe in front", async () => {
    const { run, rows } = await withConversations();
    await run("export", "contacts", "--to", "out.csv");
    expect((await rows("out.csv"))[0]?.["name"]).toBe("'=1+1");
  });

  test("companies have those without a contact, too", async () => {
    const { run, rows, sandbox } = await withConversations();
    sandbox.seed.company({ company_id: "engines", name: "Analytical Engines" });
    await run("export", "companies", "--to", "out.csv");
    expect((await rows("out.csv")).map(({ company_id }) => company_id)).toEqual(["engines"]);
  });

  test("--columns selects columns and attributes, in its order", async () => {
    const { run, read, sandbox, url } = await withConversations();
    await fetch(`${url}/data_attributes`, {
      method: "POST",
      headers: { Authorization: "Bearer test", "Content-Type": "application/json" },
      body: JSON.stringify({ name: "seats", model: "contact", data_type: "integer" }),
    });
    sandbox.seed.contact({ email: "b@example.com", custom_attributes: { seats: 12 } });
    await run(
      ...["export", "contacts", "--columns", "custom_attributes.seats, email"],
      ...["--to", "out.csv"],
    );
    expect(read("out.csv").split("\n").sort()).toEqual(
      ["", ",ada@example.com", "12,b@example.com", "custom_attributes.seats,email"].sort(),
    );
  });

  test("a file that exists is replaced with --force alone", async () => {
    const { run, read, cwd, requests } = await withConversations();
    writeFileSync(path.join(cwd, "out.csv"), "mine");
    expect(await run("export", "tickets", "--to", "out.csv")).toEqual({
      ...{ code: 2, stdout: "" },
      stderr: "error: out.csv exists; --force replaces it\n",
    });
    expect(requests).toEqual([]);
    expect(read("out.csv")).toBe("mine");
    await run("export", "tickets", "--to", "out.csv", "--force");
    expect(read("out.csv")).toMatch(/^id,ticket_id,/);
  });

  test.each([
    [["--to", "out.xlsx"], /^error: the extension of out.xlsx names no format; .*--format\n$/],
    [["--to", "out.csv", "--since", "soon"], /^error: --since: "soon" is no time; give .*\n$/],
    [
      ["--to", "out.csv", "--since", "1d", "--until", "2d"],
      /^error: --since 1d is not before --until 2d; .*\n$/,
    ],
    [["--to", "out.csv", "--columns", "mail"], /^error: there is no column "mail" of contacts; .*/],
    [["--to", "out.jsonl", "--columns", "email"], /^error: --columns is for csv and parquet; .*/],
    [["--to", "out.csv", "--columns", "id,id"], /^error: --columns has "id" twice; .*/],
    [[], /^error: required option '--to <file>' not specified\n$/],
  ])("%j is a mistake, of which nothing is sent", async (options, message) => {
    const { run, requests } = await listening();
    const { code, stdout, stderr } = await run("export", "contacts", ...options);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(requests).toEqual([]);
  });

  test("an attribute that is not defined is no empty column", async () => {
    const { run } = await listening();
    const { code, stderr } = await run(
      ...["export", "contacts", "--columns", "custom_attributes.plna", "--to", "out.csv"],
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: there is no column "custom_attributes.plna" of contacts; /);
  });

  test("a version that cannot list tickets is named", async () => {
    const { run } = await listening();
    const { code, stderr } = await run(
      ...["export", "tickets", "--to", "out.csv", "--api-version", "2.9"],
    );
    expect(code).toBe(2);
    expect(stderr).toBe(
      "error: API version 2.9 cannot list tickets; choose a newer --api-version\n",
    );
  });
});
