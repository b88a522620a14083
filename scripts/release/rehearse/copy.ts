import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { copyRepository } from "../../guides/copy.ts";
import { guides, root } from "../../guides/guides.ts";
import { npm } from "../../install-tool.ts";
import { publishedPlaces } from "../../packed/packages.ts";
import { type Manifest, readManifest } from "../manifests.ts";
import { Failure, refuse } from "./steps.ts";

/** A copy of the repository in which versions are made and packages are built. */
export interface Release {
  readonly folder: string;
  /** Runs an npm script of the copy, and returns what it printed. */
  script(
    name: string,
    args?: readonly string[],
    settings?: Readonly<Record<string, string>>,
  ): Promise<string>;
  git(...args: readonly string[]): string;
  remove(): void;
}

export function copyForRelease(): Release {
  const { folder, remove } = copyRepository();
  // The generator keeps there what it made, under hashes of what it was made from.
  const cache = path.join(root, "node_modules/.cache/interkit");
  mkdirSync(path.join(folder, "node_modules/.cache"));
  if (existsSync(cache)) symlinkSync(cache, path.join(folder, "node_modules/.cache/interkit"));
  const identity = ["-c", "user.name=Rehearsal", "-c", "user.email=rehearsal@localhost"];
  return {
    folder,
    remove,
    script: (name, args = [], settings = {}) =>
      npm(["run", "--silent", name, "--", ...args], folder, settings),
    git: (...args) =>
      execFileSync("git", [...identity, ...args], { cwd: folder, encoding: "utf8" }),
  };
}

/** Generates everything: what Git does not ignore is then as the generator writes it. */
export async function refuseStaleFiles({ script, git }: Release): Promise<void> {
  await script("generate");
  const stale = git("status", "--porcelain").split("\n").filter(Boolean);
  refuse(
    stale.map((line) => `${line.slice(3)} is out of date: run \`npm run generate\`, commit it`),
  );
}

/** Makes the change of the description that CONTRIBUTING.md shows: a field more. */
export function addField({ folder }: Release): string {
  const guide = guides().find(({ title }) => title === "Add a field");
  const patch = guide?.steps.find((step) => "patch" in step);
  if (patch === undefined) throw new Failure('CONTRIBUTING.md has no guide "Add a field"');
  execFileSync("git", ["apply", "-"], { cwd: folder, input: patch.patch });
  return /^\+ {8}(\w+):$/m.exec(patch.patch)?.[1] ?? "";
}

/** The manifests of the published packages by folder. */
export function manifestsOf({ folder }: Release): [place: string, manifest: Manifest][] {
  return publishedPlaces(folder).map((place) => [place, readManifest(folder, place)]);
}

/** What `changeset version` should have made of the changesets. */
export function versionFaults(release: Release, before: string): string[] {
  const { folder } = release;
  const manifests = manifestsOf(release);
  const versions = new Set(manifests.map(([, { version }]) => version));
  const faults: string[] = [];
  if (versions.size > 1)
    faults.push(
      `packages have several versions, ${[...versions].join(" and ")}: see "fixed" in .changeset/config.json`,
    );
  if (versions.has(before)) faults.push(`the version is still ${before}: add a changeset`);
  for (const [place, { version }] of manifests) {
    const file = path.join(folder, place, "CHANGELOG.md");
    if (!existsSync(file) || !readFileSync(file, "utf8").includes(`\n## ${version}\n`))
      faults.push(
        `${place}/CHANGELOG.md has no section ${version}: add a changeset for the package`,
      );
  }
  const left = globSync("*.md", { cwd: path.join(folder, ".changeset"), ignore: ["README.md"] });
  if (left.length > 0) faults.push(`changesets are left: ${left.join(", ")}`);
  return faults;
}

/** Writes a changeset for every package. */
export function writeChangeset({ folder }: Release, level: string, text: string): void {
  const names = publishedPlaces(folder).map((place) => readManifest(folder, place).name);
  const front = names.map((name) => `"${name}": ${level}`).join("\n");
  writeFileSync(path.join(folder, ".changeset/rehearsal.md"), `---\n${front}\n---\n\n${text}\n`);
}
