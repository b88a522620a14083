import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { hasAllExamples } from "../../../../scripts/soak/share.ts";
import { loadCatalog } from "../../src/catalog/catalog.ts";
import { clients } from "../../src/generated/clients.ts";
import { exampleOf } from "../../src/operations/examples.ts";
import { fieldsOf, kebabCase } from "../../src/operations/fields.ts";
import { temporaryFolder } from "../support/folder.ts";
import { interkit } from "../support/interkit.ts";
import { listen } from "../support/sandbox.ts";

const wordsOf = (id: string) => id.split(".").map(kebabCase);

/** The words of a command line, as a shell separates them. */
function split(line: string): string[] {
  const words = line.match(/(?:[^\s'\\]|\\'|'[^']*')+/g) ?? [];
  return words.map((word) =>
    word.replace(/\\'|'([^']*)'/g, (quoted, text = "'") => (quoted === "\\'" ? "'" : text)),
  );
}

// The preview has nearly all operations of the other versions.
const versions = hasAllExamples ? ["2.16", "preview"] : ["preview"];

test.each(versions)(
  "every operation of %s is a command with help that fits into 80 columns",
  async (version) => {
    for (const { id, summary } of loadCatalog(version).operations) {
      const { code, stdout } = await interkit(["--api-version", version, ...wordsOf(id), "--help"]);
      expect(code, id).toBe(0);
      expect(stdout, id).toContain(`Usage: interkit ${wordsOf(id).join(" ")}`);
      expect(stdout.replace(/\s+/g, " "), id).toContain(summary.replace(/\s+/g, " "));
      const lines = stdout.split("\n").filter((line) => !/^\s*https:\S+$/.test(line));
      expect(
        lines.filter((line) => line.length > 80),
        id,
      ).toEqual([]);
    }
  },
  180_000,
);

test("the example of every operation is a command line that works", async () => {
  const { env } = await listen({ seed: { name: "acme", contacts: 5 } });
  const cwd = temporaryFolder();
  writeFileSync(path.join(cwd, "products.json"), "[]");
  const { operations, schemas } = loadCatalog("preview");
  for (const operation of operations) {
    const { isRead, body } = operation;
    writeFileSync(path.join(cwd, "body.json"), JSON.stringify(body?.example ?? {}));
    const shown = exampleOf(operation, fieldsOf(operation, schemas)).slice("interkit ".length);
    const example = shown.replace(/ \\\n +/g, " ");
    const args = ["--api-version", "preview", ...split(example), ...(isRead ? [] : ["--dry-run"])];
    const { code, stderr } = await interkit(args, { env, cwd });
    // An id of an example is of no object of the sandbox.
    expect(code, `${example}: ${stderr}`).toBeLessThan(isRead ? 2 : 1);
  }
}, 180_000);

test("no option is hidden by another one, except that one property is reached by --set", () => {
  const own = "where any sort set data limit all columns out dry-run yes help".split(" ");
  const global = "profile api-version region base-url json quiet verbose version".split(" ");
  const hidden = new Set<string>();
  for (const version of Object.keys(clients)) {
    const { operations, schemas } = loadCatalog(version);
    for (const operation of operations) {
      const names = fieldsOf(operation, schemas).map(({ name }) => kebabCase(name));
      expect(names, operation.id).toEqual([...new Set(names)]);
      const taken = names.filter((name) => own.includes(name) || global.includes(name));
      for (const name of taken) hidden.add(`${operation.id} ${name}`);
    }
  }
  expect([...hidden]).toEqual(["finVoice.register data"]);
});

test("the commands of tasks and those of operations have different names", async () => {
  const { stdout } = await interkit(["--help"]);
  const names = Array.from(stdout.matchAll(/^ {2}([a-z][a-z-]*)(?: .*)?$/gm), ([, name]) => name);
  const ids = Object.keys(clients).flatMap((version) =>
    loadCatalog(version).operations.map(({ id }) => wordsOf(id)[0]),
  );
  for (const id of new Set(ids)) expect(names.filter((name) => name === id)).toEqual([id]);
});

test("a resource without a command prints its commands", async () => {
  const { code, stdout } = await interkit(["contacts"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ {2}list +Lists contacts, newest first\.$/m);
  expect(stdout).toMatch(/^ {2}get <contact-id> +Gets a contact by Intercom's id\.$/m);
  expect((await interkit(["help", "contacts"])).stdout).toBe(stdout);
});

test("help needs neither a token nor a connection", async () => {
  const { stdout } = await interkit(["contacts", "create", "--help"]);
  expect(stdout).toContain("--email <text>");
  expect(stdout.replace(/\s+/g, " ")).toContain("One of: user, lead.");
  expect(stdout).toContain("/contacts/createcontact");
  expect(stdout).toContain("$ interkit contacts create --role user");
});

test("the API version decides what there is", async () => {
  const older = await interkit(["--api-version", "2.7", "contacts", "merge-history", "list", "1"]);
  expect(older).toMatchObject({ code: 2, stdout: "" });
  expect(older.stderr).toContain('error: "contacts" has no command "merge-history"');
  const env = { INTERCOM_API_VERSION: "2.7" };
  const missing = await interkit(["brands", "list"], { env });
  expect(missing).toMatchObject({ code: 2, stdout: "" });
  expect(missing.stderr).toMatch(
    /^error: API version 2.7 has no "brands"; give --api-version with/,
  );
});

test.each([
  [["contacts", "lst"], 'error: "contacts" has no command "lst"; did you mean list?\n'],
  [["contacts", "list", "--limt", "5"], "error: unknown option '--limt' (Did you mean --limit?)\n"],
  [["contacts", "get"], "error: missing required argument 'contact-id'\n"],
  [
    ["contacts", "get", "1", "2"],
    "error: too many arguments for 'get'. Expected 1 argument but got 2",
  ],
  [["contcts", "list"], "error: unknown command 'contcts' (Did you mean contacts?)\n"],
])("%j is refused in one line", async (args, message) => {
  const { code, stdout, stderr } = await interkit(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(message);
  expect(stderr.trim().split("\n")).toHaveLength(1);
});
