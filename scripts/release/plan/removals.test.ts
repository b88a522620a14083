import { existsSync, readFileSync, rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Repository } from "./support/repository.ts";

let repository: Repository;
beforeEach(() => {
  repository = new Repository();
});
afterEach(() => rmSync(repository.folder, { recursive: true }));

const owner = 'owner: { type: [string, "null"] }';
const captain =
  '        captain: { deprecated: true, x-deprecated: { instead: "`owner`" }, type: [string, "null"] }\n';
const changeset = ".changeset/api-description.md";

describe("a removal", () => {
  beforeEach(() => repository.release("1.0.0"));
  const without = [`        ${owner}\n`, ""] as const;

  test("is refused where users were not warned", async () => {
    repository.changeBoats(without);
    const { code, stderr } = await repository.startPlan("--write");
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr:
        "`Boat.owner` is removed from 2.15, 2.16, Preview without notice: keep it with `deprecated: true` for one release, or add it to openapi/removals.yaml if Intercom removed it\n",
    });
    expect(existsSync(repository.path(changeset))).toBe(false);
  });

  test("is accepted where the last release deprecated it, and names what it said", async () => {
    repository.changeBoats([captain, ""]);
    expect(await repository.plan("--write")).toMatchObject({ code: 0, stderr: "" });
    const text = readFileSync(repository.path(changeset), "utf8");
    expect(text).toContain("- `Boat.captain` is gone: use `owner`.");
    expect(text).toContain("// Before\nuse(boat.captain);\n\n// After\n// use `owner`");
  });

  test("of a value of a request is refused where users were not warned", async () => {
    repository.changeBoats(["[sloop, ketch, yawl]", "[ketch, yawl]"]);
    const { code, stderr } = await repository.plan("--check");
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr:
        'value "sloop" of `GET /boats/{boat_id} query rig` is removed from 2.15, 2.16, Preview without notice: keep it in `x-deprecated-values` for one release, or add it to openapi/removals.yaml if Intercom removed it\n',
    });
  });

  test("of a value of a request is accepted where the last release deprecated it", async () => {
    repository.changeBoats(
      ["[sloop, ketch, yawl]", "[sloop, ketch]"],
      ['            x-deprecated-values: { yawl: "`ketch`" }\n', ""],
    );
    expect(await repository.plan("--write")).toMatchObject({ code: 0, stderr: "" });
    expect(readFileSync(repository.path(changeset), "utf8")).toContain(
      '- `GET /boats/{boat_id} query rig` has no value "yawl" any more: use `ketch`.',
    );
  });

  test("of all values of a request at once is refused where users were not warned", async () => {
    repository.changeBoats(
      ["[sloop, ketch, yawl]", "[dinghy, ferry]"],
      ['            x-deprecated-values: { yawl: "`ketch`" }\n', ""],
    );
    expect((await repository.plan("--check")).stderr).toBe(
      'value "sloop", value "ketch", value "yawl" of `GET /boats/{boat_id} query rig` are removed from 2.15, 2.16, Preview without notice: keep them in `x-deprecated-values` for one release, or add the place to openapi/removals.yaml if Intercom removed them\n',
    );
  });

  test("of a value is announced by the release that deprecates it", async () => {
    repository.changeBoats(["{ yawl: ", '{ sloop: "`ketch`", yawl: ']);
    const { stdout } = await repository.plan();
    expect(stdout).toContain(
      '`GET /boats/{boat_id} query rig` deprecates the value "sloop": use `ketch`.',
    );
    expect(stdout).toContain("major: 0, minor: 1, patch: 0 → minor");
  });

  test("is accepted in the API versions in which Intercom removed it", async () => {
    repository.changeBoats(without);
    const removal = (versions: string) =>
      `[{ place: Boat.owner, versions: "${versions}", why: Recorded responses lack it. }]`;
    repository.write("openapi/removals.yaml", removal(">=2.16"));
    expect((await repository.plan("--check")).stderr).toContain("removed from 2.15 without notice");
    repository.write("openapi/removals.yaml", removal(">=2.15"));
    expect(await repository.plan("--write")).toMatchObject({ code: 0, stderr: "" });
    repository.release("2.0.0");
    expect(await repository.plan("--check")).toMatchObject({
      stderr: expect.stringMatching(
        /^openapi\/removals\.yaml: Boat\.owner is left over from a release: delete the entry$/m,
      ),
    });
  });
});

describe("the removal of a type", () => {
  const schemas = "  schemas:\n";
  const flag = `${schemas}    Flag: { type: object, properties: { colour: { type: string } } }\n`;
  const releaseFlag = (property: string) => {
    repository.changeBoats([owner, `${owner}\n        flag: ${property}`], [schemas, flag]);
    repository.release("1.0.0");
    repository.changeBoats();
  };

  test("is refused where users were not warned", async () => {
    releaseFlag('{ $ref: "#/components/schemas/Flag" }');
    const { stderr } = await repository.plan("--check");
    expect(stderr).toMatch(/^`Boat\.flag` is removed from 2\.15, 2\.16, Preview without notice/m);
    expect(stderr).toMatch(/^`Flag` is removed from 2\.15, 2\.16, Preview without notice/m);
  });

  test("is accepted where the last release deprecated all that was made of it", async () => {
    releaseFlag('{ deprecated: true, allOf: [{ $ref: "#/components/schemas/Flag" }] }');
    const { code, stdout, stderr } = await repository.plan("--write");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("`Flag` is gone from the exported types");
  });
});

test("an entry of removals.yaml that a change needs is not left over", async () => {
  const removal = '[{ place: Boat.owner, versions: ">=2.15", why: Recorded responses lack it. }]';
  repository.write("openapi/removals.yaml", removal);
  repository.release("1.0.0");
  repository.changeBoats([`        ${owner}\n`, ""]);
  expect(await repository.plan()).toMatchObject({ code: 0, stderr: "" });
});
