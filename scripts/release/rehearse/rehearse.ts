import os from "node:os";
import path from "node:path";
import pMap from "p-map";
import { lockfileFaults } from "../../checks/lockfile.ts";
import { firstLine, npm } from "../../install-tool.ts";
import { compileRow } from "../../packed/compile.ts";
import { compilerOf, installCompilers } from "../../packed/compilers.ts";
import { pairwise } from "../../packed/matrix.ts";
import { type Packed, packAll, tarballFaults } from "../../packed/packages.ts";
import { manifestFaults } from "../manifests.ts";
import {
  addField,
  copyForRelease,
  manifestsOf,
  type Release,
  refuseStaleFiles,
  versionFaults,
  writeChangeset,
} from "./copy.ts";
import { installedFaults, rebuiltFaults, runFirstProgram } from "./installed.ts";
import { managers } from "./managers.ts";
import { type Registry, startRegistry } from "./registry.ts";
import { CannotRun, Failure, refuse, type Steps } from "./steps.ts";

/**
 * Rehearses a release in a folder: plan, versions, tarballs, a registry, projects that install from it.
 *
 * @param finally_ takes what ends a process or removes a folder, whatever happens after.
 * @returns what the README's first program printed when it ran on the installed packages.
 */
export async function rehearse(
  folder: string,
  steps: Steps,
  finally_: (work: () => unknown) => void,
): Promise<string | undefined> {
  const registry = await steps.need("start a registry", async () => {
    const started = await startRegistry(folder);
    finally_(() => started.close());
    return [`verdaccio at ${started.url}`, started];
  });
  const release = await steps.need("copy the working tree", async () => {
    const copied = copyForRelease();
    finally_(() => copied.remove());
    refuse([...lockfileFaults(copied.folder), ...manifestFaults(copied.folder)]);
    await refuseStaleFiles(copied);
    return ["manifests, lockfile and generated files agree", copied];
  });
  await plan(steps, release);
  const packed = await build(folder, steps, release);
  await publish(steps, release, registry, packed);
  const output = await install(folder, steps, registry, packed);
  await canary(folder, steps, release, registry, packed);
  return output;
}

/** Changes the description, and makes a version of the change. */
async function plan(steps: Steps, release: Release): Promise<void> {
  await steps.need("plan a change of the description", async () => {
    const field = addField(release);
    // The changeset of the plan is all that the next step has where no other waits.
    const args = ["--base", "HEAD", "--json", "--write"];
    const { class: level, changes } = JSON.parse(await release.script("release:plan", args)) as {
      class: string;
      changes: { message: string }[];
    };
    if (level !== "minor" || !changes.some(({ message }) => message.includes(field)))
      throw new Failure(
        `release:plan calls the new field ${field} ${level}: see scripts/differences`,
      );
    return [`${level}: ${changes[0]?.message}`, undefined];
  });
  await steps.need("apply the changesets", async () => {
    const before = manifestsOf(release)[0]?.[1].version ?? "";
    await release.script("release:version");
    refuse([...versionFaults(release, before), ...lockfileFaults(release.folder)]);
    release.git("add", "--all");
    release.git("commit", "--quiet", "--no-gpg-sign", "--message", "release: apply the changesets");
    return [`${before} → ${manifestsOf(release)[0]?.[1].version}, lockfile too`, undefined];
  });
}

async function build(folder: string, steps: Steps, release: Release): Promise<Packed[]> {
  const packed = await steps.need("build and pack", async () => {
    await release.script("release:build");
    const made = await packAll(path.join(folder, "tarballs"), release.folder);
    refuse(made.flatMap((one) => tarballFaults(one).map((fault) => `${one.name} ${fault}`)));
    if (!made.some(({ files }) => files.includes("docs/pages.json")))
      throw new Failure("@interkit/cli has no docs/pages.json: see the task mcp-docs in docs");
    return [`${made.length} tarballs with license, changelog and sources`, made];
  });
  await steps.check("pack again", async () => {
    const again = await packAll(path.join(folder, "tarballs-again"), release.folder);
    const others = packed.filter(({ integrity }, index) => integrity !== again[index]?.integrity);
    refuse(others.map(({ name }) => `${name} is not packed to the same bytes twice`));
    return "the same sha512 for every package";
  });
  return packed;
}

async function publish(
  steps: Steps,
  release: Release,
  registry: Registry,
  packed: readonly Packed[],
): Promise<void> {
  await steps.need("publish", async () => {
    await release.script("release:publish", [], registry.settings);
    for (const { name, version, integrity } of packed) {
      const { versions, "dist-tags": tags } = await registry.documentOf(name);
      if (versions[version]?.dist.integrity !== integrity)
        throw new Failure(`${name}@${version} in the registry is not the tarball that was packed`);
      if (tags["latest"] !== version)
        throw new Failure(`the tag latest of ${name} is ${tags["latest"]} instead of ${version}`);
    }
    return [`${packed.length} packages, as they were packed`, undefined];
  });
  await steps.check("publish the same version again", async () => {
    const [first] = packed;
    const publishing = npm(["publish", first?.tarball ?? ""], release.folder, registry.settings);
    const printed = await publishing.then(
      () => "",
      (error: { stderr?: string }) => error.stderr ?? "",
    );
    const refused = /You cannot publish over .*|EPUBLISHCONFLICT/.exec(printed)?.[0];
    if (refused === undefined)
      throw new Failure(
        `${first?.name}@${first?.version} was not refused as published already: ${printed.trim().split("\n").at(-1)}`,
      );
    return `refused: ${refused}`;
  });
}

async function install(
  folder: string,
  steps: Steps,
  registry: Registry,
  packed: readonly Packed[],
): Promise<string | undefined> {
  let output: string | undefined;
  const wanted = Object.fromEntries(packed.map(({ name, version }) => [name, version]));
  for (const manager of managers) {
    const project = path.join(folder, `project-${manager.name}`);
    await steps.check(`install with ${manager.name}, and run the README's program`, async () => {
      await manager.install(project, { ...wanted, "@types/node": "^20.19.0" }, registry.url);
      refuse(installedFaults(manager, project, packed));
      output = await runFirstProgram(project);
      return `${packed.length} packages, the files and checksums that were packed`;
    });
  }
  await steps.check("compile programs on what was installed", async () => {
    await installCompilers().catch((error: unknown) => {
      throw new CannotRun(`the compilers cannot be installed here: ${firstLine(error)}`);
    });
    const rows = pairwise().filter(({ peers }) => peers === "none");
    const faults = await pMap(
      rows,
      async ({ compiler, ...settings }) => {
        const project = path.join(folder, "project-npm");
        const { ours } = await compileRow(project, compilerOf(compiler), settings);
        return ours.map((line) => `TypeScript ${compiler}: ${line}`);
      },
      { concurrency: os.availableParallelism() },
    );
    refuse(faults.flat());
    return `${rows.length} projects, TypeScript ${rows[0]?.compiler} to ${rows.at(-1)?.compiler}`;
  });
  return output;
}

async function canary(
  folder: string,
  steps: Steps,
  release: Release,
  registry: Registry,
  packed: readonly Packed[],
): Promise<void> {
  await steps.check("publish and install a canary", async () => {
    const [, { version: released }] = manifestsOf(release)[0] ?? ["", {}];
    writeChangeset(release, "patch", "A canary.");
    await release.script("release:snapshot");
    refuse(lockfileFaults(release.folder));
    await release.script("release:publish", ["--tag", "canary"], registry.settings);
    const [manager] = managers;
    refuse(rebuiltFaults(path.join(folder, "project-npm"), packed));
    const project = path.join(folder, "project-canary");
    const names = manifestsOf(release).map(([, { name = "" }]) => name);
    for (const name of names) {
      const { "dist-tags": tags } = await registry.documentOf(name);
      if (tags["latest"] !== released)
        throw new Failure(`a canary moved the tag latest of ${name}: publish it with --tag canary`);
    }
    const wanted = Object.fromEntries(names.map((name) => [name, "canary"]));
    await manager?.install(project, wanted, registry.url);
    await runFirstProgram(project);
    return `${manifestsOf(release)[0]?.[1].version}, and latest is still ${released}`;
  });
}
