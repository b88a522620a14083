import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readApiVersions } from "interkit-generator/description/api-versions";
import { removeStale } from "interkit-generator/generated-file";
import { documentsFor } from "interkit-generator/versions/documents";
import { manifestsFor } from "interkit-generator/versions/manifests";
import { afterEach, expect, test } from "vitest";
import config from "../../../../openapi/generator.config.ts";

const root = path.resolve(import.meta.dirname, "../../../..");
const list = readApiVersions(path.join(root, "openapi"));

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function temporary(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "places-"));
  folders.push(folder);
  return folder;
}

test.each([...manifestsFor(config, root, list), ...documentsFor(config, root, list)])(
  "$path names the API versions of the description",
  ({ path: file, text }) => {
    expect(readFileSync(path.join(root, file), "utf8")).toBe(text);
  },
);

test("each helper of a package can be imported alone, and a removed one no longer", () => {
  const folder = temporary();
  const client = "packages/client/package.json";
  for (const { path: file } of manifestsFor(config, root, list)) {
    cpSync(path.join(root, file), path.join(folder, file));
  }
  const exported = () => {
    const manifest = manifestsFor(config, folder, list).find(({ path: file }) => file === client);
    writeFileSync(path.join(folder, client), manifest?.text ?? "");
    return JSON.parse(manifest?.text ?? "").exports;
  };
  const helper = path.join(folder, "packages/client/src/helpers/count-contacts.ts");
  cpSync(import.meta.filename, helper);
  expect(exported()["./helpers/count-contacts"]).toEqual({
    "@interkit/source": "./src/helpers/count-contacts.ts",
    types: "./dist/helpers/count-contacts.d.ts",
    default: "./dist/helpers/count-contacts.js",
  });
  rmSync(helper);
  expect(Object.keys(exported())).not.toContain("./helpers/count-contacts");
});

test("a document that no longer says which versions there are is named", () => {
  const folder = temporary();
  for (const { path: file } of documentsFor(config, root, list)) {
    cpSync(path.join(root, file), path.join(folder, file));
  }
  writeFileSync(path.join(folder, "packages/core/README.md"), "# @interkit/core\n");
  expect(() => documentsFor(config, folder, list)).toThrow(
    /^packages\/core\/README\.md:1: nothing in it/m,
  );
});

test("generated files without a source are deleted with their compiled files, and nothing else", () => {
  const folder = temporary();
  const stays = [
    "openapi/dist/2.7.json",
    "openapi/dist/recorded/read.js",
    "packages/core/src/generated/2.7.ts",
    "packages/core/src/client/client.ts",
    "packages/core/dist/generated/2.7.d.ts",
    "packages/core/dist/client/client.js",
  ];
  const obsolete = [
    "openapi/dist/2.6.json",
    "packages/client/test/generated/old.ts",
    "packages/core/dist/generated/2.6.d.ts",
    "packages/core/dist/generated/2.6.js",
    "packages/core/src/generated/2.6.ts",
  ];
  for (const file of [...stays, ...obsolete]) {
    cpSync(path.join(root, "package.json"), path.join(folder, file));
  }
  const files = ["openapi/dist/2.7.json", "packages/core/src/generated/2.7.ts"];
  const removed = removeStale(
    folder,
    config,
    files.map((file) => ({ path: file, text: "" })),
  );
  expect(removed.sort()).toEqual(obsolete);
});

test("a latest version that is none, or is Preview, is refused", () => {
  const folder = temporary();
  for (const name of ["2.6", "Preview"]) {
    const text = `x-api-versions: ["2.7", "2.8", Preview]\nx-latest-version: "${name}"\n`;
    writeFileSync(path.join(folder, "intercom.yaml"), text);
    expect(() => readApiVersions(folder)).toThrow(
      `intercom.yaml:1: x-latest-version is ${name}; write one of 2.7, 2.8, in quotes`,
    );
  }
});
