import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type Release, versionFaults } from "./copy.ts";
import { installedFaults, rebuiltFaults } from "./installed.ts";

/** A folder with files, which is removed after the test. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "interkit-rehearse-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  return folder;
}

const versioned = {
  ".changeset/config.json": "{}",
  "openapi/package.json": '{ "version": "1.1.0" }',
  "openapi/CHANGELOG.md": "# openapi\n\n## 1.1.0\n",
  "packages/core/package.json": '{ "version": "1.1.0" }',
  "packages/core/CHANGELOG.md": "# core\n\n## 1.1.0\n",
};
const faultsOf = (files: Readonly<Record<string, string>>, before = "1.0.0") =>
  versionFaults({ folder: folderWith({ ...versioned, ...files }) } as Release, before);

test("a version that changesets made is whole", () => {
  expect(faultsOf({})).toEqual([]);
});

test.each([
  ["several versions", { "packages/core/package.json": '{ "version": "1.0.1" }' }, '"fixed"'],
  ["no section", { "packages/core/CHANGELOG.md": "# core\n\n## 1.0.0\n" }, "has no section 1.1.0"],
  ["a changeset that is left", { ".changeset/words.md": "" }, "changesets are left: words.md"],
])("a version is refused with %s", (_, files, message) => {
  expect(faultsOf(files)).toEqual(expect.arrayContaining([expect.stringContaining(message)]));
});

test("a version that did not change is refused", () => {
  expect(faultsOf({}, "1.1.0")).toEqual(["the version is still 1.1.0: add a changeset"]);
});

/** A package, and a project in which it is installed with another content of one file. */
function installation(installed: Readonly<Record<string, string>>) {
  const built = { "package.json": '{ "version": "1.1.0" }', "dist/index.js": "export {};" };
  const files = Object.entries({ ...built, ...installed });
  const project = folderWith(
    Object.fromEntries(files.map(([file, text]) => [`node_modules/@interkit/core/${file}`, text])),
  );
  const tarball = { name: "@interkit/core", version: "1.1.0", tarball: "", integrity: "sha512-a" };
  return {
    project,
    packed: [{ ...tarball, folder: folderWith(built), files: Object.keys(built) }],
  };
}

const manager = (locked: string | undefined) => ({
  name: "npm",
  install: () => Promise.resolve(),
  lockedIntegrity: () => locked,
});

test("an installation has the checksum and the files that were packed", () => {
  const { project, packed } = installation({});
  expect(installedFaults(manager("sha512-a"), project, packed)).toEqual([]);
  expect(installedFaults(manager("sha512-b"), project, packed)).toEqual([
    "npm locks @interkit/core as sha512-b, and its tarball is sha512-a",
  ]);
  expect(installedFaults(manager(undefined), project, packed)).toHaveLength(1);
});

test("an installed file that was not packed like that is named", () => {
  const { project, packed } = installation({ "dist/index.js": "export const one = 1;" });
  expect(installedFaults(manager("sha512-a"), project, packed)).toEqual([
    "npm installs another dist/index.js of @interkit/core",
  ]);
});

test("a second build may differ in its version alone", () => {
  const other = installation({ "package.json": '{ "version": "1.0.0" }' });
  expect(rebuiltFaults(other.project, other.packed)).toEqual([]);
  const { project, packed } = installation({ "dist/index.js": "export const time = 1;" });
  expect(rebuiltFaults(project, packed)).toEqual([
    "dist/index.js of @interkit/core is different in every build",
  ]);
});
