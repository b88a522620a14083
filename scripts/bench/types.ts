// npm run bench:types: how long completions take in an editor, compared with the vendor's client. With
// FILE, the official file of 2.16 (not part of this repository), also the compiler's cost of ten calls,
// with these types and with those that openapi-typescript generates from FILE.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import Table from "cli-table3";
import openapiTS, { astToString } from "openapi-typescript";
import { readOfficial } from "../official/read.ts";
import { benchCompletions } from "./completions.ts";

await benchCompletions();
const [file] = process.argv.slice(2);
if (!file) {
  console.log(
    "With FILE, the official OpenAPI file of version 2.16, ten calls are compiled as well.",
  );
  process.exit();
}

const root = path.resolve(import.meta.dirname, "../..");
const folder = path.join(root, "node_modules/.cache/bench-types");
const RUNS = 3;

/** Ten calls in openapi-fetch's shape, which both clients have. */
const calls = `
export const results = [
  await client.GET("/contacts"),
  await client.GET("/contacts/{contact_id}", { params: { path: { contact_id: "1" } } }),
  await client.POST("/contacts", { body: { email: "ada@example.com" } }),
  await client.POST("/contacts/search", { body: { query: { field: "role", operator: "=", value: "user" } } }),
  await client.GET("/conversations", { params: { query: { per_page: 5 } } }),
  await client.GET("/tags"),
  await client.GET("/admins"),
  await client.GET("/teams"),
  await client.GET("/segments"),
  await client.GET("/articles"),
];
const [{ data: contacts }] = results as [Awaited<ReturnType<typeof list>>];
async function list() { return client.GET("/contacts"); }
export const first: string | undefined = contacts?.data?.[0]?.id;
`;

const programs = {
  interkit: `import { createClient } from "@interkit/core/2.16";
const client = createClient({ token: "t" });
${calls}`,
  official: `import createClient from "openapi-fetch";
import type { paths } from "./official-types.ts";
const client = createClient<paths>();
${calls}`,
};

mkdirSync(folder, { recursive: true });
const official = await openapiTS(readOfficial(path.resolve(file)) as never, { silent: true });
writeFileSync(path.join(folder, "official-types.ts"), astToString(official));
const table = new Table({
  head: ["ten calls on", "check time", "instantiations", "memory"],
  colAligns: ["left", "right", "right", "right"],
  style: { head: [] },
});
for (const [name, text] of Object.entries(programs)) {
  writeFileSync(path.join(folder, `${name}.ts`), text);
  const runs = Array.from({ length: RUNS }, () => compile(name));
  runs.sort((a, b) => a.check - b.check);
  const { check, instantiations, memory } = runs[Math.floor(RUNS / 2)] as (typeof runs)[number];
  table.push([name, `${check.toFixed(2)} s`, instantiations, memory]);
}
console.log(table.toString());
console.log(`medians of ${RUNS} runs of tsc, Node ${process.versions.node}`);

function compile(name: string): { check: number; instantiations: string; memory: string } {
  const config = {
    extends: path.join(root, "tsconfig.base.json"),
    compilerOptions: { noEmit: true, types: [] },
    files: [`${name}.ts`],
  };
  const project = path.join(folder, `tsconfig.${name}.json`);
  writeFileSync(project, JSON.stringify(config));
  const tsc = path.join(root, "node_modules/typescript/bin/tsc");
  const arguments_ = [tsc, "-p", project, "--extendedDiagnostics"];
  const printed = execFileSync(process.execPath, arguments_, { encoding: "utf8" });
  const read = (label: string) => new RegExp(`^${label}:\\s+(\\S+)`, "m").exec(printed)?.[1] ?? "";
  return {
    check: Number.parseFloat(read("Check time")),
    instantiations: read("Instantiations"),
    memory: read("Memory used"),
  };
}
