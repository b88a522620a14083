import { typesFor } from "interkit-generator/types/generate";
import { expect, test } from "vitest";
import config from "../../../../openapi/generator.config.ts";
import { boat, bundle, schemaOf } from "./boats.ts";

/** A boat with the given schema of its rig. */
const rigged = (schema: string) => ({
  "boats.yaml": boat(`
type: object
properties:
  rig:
    ${schema.replaceAll("\n", "\n    ")}
`),
});

const values = `type: string
enum: [sloop, ketch, { value: yawl, x-versions: ">=2.11" }]
`;

test("a deprecated value stands only in the versions whose enum has it", () => {
  const of = bundle(
    rigged(`${values}x-deprecated-values: { yawl: "\`ketch\`", sloop: "\`cutter\`" }`),
  );
  const deprecated = (version: string) =>
    schemaOf(of[version]).properties.rig["x-deprecated-values"];
  expect(deprecated("2.10")).toEqual({ sloop: "`cutter`" });
  expect(deprecated("2.11")).toEqual({ yawl: "`ketch`", sloop: "`cutter`" });
});

test("no deprecated values are in a version whose enum has none of them", () => {
  const of = bundle(rigged(`${values}x-deprecated-values: { yawl: "\`ketch\`" }`));
  expect(JSON.stringify(of["2.10"])).not.toContain("x-deprecated-values");
});

test("values are deprecated in a range of versions, or in a variant", () => {
  const of = bundle(
    rigged(`type: string
x-variants:
  - x-versions: "<2.11"
    enum: [sloop, ketch]
  - x-versions: ">=2.11"
    enum: [sloop, cutter]
    x-deprecated-values: { sloop: "\`cutter\`", x-versions: Preview }`),
  );
  const withIt = Object.keys(of).filter((version) =>
    JSON.stringify(of[version]).includes("x-deprecated-values"),
  );
  expect(withIt).toEqual(["Preview"]);
});

test("the comment of a property names its deprecated values, in requests as in responses", async () => {
  const text = `description: How it is rigged.\n${values}x-deprecated-values: { yawl: "\`ketch\`", sloop: "\`cutter\`" }`;
  const parameter = `      parameters:
        - { name: rig, in: query, schema: { type: array, items: { type: string, enum: [a, b], x-deprecated-values: { a: "\`b\`" } } } }`;
  const { "boats.yaml": file } = rigged(text);
  const of = bundle({ "boats.yaml": file.replace("      parameters:", parameter) });
  const bundles = Object.entries(of).map(([version, document]) => ({ version, document }));
  const [oldest] = await typesFor(config, bundles);
  const newest = (await typesFor(config, bundles)).find(({ path }) => path.endsWith("/preview.ts"));
  expect(newest?.text).toContain(
    "/** How it is rigged. Deprecated values: `yawl`, use `ketch` instead; `sloop`, use `cutter` instead. */",
  );
  expect(oldest?.text).toContain("Deprecated values: `sloop`, use `cutter` instead.");
  expect(newest?.text).toMatch(/\/\*\* Deprecated values: `a`, use `b` instead\. \*\/\n +rig\?:/);
});

test.each([
  [
    "a value that no version has",
    `${values}x-deprecated-values: { schooner: "\`ketch\`" }`,
    /^resources\/boats\.yaml:24: x-deprecated-values has "schooner", which the enum beside it has in no API version; name one of sloop, ketch, yawl$/,
  ],
  [
    "a value of a range that the property does not have",
    `${values}x-versions: "<2.11"\nx-deprecated-values: { yawl: "\`ketch\`" }`,
    /^resources\/boats\.yaml:25: x-deprecated-values has "yawl", which .*; name one of /,
  ],
  [
    "values beside no enum",
    'type: string\nx-deprecated-values: { sloop: "`ketch`" }',
    /has "sloop", which the enum beside it has in no API version; write it beside an enum$/,
  ],
  [
    "a value without a replacement",
    `${values}x-deprecated-values: { yawl: "" }`,
    /x-deprecated-values\/yawl must NOT have fewer than 1 characters; see x-deprecated-values in/,
  ],
])("%s is one line with file, line and fix", (_case, schema, message) => {
  expect(() => bundle(rigged(schema))).toThrow(message);
});

test("properties that are called like keywords get no comment of their own", async () => {
  const [bundled] = Object.entries(
    bundle({
      "boats.yaml": boat(`
type: object
properties:
  type: { type: string }
  items: { type: string, enum: [a, b], x-deprecated-values: { a: "\`b\`" } }
`),
    }),
  );
  const [version, document] = bundled as [string, ReturnType<typeof bundle>[string]];
  const [types] = await typesFor(config, [{ version, document }]);
  expect(types?.text.match(/Deprecated values/g)).toHaveLength(1);
});
