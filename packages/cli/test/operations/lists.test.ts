import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { runCli } from "../../src/run/run-cli.ts";
import { interkit } from "../support/interkit.ts";
import { memoryKeyring } from "../support/memory-keyring.ts";
import { listen } from "../support/sandbox.ts";

/** A sandbox with contacts of known names. */
async function prepare(count: number) {
  const { sandbox, env } = await listen();
  for (let n = 1; n <= count; n++) {
    const custom_attributes = { plan: n % 2 === 0 ? "pro" : "free" };
    sandbox.seed.contact({ email: `${n}@example.com`, name: `Contact ${n}`, custom_attributes });
  }
  return { sandbox, env };
}

const lines = (text: string) => text.trimEnd().split("\n");

test("50 items are shown, and a notice states how many more there are", async () => {
  const { sandbox, env } = await prepare(60);
  const { code, stdout, stderr } = await interkit(["contacts", "list"], { env });
  expect(code).toBe(0);
  expect(lines(stdout)).toHaveLength(50);
  expect(stderr).toBe("50 of 60 shown; --all prints all, --limit N more\n");
  expect(sandbox.requests.list().map(({ path }) => path)).toEqual(["/contacts?per_page=50"]);
  expect((await interkit(["contacts", "list", "--quiet"], { env })).stderr).toBe("");
  expect((await interkit(["contacts", "list", "--limit", "60"], { env })).stderr).toBe("");
});

test("--all prints each of 350 contacts once, from pages of the largest size", async () => {
  const { sandbox, env } = await prepare(350);
  const args = ["contacts", "list", "--all", "--columns", "email"];
  const { stdout, stderr } = await interkit(args, { env });
  const emails = lines(stdout);
  expect(new Set(emails).size).toBe(350);
  expect(emails).toHaveLength(350);
  expect(stderr).toBe("");
  expect(sandbox.requests.list()).toHaveLength(3);
  expect(sandbox.requests.list()[0]?.path).toBe("/contacts?per_page=150");
});

test("--per-page and --limit decide the size of pages and how many items there are", async () => {
  const { sandbox, env } = await prepare(20);
  const five = await interkit(["contacts", "list", "--limit", "5"], { env });
  expect(lines(five.stdout)).toHaveLength(5);
  const seven = await interkit(["contacts", "list", "--limit", "7", "--per-page", "2"], { env });
  expect(lines(seven.stdout)).toHaveLength(7);
  const sizes = sandbox.requests.list().map(({ path }) => /per_page=\d+/.exec(path)?.[0]);
  expect(sizes).toEqual(["per_page=5", ...Array(4).fill("per_page=2")]);
});

test("a table has the usual columns, times in ISO 8601, and nothing a terminal interprets", async () => {
  const { sandbox, env } = await listen();
  sandbox.seed.contact({ email: "ada@example.com", name: "A\tb\u001b[31m\n", role: "user" });
  const { stdout } = await interkit(["contacts", "list"], { env });
  const [id, name, email, role, , updated] = stdout.trimEnd().split("\t");
  expect({ name, email, role }).toEqual({
    name: "A\\tb\\u001b[31m\\n",
    email: "ada@example.com",
    role: "user",
  });
  expect(id).toMatch(/^[0-9a-f]{24}$/);
  expect(updated).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/);
});

test("--columns takes paths, and refuses fields that there are not", async () => {
  const { env } = await prepare(1);
  const args = [
    "contacts",
    "list",
    "--columns",
    "email,custom_attributes.plan,custom_attributes.x",
  ];
  expect((await interkit(args, { env })).stdout).toBe("1@example.com\tfree\t\n");
  const wrong = await interkit(["contacts", "list", "--columns", "emial"], { env });
  expect(wrong).toMatchObject({ code: 2, stdout: "" });
  expect(wrong.stderr).toContain(
    '--columns: the objects have no field "emial"; did you mean email?',
  );
  const both = await interkit(["contacts", "list", "--columns", "id", "--json"], { env });
  expect(both.stderr).toContain("--columns is for tables, and --json prints whole objects");
});

test("a list without items is a notice on stderr, so that a wrong search is seen", async () => {
  const { env } = await prepare(1);
  const args = ["contacts", "search", "--where", "email = nobody@example.com"];
  expect(await interkit(args, { env })).toEqual({
    code: 0,
    stdout: "",
    stderr: "nothing was found\n",
  });
  expect((await interkit([...args, "--quiet"], { env })).stderr).toBe("");
});

test("--json prints a line for each of 5,000 contacts, and reads no faster than its reader", async () => {
  const { sandbox, env } = await prepare(5000);
  const [stdout, stderr, stdin] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const terminal = { stdout, stderr, stdin, env, cwd: "/", keyring: memoryKeyring() };
  const ended = runCli(["contacts", "list", "--all", "--json"], terminal);
  await expect.poll(() => stdout.writableNeedDrain).toBe(true);
  const requests = () => sandbox.requests.list().length;
  // The next page is read ahead, and no other.
  await expect.poll(requests).toBe(2);
  const printed = text(stdout);
  expect(await ended).toBe(0);
  stdout.end();
  const ids = lines(await printed).map((line) => JSON.parse(line).id);
  expect(new Set(ids).size).toBe(5000);
  expect(requests()).toBe(Math.ceil(5000 / 150));
});

test.each([
  [["--limit", "0"], '--limit needs a whole number from 1, and got "0"'],
  [["--limit", "many"], '--limit needs a whole number from 1, and got "many"'],
  [["--limit", "5", "--all"], "--limit and --all exclude each other"],
  [["--per-page", "x"], '--per-page needs a whole number, and got "x"'],
  [["--include-merge-history=yes"], '--include-merge-history needs true or false, and got "yes"'],
])("%j is refused before a request", async (args, message) => {
  const { sandbox, env } = await listen();
  const { code, stderr } = await interkit(["contacts", "list", ...args], { env });
  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(sandbox.requests.list()).toEqual([]);
});

test("what arrived before a failure is printed", async () => {
  const { sandbox, env } = await prepare(20);
  sandbox.faults.add({ operation: "contacts.list", skip: 1, fault: { status: 400 } });
  const args = ["contacts", "list", "--all", "--per-page", "10", "--columns", "email"];
  const { code, stdout, stderr } = await interkit(args, { env });
  expect(code).toBe(1);
  expect(lines(stdout)).toHaveLength(10);
  expect(stderr).toMatch(/^error: .* 400 /);
});

test("a search takes comparisons, an order and a limit", async () => {
  const { sandbox, env } = await prepare(20);
  const where = ["--where", "custom_attributes.plan = pro", "--where", "email ~ example.com"];
  const args = ["contacts", "search", ...where, "--sort", "email:desc", "--limit", "3"];
  const { stdout, stderr } = await interkit([...args, "--columns", "email"], { env });
  expect(lines(stdout)).toEqual(["8@example.com", "6@example.com", "4@example.com"]);
  expect(stderr).toBe("3 of 10 shown; --all prints all, --limit N more\n");
  expect(sandbox.requests.list()[0]?.body).toEqual({
    query: {
      operator: "AND",
      value: [
        { field: "custom_attributes.plan", operator: "=", value: "pro" },
        { field: "email", operator: "~", value: "example.com" },
      ],
    },
    sort: { field: "email", order: "descending" },
    pagination: { per_page: 3 },
  });
  const any = ["--where", "email = 1@example.com", "--where", "email = 2@example.com", "--any"];
  const found = await interkit(["contacts", "search", ...any, "--json"], { env });
  expect(lines(found.stdout)).toHaveLength(2);
  const data = '{"query":{"field":"email","operator":"=","value":"3@example.com"}}';
  const whole = await interkit(["contacts", "search", "--data", "-", "--json"], {
    env,
    stdin: data,
  });
  expect(JSON.parse(whole.stdout)).toMatchObject({ email: "3@example.com" });
});

test("a search without a query is refused", async () => {
  const { sandbox, env } = await listen();
  const { code, stderr } = await interkit(["contacts", "search"], { env });
  expect(code).toBe(2);
  expect(stderr).toContain("a search needs --where, such as --where 'created_at > 30d', or --data");
  expect(sandbox.requests.list()).toEqual([]);
});
