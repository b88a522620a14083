import path from "node:path";
import { expect, test } from "vitest";
import { faultsOf, type Manifest, manifestFaults, readManifest } from "./manifests.ts";

const root = path.resolve(import.meta.dirname, "../..");
const repository = readManifest(root, ".");
const core = readManifest(root, "packages/core");
const faultsWith = (change: Manifest) =>
  faultsOf({ ...core, ...change }, repository, "packages/core");

test("the manifests of all packages have what a registry shows, with the repository's address", () => {
  expect(manifestFaults(root)).toEqual([]);
});

test("another address than that of the repository is named, with the command that sets it", () => {
  const moved = { type: "git", directory: "packages/core", url: "git+https://example.com/a.git" };
  expect(faultsWith({ repository: moved })).toEqual([
    'repository.url is "git+https://example.com/a.git"; run `npm pkg set ' +
      `repository.url="${repository.repository?.url}"\` in packages/core`,
  ]);
  expect(faultsWith({ homepage: "https://example.com" })).toHaveLength(1);
  expect(faultsWith({ bugs: {} })).toHaveLength(1);
});

test("npm would refuse to publish from a machine with provenance in a manifest", () => {
  expect(faultsWith({ publishConfig: { access: "public", provenance: true } })).toEqual([
    expect.stringContaining("publishConfig.provenance"),
  ]);
});

test.each([
  ["license", { license: "ISC" }],
  ["files", { files: ["dist"] }],
  ["keywords", { keywords: ["openapi"] }],
  ["description", { description: "" }],
  ["engines", { engines: { node: ">=18" } }],
  ["publishConfig.access", { publishConfig: {} }],
] satisfies [string, Manifest][])("a wrong field is named: %s", (field, change) => {
  expect(faultsWith(change)).toEqual([expect.stringContaining(field)]);
});
