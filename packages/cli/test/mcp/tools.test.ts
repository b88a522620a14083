import { createIntercom as create27 } from "@interkit/client/2.7";
import { createIntercom } from "@interkit/client/2.16";
import { createIntercom as createPreview } from "@interkit/client/preview";
import { createIntercom as createUnstable } from "@interkit/client/unstable";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { loadCatalog } from "../../src/catalog/catalog.ts";
import { defaultResources } from "../../src/mcp/index.ts";
import { connectClient } from "../support/mcp.ts";

// One validator for all tools: each new one would compile the schema of schemas again.
const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false });
addFormats.default(ajv);

const options = { token: "test" };
const versions = {
  "2.7": create27(options),
  "2.16": createIntercom(options),
  preview: createPreview(options),
};

async function listTools(version: keyof typeof versions, given = {}) {
  const client = await connectClient(versions[version], given);
  return (await client.listTools()).tools;
}

test.each(Object.keys(versions) as (keyof typeof versions)[])(
  "every operation of %s is a tool with a valid schema, but for files and scrolls",
  async (version) => {
    const tools = await listTools(version, { resources: ["all"], write: true });
    const { operations } = loadCatalog(version);
    const without = operations.filter(
      ({ id, isDownload, body }) =>
        isDownload || (body?.files.length ?? 0) > 0 || id === "companies.scroll",
    );
    expect(tools).toHaveLength(operations.length - without.length);
    expect(new Set(tools.map(({ name }) => name)).size).toBe(tools.length);
    for (const { name, inputSchema, description } of tools) {
      expect(name).toMatch(/^[a-z][a-z0-9_]{0,63}$/);
      expect(description?.length, name).toBeGreaterThan(10);
      expect(() => ajv.compile(inputSchema), name).not.toThrow();
      // Some clients refuse a schema that is not an object of one form.
      expect(inputSchema, name).toMatchObject({ type: "object", additionalProperties: false });
      expect(Object.keys(inputSchema), name).not.toContain("anyOf");
    }
  },
);

test("a schema has all path parameters, the query and the fields of the body", async () => {
  const tools = await listTools("preview", { resources: ["all"], write: true });
  const { operations } = loadCatalog("preview");
  const byName = new Map(tools.map(({ name, inputSchema }) => [name, inputSchema]));
  for (const { id, parameters } of operations) {
    const schema = byName.get(id.replace(/[A-Z]/g, "_$&").replaceAll(".", "_").toLowerCase());
    const inPath = parameters.filter((one) => one.in === "path").map(({ name }) => name);
    if (schema) expect(schema.required ?? [], id).toEqual(expect.arrayContaining(inPath));
  }
  expect(Object.keys(byName.get("contacts_update")?.properties ?? {})).toEqual(
    expect.arrayContaining(["contact_id", "include_merge_history", "email", "custom_attributes"]),
  );
  // The body of a note may name its contact, too.
  expect(byName.get("contacts_notes_create")?.required).toEqual(["contact_id", "body"]);
  expect(byName.get("contacts_notes_create")?.properties).toMatchObject({
    contact_id: { description: expect.stringMatching(/contact/i) },
    body: { type: "string" },
  });
  // A reply has one of several forms.
  expect(byName.get("conversations_reply")?.required).toEqual(["conversation_id", "body"]);
  const { properties = {} } = byName.get("contacts_search") ?? {};
  expect(Object.keys(properties)).toEqual(
    expect.arrayContaining(["query", "sort", "limit", "cursor", "fields", "max_chars"]),
  );
  expect(properties).not.toHaveProperty("pagination");
});

test("a schema that contains itself refers to itself", async () => {
  const [tool] = (await listTools("2.16")).filter(({ name }) => name === "contacts_search");
  const { $defs = {} } = { ...tool?.inputSchema } as { $defs?: Record<string, unknown> };
  expect(Object.keys($defs).sort()).toEqual(["SearchFilter", "SearchFilterGroup"]);
  expect(JSON.stringify($defs["SearchFilterGroup"])).toContain('"#/$defs/SearchFilterGroup"');
});

test("by default there are tools for support work, which only read, in a list of a moderate size", async () => {
  const tools = await listTools("2.16");
  expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
  expect(tools.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["contacts_search", "conversations_get", "tickets_search"]),
  );
  expect(tools.map(({ name }) => name)).not.toContain("brands_list");
  expect(JSON.stringify(tools).length).toBeLessThan(100_000);
  const existing = new Set(loadCatalog("2.16").operations.map(({ id }) => id.split(".", 1)[0]));
  for (const name of defaultResources) {
    expect(existing).toContain(name.replace(/-./g, (text) => text.charAt(1).toUpperCase()));
  }
});

test("annotations say what a tool changes", async () => {
  const tools = await listTools("2.16", { write: true });
  const hints = new Map(tools.map(({ name, annotations }) => [name, annotations]));
  expect(hints.get("contacts_create")).toMatchObject({
    readOnlyHint: false,
    destructiveHint: false,
    idempotentHint: false,
  });
  expect(hints.get("contacts_update")).toMatchObject({
    destructiveHint: true,
    idempotentHint: true,
  });
  for (const name of ["contacts_delete", "contacts_merge", "contacts_archive"]) {
    expect(hints.get(name), name).toMatchObject({ destructiveHint: true, readOnlyHint: false });
  }
});

test("resources are chosen by either form of their names", async () => {
  const names = ["aiContent", " ai-content"];
  for (const resources of names.map((name) => [name, "tags"])) {
    const tools = await listTools("2.16", { resources });
    const first = new Set(tools.map(({ name }) => name.split("_", 1)[0]));
    expect([...first].sort()).toEqual(["ai", "tags"]);
  }
});

test("an unknown resource is refused with those that there are", async () => {
  const refusal = /There is no "contact" among the resources of API version 2.16; .*contacts/;
  await expect(listTools("2.16", { resources: ["contact"] })).rejects.toThrow(refusal);
  await expect(listTools("2.16", { resources: [""] })).rejects.toThrow(/No resource is named/);
});

test("the older name of the preview has its tools", async () => {
  const client = await connectClient(createUnstable(options), { resources: ["folders"] });
  expect((await client.listTools()).tools.length).toBeGreaterThan(0);
});
