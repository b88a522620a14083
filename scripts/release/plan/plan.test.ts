import { existsSync, readFileSync, rmSync } from "node:fs";
import getReleasePlan from "@changesets/get-release-plan";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Repository, runPlan } from "./support/repository.ts";

let repository: Repository;
beforeEach(() => {
  repository = new Repository();
});
afterEach(() => rmSync(repository.folder, { recursive: true }));

const owner = 'owner: { type: [string, "null"] }';
const keel = "keel: { type: string, x-versions: Preview }";
const changeset = ".changeset/api-description.md";

describe("the plan of a repository", () => {
  test("is empty while nothing has been released", async () => {
    const { code, stdout, stderr } = await repository.startPlan("--json", "--check");
    expect({ code, plan: JSON.parse(stdout) }).toEqual({
      code: 0,
      plan: { class: "none", changes: [] },
    });
    expect(stderr).toBe("nothing has been released yet: the first release needs no plan\n");
  });

  test("is empty for a description that is as it was released", async () => {
    repository.release("1.0.0");
    const { code, stdout, stderr } = await repository.plan("--json", "--check");
    expect({ code, stderr, plan: JSON.parse(stdout) }).toEqual({
      code: 0,
      stderr: "",
      plan: { class: "none", changes: [] },
    });
  });

  test("names a change once, with the API versions that have it", async () => {
    repository.release("1.0.0");
    repository.changeBoats(
      [owner, 'owner: { type: [integer, "null"] }'],
      [keel, "keel: { type: string }"],
    );
    const { stdout } = await repository.plan("--json");
    const { class: highest, changes } = JSON.parse(stdout);
    expect(highest).toBe("major");
    expect(changes[0]).toMatchObject({
      class: "major",
      place: "Boat.owner",
      message: "`Boat.owner` is integer instead of string: read it as the new type.",
      reason: expect.any(String),
      versions: ["2.15", "2.16", "Preview"],
      routes: ["GET /boats/{boat_id}"],
      resource: "boats",
    });
    const added = changes.find(({ class: level }: { class: string }) => level === "minor");
    expect(added).toMatchObject({ place: "Boat.keel", versions: ["2.15", "2.16"] });
  });

  test("compares with the newest release, by version instead of by text", async () => {
    repository.release("9.0.0");
    repository.changeBoats([owner, `${owner}\n        mast: { type: string }`]);
    repository.release("10.0.0");
    const { stdout } = await repository.plan();
    expect(stdout).toBe("major: 0, minor: 0, patch: 0 → none\n");
  });

  test("ends with the number of changes of each class", async () => {
    repository.release("1.0.0");
    repository.changeBoats([owner, `${owner}\n        mast: { type: string }`]);
    const { stdout } = await repository.plan();
    expect(stdout).toBe(
      [
        "minor",
        "  boats (2.15, 2.16, Preview)",
        "    `Boat.mast` is new. Nothing that works today depends on it.",
        "",
        "major: 0, minor: 1, patch: 0 → minor\n",
      ].join("\n"),
    );
  });

  test("has a line for an API version that is new, and for one that is gone", async () => {
    repository.release("1.0.0");
    const file = repository.path("openapi/intercom.yaml");
    const text = readFileSync(file, "utf8");
    repository.write("openapi/intercom.yaml", text.replace('"2.15", "2.16"', '"2.16", "2.17"'));
    const { changes } = JSON.parse((await repository.plan("--json")).stdout);
    const lines = changes.map((one: Record<string, string>) => `${one["class"]} ${one["place"]}`);
    expect(lines).toEqual(["major API version 2.15", "minor API version 2.17"]);
  });

  test("compares a release with a mistake that was none at its time", async () => {
    repository.changeBoats(["operationId: boats.get", "operationId: boats.get\n      x-odd: 1"]);
    repository.release("1.0.0");
    repository.changeBoats([owner, `${owner}\n        mast: { type: string }`]);
    const { code, stdout } = await repository.plan();
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("`Boat.mast` is new."),
    });
  });

  test("refuses a change that the policy does not have, and names what to do", async () => {
    repository.release("1.0.0");
    repository.changeBoats([owner, 'owner: { type: [string, "null"], minContains: 1 }']);
    const { code, stderr } = await repository.plan("--write");
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr:
        "`Boat.owner` has the unknown keyword minContains 1: add a rule for it to scripts/differences/policy.ts\n",
    });
  });

  test("compares two refs", async () => {
    repository.release("1.0.0");
    repository.changeBoats([owner, `${owner}\n        mast: { type: string }`]);
    repository.release("1.1.0");
    const refs = ["--base", "@interkit/openapi@1.0.0", "--head", "HEAD"];
    expect((await repository.plan(...refs)).stdout).toContain("`Boat.mast` is new.");
  });
});

test("a webhook that is gone is named, with what a program has to do", async () => {
  const start = 'openapi: 3.1.0\ninfo: { title: Boats, version: "2.16" }\npaths: {}\n';
  repository.write("base.yaml", `${start}webhooks: { launched: { post: { responses: {} } } }\n`);
  repository.write("head.yaml", start);
  const [base, head] = [repository.path("base.yaml"), repository.path("head.yaml")];
  const { stdout } = await runPlan("--base", base, "--head", head, "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    class: "major",
    changes: [{ message: "`webhook POST launched` is gone: remove its handlers." }],
  });
});

describe("the changeset", () => {
  beforeEach(() => repository.release("1.0.0"));

  test("has the class of the plan, its sentences, and code before and after", async () => {
    repository.changeBoats([owner, 'owner: { type: [integer, "null"] }']);
    expect(await repository.plan("--write")).toMatchObject({ code: 0, stderr: "" });
    const { releases, changesets } = await getReleasePlan(repository.folder);
    const bumps = releases.map(({ name, type, newVersion }) => `${name} ${type} ${newVersion}`);
    expect(bumps.sort()).toEqual(["@interkit/core major 2.0.0", "@interkit/openapi major 2.0.0"]);
    expect(changesets[0]?.summary).toBe(
      [
        "Describe the API as it is now: 1 breaking change.",
        "",
        "**boats** (2.15, 2.16, Preview), breaking:",
        "",
        "- `Boat.owner` is integer instead of string: read it as the new type.",
        "",
        "```ts",
        "// Before",
        "const value: string | null | undefined = boat.owner;",
        "",
        "// After",
        "const value: number | null | undefined = boat.owner;",
        "```",
      ].join("\n"),
    );
  });

  test("is missing, out of date or left over with one line that says what to run", async () => {
    const check = async () => {
      const { code, stderr } = await repository.plan("--check");
      return `${code} ${stderr}`;
    };
    const fix = "run `npm run release:plan -- --write`\n";
    repository.changeBoats([owner, `${owner}\n        mast: { type: string }`]);
    expect(await check()).toBe(`1 ${changeset} is missing, a minor change: ${fix}`);
    await repository.plan("--write");
    expect(await check()).toBe("0 ");
    repository.changeBoats([owner, `${owner}\n        mast: { type: integer }\n        sail: {}`]);
    expect(await check()).toBe(`1 ${changeset} is out of date: ${fix}`);
    repository.changeBoats();
    expect(await check()).toBe(`1 ${changeset} is left over, nothing has changed: ${fix}`);
    await repository.plan("--write");
    expect(existsSync(repository.path(changeset))).toBe(false);
  });

  test("is missing where another changeset has a lower class, which is named", async () => {
    repository.changeBoats([owner, 'owner: { type: [integer, "null"] }']);
    repository.write(".changeset/README.md", "# Changesets\n");
    repository.write(".changeset/lines.md", '---\n"@interkit/core": patch\n---\n\nOwners.\n');
    repository.write(".changeset/owners.md", '---\n"@interkit/core": minor\n---\n\nOwners.\n');
    expect((await repository.plan("--check")).stderr).toBe(
      `${changeset} is missing, a major change (.changeset/lines.md is patch, .changeset/owners.md is minor): run \`npm run release:plan -- --write\`\n`,
    );
  });

  test("is not needed once it has become a version", async () => {
    repository.changeBoats([owner, `${owner}\n        mast: { type: string }`]);
    repository.writeJson("openapi/package.json", { name: "@interkit/openapi", version: "1.1.0" });
    expect(await repository.plan("--check")).toMatchObject({ code: 0, stderr: "" });
  });
});

describe("a mistake of the caller", () => {
  test.each([
    ["a name of nothing", ["--base", "nowhere"], /^nowhere is neither a file nor a folder nor a/],
    ["an empty folder", ["--base", ".git/refs/tags"], /has no bundles: name a folder with 2.16/],
    ["a file that is not OpenAPI", ["--base", "package.json"], /package.json is not OpenAPI/],
    [
      "an unknown version",
      ["--base", "openapi", "--version", "3"],
      /^there is no version "3": give/,
    ],
  ])("is one line: %s", async (_what, args, line) => {
    const [option = "", name = "", ...rest] = args;
    const isThere = existsSync(repository.path(name));
    const given = [option, isThere ? repository.path(name) : name, ...rest];
    const { code, stdout, stderr } = await repository.plan(...given);
    expect({ code, stdout, lines: stderr.trim().split("\n").length }).toEqual({
      code: 1,
      stdout: "",
      lines: 1,
    });
    expect(stderr).toMatch(line);
  });

  test("is one line where a ref cannot be bundled", async () => {
    repository.changeBoats([
      "operationId: boats.get",
      "operationId: boats.get\n      operationId: b",
    ]);
    repository.release("1.0.0");
    const { code, stderr } = await repository.plan("--head", repository.path("openapi"));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^@interkit\/openapi@1\.0\.0 cannot be bundled: .*all\.yaml:6: .*\n$/);
  });

  test("is one line where a file has the same key twice", async () => {
    repository.write("twice.yaml", "openapi: 3.1.0\npaths: {}\npaths: {}\n");
    const file = repository.path("twice.yaml");
    const { code, stderr } = await runPlan("--base", file, "--head", file);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `${file} is neither YAML nor JSON: duplicated mapping key (3:1)\n`,
    });
  });
});
