import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { bundleAll } from "interkit-generator/description/bundle";
import { afterAll, expect, test } from "vitest";
import { parse, stringify } from "yaml";

const openapi = path.resolve(import.meta.dirname, "../../../../openapi");
const folder = mkdtempSync(path.join(tmpdir(), "openapi-"));
cpSync(openapi, folder, {
  recursive: true,
  filter: (file) => !/[\\/](dist|node_modules)$/.test(file),
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The YAML blocks of the author's guide, by the heading they stand under. */
const blocks = new Map(
  [
    ...readFileSync(path.join(openapi, "README.md"), "utf8").matchAll(
      /### (.+)\n[^#]*?```yaml\n([\s\S]*?)\n```/g,
    ),
  ].map(([, heading, text]) => [heading as string, parse(text as string)]),
);

// biome-ignore lint/suspicious/noExplicitAny: a test reads into documents of its own making
function bundleWith(heading: string, only?: string): Record<string, any> {
  const operation = blocks.get("Add an operation");
  const added = { ...operation, ...blocks.get(heading) };
  writeFileSync(path.join(folder, "resources/boats.yaml"), stringify(added));
  const bundles = bundleAll(folder, only);
  return Object.fromEntries(bundles.map(({ version, document }) => [version, document]));
}

test("an operation is added from a version on", () => {
  const of = bundleWith("Add an operation");
  const has = Object.keys(of).filter((version) => of[version].paths["/boats/{boat_id}"]);
  expect(has).toEqual(["2.15", "2.16", "2.17", "Preview"]);
});

test("a field is added from a version on", () => {
  const of = bundleWith("Add a field from a version on", "2.16");
  expect(of["2.16"].components.schemas.Boat.required).toEqual(["id", "keel"]);
});

test("a type changes from a version on", () => {
  const of = bundleWith("Change a type", "2.16");
  expect(of["2.16"].components.schemas.Boat.properties.owner_id.type).toEqual(["string", "null"]);
});

test("a webhook is added from a version on", () => {
  const operation = blocks.get("Add an operation");
  const webhook = blocks.get("Add a webhook");
  const schemas = { ...operation.components.schemas, ...webhook.components.schemas };
  const file = { ...operation, ...webhook, components: { schemas } };
  writeFileSync(path.join(folder, "resources/boats.yaml"), stringify(file));
  const of = Object.fromEntries(bundleAll(folder).map((one) => [one.version, one.document]));
  const has = Object.keys(of).filter(
    (version) => "boat.launched" in Object(of[version]?.["webhooks"]),
  );
  expect(has).toEqual(["2.15", "2.16", "2.17", "Preview"]);
});
