import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { text as readAll } from "node:stream/consumers";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../support/folder.ts";
import { interkit } from "../support/interkit.ts";

/** A server that keeps the bodies that it gets, and the environment of a command that sends them there. */
async function receive() {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    bodies.push(await readAll(request));
    response.setHeader("Content-Type", "application/json").end("{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  const env = { INTERCOM_TOKEN: "test", INTERCOM_BASE_URL: `http://127.0.0.1:${port}` };
  return { bodies, env };
}

/** The body of `contacts create` with these arguments. */
async function bodyOf(args: string[], options: { stdin?: string; cwd?: string } = {}) {
  const { stdout, stderr } = await interkit(["contacts", "create", ...args, "--dry-run"], options);
  expect(stderr).toBe("");
  return JSON.parse(stdout).body;
}

async function refusal(args: string[], options: { stdin?: string; cwd?: string } = {}) {
  const { code, stdout, stderr } = await interkit([...args, "--dry-run"], options);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr.trim().split("\n")).toHaveLength(1);
  return stderr;
}

test("any body that --data has arrives unchanged", async () => {
  const { bodies, env } = await receive();
  const body = fc.dictionary(fc.string(), fc.jsonValue()).map((value) => JSON.stringify(value));
  await fc.assert(
    fc.asyncProperty(body, fc.boolean(), async (sent, isPiped) => {
      const data = isPiped ? ["--data", "-"] : [`--data=${sent}`];
      const args = ["contacts", "create", ...data];
      expect(await interkit(args, { env, stdin: sent })).toMatchObject({ code: 0 });
      expect(bodies.pop()).toBe(JSON.stringify(JSON.parse(sent)));
    }),
    { numRuns: 50 },
  );
});

test("any text that an option has arrives unchanged", async () => {
  const { bodies, env } = await receive();
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary" }), async (sent) => {
      const name = `--name=${sent.startsWith("@") ? "@" : ""}${sent}`;
      expect(await interkit(["contacts", "create", name], { env })).toMatchObject({ code: 0 });
      expect(JSON.parse(bodies.pop() ?? "")).toEqual({ name: sent });
    }),
    { numRuns: 50, examples: [["@ada"], ["@@"], ["null"], ["7"], ["-q"], ["a=b"], [""]] },
  );
});

test("text comes from files and from stdin", async () => {
  const cwd = temporaryFolder();
  writeFileSync(path.join(cwd, "page.html"), "\uFEFF<p>Ada</p>\n");
  writeFileSync(path.join(cwd, "body.json"), '\uFEFF{"role":"user"}');
  expect(await bodyOf(["--name", "@page.html"], { cwd })).toEqual({ name: "\uFEFF<p>Ada</p>\n" });
  expect(await bodyOf(["--data", "@body.json"], { cwd })).toEqual({ role: "user" });
  expect(await bodyOf(["--name", "@-"], { stdin: "Ada" })).toEqual({ name: "Ada" });
  expect(await bodyOf(["--set", "custom_attributes=@body.json"], { cwd })).toEqual({
    custom_attributes: { role: "user" },
  });
});

test("a file that is no text, or is not there, is refused", async () => {
  const cwd = temporaryFolder();
  writeFileSync(path.join(cwd, "image.png"), Buffer.from([0x89, 0xff, 0xfe]));
  const create = ["contacts", "create", "--name"];
  expect(await refusal([...create, "@image.png"], { cwd })).toContain(
    "--name: the file image.png is no text in UTF-8",
  );
  expect(await refusal([...create, "@ada"], { cwd })).toContain(
    "--name: the file ada cannot be read (ENOENT); text that begins with @ is written as @@ada",
  );
  expect(await refusal([...create, "@-", "--phone", "@-"], { stdin: "a" })).toContain(
    "--name and --phone cannot both read stdin",
  );
});

test("options come over --data, and --set over both", async () => {
  const data = '{"name":"Bob","role":"lead","custom_attributes":{"seats":1,"plan":"free"}}';
  const args = ["--data", data, "--name", "Ada", "--set", "custom_attributes.plan=pro"];
  expect(await bodyOf([...args, "--set", "role=user", "--set", "phone=null"])).toEqual({
    name: "Ada",
    role: "user",
    phone: null,
    custom_attributes: { seats: 1, plan: "pro" },
  });
});

test.each([
  ["custom_attributes.seats=5", { custom_attributes: { seats: 5 } }],
  ["custom_attributes.paid=true", { custom_attributes: { paid: true } }],
  ['custom_attributes.code="5"', { custom_attributes: { code: "5" } }],
  ["custom_attributes.code=005", { custom_attributes: { code: "005" } }],
  ["custom_attributes.plan tier=a=b", { custom_attributes: { "plan tier": "a=b" } }],
  ["custom_attributes.a\\.b=1", { custom_attributes: { "a.b": 1 } }],
  ["custom_attributes.list=[1,2]", { custom_attributes: { list: [1, 2] } }],
  ["custom_attributes.x=", { custom_attributes: { x: "" } }],
  ["external_id=7", { external_id: "7" }],
  ["new_property=7", { new_property: 7 }],
  ["external_id=12345678901234567890", { external_id: "12345678901234567890" }],
  [
    'custom_attributes.order="12345678901234567890"',
    { custom_attributes: { order: "12345678901234567890" } },
  ],
])("--set %s", async (assignment, body) => {
  expect(await bodyOf(["--set", assignment])).toEqual(body);
});

test("--set __proto__ is a property like any other", async () => {
  const { stdout } = await interkit(["contacts", "create", "--set", "__proto__.a=1", "--dry-run"]);
  expect(stdout).toContain('"body":{"__proto__":{"a":1}}');
});

test.each([
  [
    ["contacts", "create", "--set", "plan"],
    '--set needs name=value, such as custom_attributes.plan=pro, and got "plan"',
  ],
  [
    ["contacts", "create", "--set", "custom_attributes.order=12345678901234567890"],
    "--set custom_attributes.order: the number 12345678901234567890 would become 12345678901234567000; write it as text, in double quotes",
  ],
  [
    ["contacts", "create", "--data", '{"custom_attributes":{"order":-12345678901234567}}'],
    "--data: the number -12345678901234567 would become -12345678901234568; write it as text",
  ],
  [["contacts", "create", "--set", ".a=1"], "--set needs name=value"],
  [["contacts", "create", "--name", "A", "--set", "name.a=1"], "--set name.a: name is no object"],
  [["contacts", "create", "--data", "[]"], "--data needs an object as JSON"],
  [["contacts", "create", "--data", "{"], "--data needs JSON: "],
  [
    ["contacts", "create", "--role", "usr"],
    '--role needs one of user, lead, and got "usr"; did you mean user?',
  ],
  [
    ["contacts", "create", "--email-verified=1"],
    '--email-verified needs true or false, and got "1"',
  ],
  [["contacts", "create", "--signed-up-at", "soon"], '--signed-up-at: "soon" is no time'],
  [["contacts", "create", "--custom-attributes", "pro"], "--custom-attributes needs JSON: "],
  [
    ["companies", "create-or-update", "--size", "1.5"],
    '--size needs a whole number, and got "1.5"',
  ],
  [
    ["companies", "create-or-update", "--monthly-spend", "a"],
    '--monthly-spend needs a number, and got "a"',
  ],
  [
    ["articles", "create", "--title", "A"],
    "the operation needs --author-id; give what is missing, or the whole body",
  ],
  [
    ["articles", "search", "--highlight", "maybe"],
    '--highlight needs true or false, and got "maybe"',
  ],
  [["companies", "find"], "give --company-id or --name"],
])("%j is refused in one line", async (args, message) => {
  const words = args[1] === "search" || args[1] === "find" ? interkit(args) : undefined;
  const stderr = words === undefined ? await refusal(args) : (await words).stderr;
  expect(stderr).toContain(message);
});

test("lists are given value by value, and in a query also between commas", async () => {
  const urls = [
    "--attachment-urls",
    "https://a.example/1,2",
    "--attachment-urls",
    "https://a.example/3",
  ];
  const reply = ["--message-type", "comment", "--type", "admin", ...urls];
  const { stdout } = await interkit(["conversations", "reply", "7", ...reply, "--dry-run"]);
  const attachment_urls = ["https://a.example/1,2", "https://a.example/3"];
  expect(JSON.parse(stdout).body).toMatchObject({ attachment_urls });
  const teams = ["--admin-ids", "1,2", "--admin-ids", "3"];
  const team = await interkit([
    "--api-version",
    "preview",
    "teams",
    "update",
    "7",
    ...teams,
    "--dry-run",
  ]);
  expect(JSON.parse(team.stdout).body).toEqual({ admin_ids: [1, 2, 3] });
});

test("an upload sends a file", async () => {
  const cwd = temporaryFolder();
  writeFileSync(path.join(cwd, "products.json"), "[]");
  const { bodies, env } = await receive();
  const upload = ["--api-version", "preview", "ecommerce-connectors", "upload-catalog", "7"];
  const args = [...upload, "--catalog", "@products.json", "--part-number", "2"];
  expect(await interkit(args, { env, cwd })).toMatchObject({ code: 0 });
  expect(bodies[0]).toMatch(/name="catalog"; filename="products.json"\r\n.*\r\n\r\n\[\]\r\n/);
  expect(bodies[0]).toMatch(/name="part_number"\r\n\r\n2\r\n/);
  const { stdout } = await interkit([...args, "--dry-run"], { cwd });
  expect(JSON.parse(stdout).body).toEqual({ catalog: "products.json (2 bytes)", part_number: 2 });
  expect(await refusal([...upload, "--catalog", "products"])).toContain(
    "--catalog needs a file, such as @products.json",
  );
});
